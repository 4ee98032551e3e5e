package io.hauberk.identity;

import io.hauberk.request.Reason;
import org.jspecify.annotations.Nullable;

/** A thing found in a token, or the reason why the token is refused. */
final class Outcome<T> {
  private final @Nullable T found;
  private final @Nullable Reason refusal;

  static <T> Outcome<T> found(T thing) {
    return new Outcome<>(thing, null);
  }

  static <T> Outcome<T> refused(Reason reason) {
    return new Outcome<>(null, reason);
  }

  private Outcome(@Nullable T found, @Nullable Reason refusal) {
    this.found = found;
    this.refusal = refusal;
  }

  /** Why the token is refused, or null if it isn't. */
  @Nullable Reason refusal() {
    return refusal;
  }

  /** The thing; only where there is no refusal. */
  T get() {
    if (found == null) {
      throw new IllegalStateException("refused: " + refusal);
    }
    return found;
  }
}
