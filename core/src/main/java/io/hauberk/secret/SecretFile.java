package io.hauberk.secret;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * One secret in one file. Read anew at each call; {@link SecretPoller} tells when it has changed.
 *
 * <p>The path may be a link, as in a Kubernetes mount, as long as it stays below the directory in
 * which it stands. Note that a file mounted with {@code subPath} is never updated by Kubernetes:
 * mount the directory.
 */
public final class SecretFile {
  private static final int ATTEMPTS = 5;

  private final String name;
  private final Path path;
  private final FileReading reading;

  /**
   * The secret of this name at this path; nothing is read yet.
   *
   * @param name how messages and events call it: the operator's word, never content
   */
  public static SecretFile at(String name, Path path) {
    return new SecretFile(name, path, FileReading.REAL);
  }

  SecretFile(String name, Path path, FileReading reading) {
    this.name = name;
    this.path = path.toAbsolutePath().normalize();
    this.reading = reading;
  }

  /** How messages and events call it. */
  public String name() {
    return name;
  }

  /** Where it is read from. */
  public Path path() {
    return path;
  }

  /**
   * The content as it is now.
   *
   * @throws SecretException if the file is missing, unreadable, empty, larger than 1 MiB, not a
   *     regular file, or a link out of its directory
   */
  public Secret read() {
    for (int attempt = 1; ; attempt++) {
      try {
        Secret secret = readOnce();
        if (secret.isEmpty()) {
          throw SecretException.empty(name, path);
        }
        return secret;
      } catch (IOException e) {
        // a rotation may have removed the old generation between two steps: look again
        if (!(e instanceof NoSuchFileException) || attempt == ATTEMPTS) {
          throw ReadFault.of(name, path, e);
        }
      }
    }
  }

  /** What can be seen of it without reading it. */
  Object glance() {
    return Glance.at(path);
  }

  private Secret readOnce() throws IOException {
    Path parent = path.getParent();
    if (parent == null) {
      throw SecretException.isDirectory(name, path);
    }
    Path file = path.toRealPath();
    if (!file.startsWith(parent.toRealPath())) {
      throw SecretException.escapes(name, path);
    }
    return reading.read(name, file, path);
  }

  @Override
  public String toString() {
    return "SecretFile[" + name + "]";
  }
}
