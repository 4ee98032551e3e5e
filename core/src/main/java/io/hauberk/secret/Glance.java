package io.hauberk.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * What can be seen of a file without reading it: where its links lead, and when and how long it was
 * written. If that differs, the file is worth a look; if not, it may have changed all the same.
 */
final class Glance {
  private static final Object NOTHING = "not to be seen";

  static Object at(Path file) {
    try {
      Path real = file.toRealPath();
      BasicFileAttributes now = Files.readAttributes(real, BasicFileAttributes.class);
      return List.of(real, now.lastModifiedTime(), now.size(), String.valueOf(now.fileKey()));
    } catch (IOException e) {
      return NOTHING;
    }
  }

  private Glance() {}
}
