package io.hauberk.lint;

import java.util.Locale;

/** How grave a finding is, the gravest last. */
public enum Severity {
  /** Worth knowing; often a matter of taste. */
  INFO,
  /** Weakens the service or its callers; most contracts should mend it. */
  WARNING,
  /** A hole, or a contract that cannot be used. */
  ERROR;

  /** Whether this is as grave as another, or graver. */
  public boolean isAtLeast(Severity other) {
    return compareTo(other) >= 0;
  }

  /** The name in lower case, as options and reports write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
