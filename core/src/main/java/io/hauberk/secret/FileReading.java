package io.hauberk.secret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads one file whose links are already resolved. An interface so that tests can step between. */
interface FileReading {
  /** As Kubernetes limits a whole secret. */
  int MAX_BYTES = 1024 * 1024;

  FileReading REAL = FileReading::readFile;

  /**
   * The content of the file.
   *
   * @param name how messages call the secret
   * @param file where it is read
   * @param configured where it is configured to be, for messages
   * @throws IOException if it cannot be read, {@link java.nio.file.NoSuchFileException} if it is
   *     not there any more
   * @throws SecretException if it is no regular file, or too large
   */
  Secret read(String name, Path file, Path configured) throws IOException;

  private static Secret readFile(String name, Path file, Path configured) throws IOException {
    if (Files.isDirectory(file)) {
      throw SecretException.isDirectory(name, configured);
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) { // a pipe would never end
      throw SecretException.notAFile(name, configured);
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw SecretException.tooLarge(name, configured, MAX_BYTES);
      }
      return Secret.of(content, Files.getLastModifiedTime(file).toInstant());
    }
  }
}
