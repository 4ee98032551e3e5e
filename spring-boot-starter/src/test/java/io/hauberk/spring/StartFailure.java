package io.hauberk.spring;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.jspecify.annotations.Nullable;

/** Why an application did not start. */
final class StartFailure {

  /** The fault of the set-up that this failure comes from; it is an error if there is none. */
  static SetupException setup(@Nullable Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof SetupException)) {
      cause = cause.getCause();
    }
    return assertInstanceOf(SetupException.class, cause);
  }

  private StartFailure() {}
}
