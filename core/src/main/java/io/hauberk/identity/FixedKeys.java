package io.hauberk.identity;

/** Keys that never change. */
final class FixedKeys extends KeySource {
  private final VerificationKeys keys;

  FixedKeys(VerificationKeys keys) {
    this.keys = keys;
  }

  @Override
  void open(Surroundings surroundings) {}

  @Override
  VerificationKeys current() {
    return keys;
  }
}
