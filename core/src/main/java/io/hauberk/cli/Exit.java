package io.hauberk.cli;

/** The exit codes of every command. */
final class Exit {
  /** All is well. */
  static final int OK = 0;

  /** Something was found that the caller asked to fail on. */
  static final int FOUND = 1;

  /** The command was called wrongly, a file cannot be read, or the report cannot be written. */
  static final int USAGE = 2;

  /** The command itself failed: it says nothing about what it was given. */
  static final int FAILED = 3;

  private Exit() {}
}
