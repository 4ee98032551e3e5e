package io.hauberk.identity;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keys that never change. */
final class FixedKeys extends KeySource {
  private final VerificationKeys keys;
  private @Nullable KeyState state;

  FixedKeys(VerificationKeys keys) {
    this.keys = keys;
  }

  @Override
  void open(Surroundings surroundings) {
    state = KeyState.of(surroundings.profile(), keys, surroundings.clock().instant(), null);
  }

  @Override
  VerificationKeys current() {
    return keys;
  }

  @Override
  KeyState state() {
    return Objects.requireNonNull(state, "not connected");
  }
}
