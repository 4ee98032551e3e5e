package io.hauberk.cli;

/** The exit codes of every command. */
final class Exit {
  /** All is well. */
  static final int OK = 0;

  /** Something was found that the caller asked to fail on. */
  static final int FOUND = 1;

  /** The command was called wrongly, or a file cannot be read. */
  static final int USAGE = 2;

  private Exit() {}
}
