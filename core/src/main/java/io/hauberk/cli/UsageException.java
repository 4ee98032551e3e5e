package io.hauberk.cli;

/** A command was called wrongly. The message says how to call it. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
