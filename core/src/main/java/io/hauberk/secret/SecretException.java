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

  private final String told;

  static SecretException missing(String name, Path at) {
    return of(name, at, "is missing", "", "mount it there, or name another place");
  }

  static SecretException dangling(String name, Path at) {
    return of(
        name,
        at,
        "is a link",
        " that leads nowhere",
        "mount what it is to lead to, or mend the link");
  }

  static SecretException circular(String name, Path at) {
    return of(name, at, "is a link", " that leads in a circle", "mend the link");
  }

  static SecretException forbidden(String name, Path at, IOException cause) {
    return new SecretException(
        name,
        at,
        "may not be read by this process",
        "",
        "mount it readable by this process",
        cause);
  }

  static SecretException unreadable(String name, Path at, IOException cause) {
    return new SecretException(
        name,
        at,
        "cannot be read",
        " (" + cause.getClass().getSimpleName() + ")",
        "look whether its mount is there and whole",
        cause);
  }

  static SecretException empty(String name, Path at) {
    return of(name, at, "is empty", "", "write its content, or remove what asks for it");
  }

  static SecretException tooLarge(String name, Path at, int limit) {
    return of(
        name,
        at,
        "is larger than " + limit + " octets",
        "",
        "secrets are small, so check that the right file is mounted");
  }

  static SecretException isDirectory(String name, Path at) {
    return of(name, at, "is a directory", ", not a regular file", "name a file in it");
  }

  static SecretException notAFile(String name, Path at) {
    return of(
        name, at, "is a pipe, socket or device", ", not a regular file", "mount a regular file");
  }

  static SecretException notADirectory(String name, Path at) {
    return of(name, at, "is not a directory", "", "name the directory of the mount");
  }

  static SecretException escapes(String name, Path at) {
    return of(
        name,
        at,
        "is a link",
        " that leads out of its directory",
        "name the file where it really is");
  }

  static SecretException tooMany(String name, Path at, int limit) {
    return of(
        name,
        at,
        "has more than " + limit + " files",
        "",
        "check that the right directory is mounted");
  }

  static SecretException unstable(String name, Path at) {
    return of(
        name,
        at,
        "changed",
        " again and again while it was being read",
        "let the writer replace all in one step, as Kubernetes does");
  }

  private static SecretException of(String name, Path at, String fault, String more, String mend) {
    return new SecretException(name, at, fault, more, mend, null);
  }

  /**
   * What the others call.
   *
   * @param fault stands before the place
   * @param more stands after the place
   * @param mend begins in lower case
   */
  private SecretException(
      String name, Path at, String fault, String more, String mend, @Nullable IOException cause) {
    super(
        "Secret '%s' %s at %s%s. %s."
            .formatted(
                name, fault, at, more, Character.toUpperCase(mend.charAt(0)) + mend.substring(1)),
        cause);
    this.told = "'%s' %s%s: %s".formatted(at.getFileName(), fault, more, mend);
  }

  /**
   * The same for events and states: which file by its name alone, what is wrong, how to mend it.
   */
  String told() {
    return told;
  }
}
