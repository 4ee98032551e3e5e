package io.hauberk.secret;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Why a file could not be read, told by what lies in its place. */
final class ReadFault {

  /**
   * The error that says so.
   *
   * @param name how messages call the secret
   * @param at where it is configured to be, its links not followed
   */
  static SecretException of(String name, Path at, IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return Files.isSymbolicLink(at)
          ? SecretException.dangling(name, at)
          : SecretException.missing(name, at);
    }
    if (cause instanceof AccessDeniedException) {
      return SecretException.forbidden(name, at, cause);
    }
    return leadsInACircle(at)
        ? SecretException.circular(name, at)
        : SecretException.unreadable(name, at, cause);
  }

  /** Follows the links one by one: the error of the operating system has no class of its own. */
  private static boolean leadsInACircle(Path link) {
    Set<Path> met = new HashSet<>();
    Path at = link.toAbsolutePath().normalize();
    try {
      while (Files.isSymbolicLink(at)) {
        if (!met.add(at)) {
          return true;
        }
        at = at.resolveSibling(Files.readSymbolicLink(at)).normalize();
      }
    } catch (IOException e) {
      // replaced meanwhile
    }
    return false;
  }

  private ReadFault() {}
}
