package io.hauberk.cli;

import java.util.Arrays;

/** What an operator can do about a failure that no command expects. */
final class Failures {

  /** One line: what happened, where, and what to do. Never the failure's own text. */
  static String describe(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      return "the memory of this process is used up. Give it more, with the option -Xmx of java";
    }
    return "failed unexpectedly (%s at %s). This is a defect of Hauberk: please report it"
        .formatted(failure.getClass().getSimpleName(), place(failure));
  }

  private static String place(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith("io.hauberk."))
        .findFirst()
        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
        .orElse("an unknown place");
  }

  private Failures() {}
}
