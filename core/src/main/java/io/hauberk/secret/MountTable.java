package io.hauberk.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is mounted where in this process's sight, as Linux tells in {@code /proc/self/mountinfo};
 * empty on other systems.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">proc(5)</a>
 */
final class MountTable {
  private static final Path LINUX = Path.of("/proc/self/mountinfo");
  private static final int POINT = 4;

  private final List<Mount> mounts;

  /** One line. */
  private record Mount(Path point, String type) {}

  /** The table as it is now. */
  static MountTable now() {
    try {
      return of(Files.readAllLines(LINUX));
    } catch (IOException | RuntimeException e) { // another system: nothing is known
      return new MountTable(List.of());
    }
  }

  /** The table of these lines; what cannot be read is passed over. */
  static MountTable of(List<String> lines) {
    List<Mount> mounts = new ArrayList<>();
    for (String line : lines) {
      List<String> fields = List.of(line.split(" "));
      int separator = fields.indexOf("-");
      if (separator > POINT && separator + 1 < fields.size()) {
        add(unescape(fields.get(POINT)), fields.get(separator + 1), mounts);
      }
    }
    return new MountTable(mounts);
  }

  private static void add(String point, String type, List<Mount> mounts) {
    try {
      mounts.add(new Mount(Path.of(point), type));
    } catch (InvalidPathException e) {
      // not a path in the character set of this process, so no file of ours lies there
    }
  }

  private MountTable(List<Mount> mounts) {
    this.mounts = List.copyOf(mounts);
  }

  /** Spaces, tabs, newlines and backslashes are written in octal. */
  private static String unescape(String field) {
    return field
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }

  /** Whether something is mounted exactly here. */
  boolean isMountPoint(Path file) {
    return mounts.stream().anyMatch(mount -> mount.point().equals(file));
  }

  /** The type of the file system in which this file lies, such as {@code tmpfs}. */
  Optional<String> typeAt(Path file) {
    Mount nearest = null;
    for (Mount mount : mounts) {
      boolean nearer =
          nearest == null || mount.point().getNameCount() >= nearest.point().getNameCount();
      if (nearer && file.startsWith(mount.point())) {
        nearest = mount;
      }
    }
    return nearest == null ? Optional.empty() : Optional.of(nearest.type());
  }
}
