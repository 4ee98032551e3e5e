package io.hauberk.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** How a secret is mounted, and what an operator would want to know of that. */
final class MountCheck {
  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");

  private final MountTable table;

  MountCheck(MountTable table) {
    this.table = table;
  }

  /**
   * Whether a new file in its place would never be seen here: the file itself is mounted, as with
   * Kubernetes' {@code subPath} or a bind of one file, and a mount holds on to the file it was made
   * of.
   */
  boolean isFrozen(Path file) {
    return table.isMountPoint(file) && !Files.isSymbolicLink(file);
  }

  /**
   * Whether any user of this machine can read it. What lies in memory and belongs to root is how
   * platforms deliver secrets to one container: there the mode tells nothing. That of a link never
   * does.
   */
  boolean isExposed(Path file) {
    try {
      Path real = file.toRealPath();
      return Files.getPosixFilePermissions(real).contains(PosixFilePermission.OTHERS_READ)
          && !(table.typeAt(real).filter(IN_MEMORY::contains).isPresent()
              && Files.getOwner(real).getName().equals("root"));
    } catch (IOException | UnsupportedOperationException e) { // no modes here
      return false;
    }
  }
}
