package io.hauberk.secret;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A mounted secret is missing, unreadable, empty, too large, outside of its mount, or not what its
 * user can work with. The message says which, where, and how to mend it; it never holds content.
 */
public final class SecretException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  static SecretException missing(String name, Path at) {
    return of(name, "is missing at " + at, "Mount it there, or name another place");
  }

  static SecretException unreadable(String name, Path at, IOException cause) {
    return new SecretException(
        text(
            name,
            "cannot be read from " + at + " (" + cause.getClass().getSimpleName() + ")",
            "Mount it readable by this process"),
        cause);
  }

  static SecretException empty(String name, Path at) {
    return of(name, "is empty at " + at, "Write its content, or remove what asks for it");
  }

  static SecretException tooLarge(String name, Path at, int limit) {
    return of(
        name,
        "is larger than " + limit + " octets at " + at,
        "Secrets are small: check that the right file is mounted");
  }

  static SecretException notAFile(String name, Path at) {
    return of(name, "is not a regular file at " + at, "Name a file, not a directory or device");
  }

  static SecretException notADirectory(String name, Path at) {
    return of(name, "is not a directory at " + at, "Name the directory of the mount");
  }

  static SecretException escapes(String name, Path at) {
    return of(
        name,
        "is a link at " + at + " that leads out of its directory",
        "Name the file where it really is");
  }

  static SecretException tooMany(String name, Path at, int limit) {
    return of(
        name,
        "has more than " + limit + " files at " + at,
        "Check that the right directory is mounted");
  }

  static SecretException unstable(String name, Path at) {
    return of(
        name,
        "changed at " + at + " while it was being read, or has a link there that leads nowhere",
        "Mend the link, or let the writer replace all in one step, as Kubernetes does");
  }

  private static SecretException of(String name, String fault, String mend) {
    return new SecretException(text(name, fault, mend), null);
  }

  private static String text(String name, String fault, String mend) {
    return "Secret '%s' %s. %s.".formatted(name, fault, mend);
  }

  private SecretException(String message, @Nullable IOException cause) {
    super(message, cause);
  }
}
