package io.hauberk.request;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** The outcome of one check on one request. */
public sealed interface Decision {

  /** The check has nothing against the request. */
  @SuppressWarnings(
      "ClassInitializationDeadlock") // nobody else creates an Admitted, so it never comes first
  Decision ADMITTED = new Admitted();

  /** Refuses for a reason that needs no further words. */
  static Decision denied(Reason reason) {
    return new Denied(reason, List.of());
  }

  /** Refuses for a reason, with the points in which the contract is broken. */
  static Decision denied(Reason reason, List<Finding> findings) {
    return new Denied(reason, findings);
  }

  /** The check has nothing against the request. */
  record Admitted() implements Decision {}

  /**
   * The request is refused.
   *
   * @param reason why
   * @param findings the points in which the contract is broken; empty for most reasons
   */
  record Denied(Reason reason, List<Finding> findings) implements Decision {

    /** Copies the findings. */
    public Denied {
      requireNonNull(reason, "reason");
      findings = List.copyOf(findings);
    }
  }

  /**
   * The request is refused for now.
   *
   * @param reason which limit
   * @param retryAfter time until the same call would be admitted; always positive
   */
  record Throttled(Reason reason, Duration retryAfter) implements Decision {

    /** Checks that the time is positive. */
    public Throttled {
      requireNonNull(reason, "reason");
      if (retryAfter.isNegative() || retryAfter.isZero()) {
        throw new IllegalArgumentException("retryAfter must be positive, was " + retryAfter);
      }
    }
  }

  /** Whether the request may go on. */
  default boolean isAdmitted() {
    return this instanceof Admitted;
  }

  /**
   * Answers with one of three; the last line is the closed door, so a forgotten case can never
   * admit.
   */
  default <T> T fold(
      Supplier<T> admitted, Function<Throttled, T> throttled, Function<Denied, T> denied) {
    if (this instanceof Admitted) {
      return admitted.get();
    }
    if (this instanceof Throttled t) {
      return throttled.apply(t);
    }
    return denied.apply((Denied) this);
  }
}
