package io.hauberk.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of public corpora, named by {@code -Dhauberk.corpora}; nothing of it is copied. */
final class Corpora {

  /** Whether the folder is there. */
  static boolean present() {
    return !System.getProperty("hauberk.corpora", "").isEmpty() && Files.isDirectory(folder());
  }

  /**
   * A file or folder of the corpora.
   *
   * @throws IllegalStateException if it is absent
   */
  static Path require(String name) {
    Path path = folder().resolve(name);
    if (!present() || !Files.exists(path)) {
      throw new IllegalStateException(
          "corpora: '" + name + "' is absent; name the folder with -Dhauberk.corpora=DIR");
    }
    return path;
  }

  private static Path folder() {
    return Path.of(System.getProperty("hauberk.root", "."))
        .resolve(System.getProperty("hauberk.corpora", ""))
        .normalize();
  }

  private Corpora() {}
}
