package io.hauberk;

import java.util.List;

/**
 * The set-up is wrong, so the service must not start. Each problem says what, where and how to mend
 * it.
 */
public final class HauberkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  HauberkException(List<String> problems) {
    super("Hauberk cannot protect this service:\n  - " + String.join("\n  - ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Each problem found, in the order of the set-up; never empty. */
  public List<String> problems() {
    return problems;
  }
}
