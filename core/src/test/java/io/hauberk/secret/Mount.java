package io.hauberk.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes a volume as Kubernetes does: generations, {@code ..data}, and a link for each key. */
public final class Mount {
  private final Path directory;
  private int generation;

  /** The volume at this directory, which is empty. */
  public Mount(Path directory) {
    this.directory = directory;
  }

  /** Replaces all content in one step; the old generation is removed, as the kubelet does. */
  public void update(Map<String, String> files) {
    try {
      Path old = directory.resolve("..data");
      Path oldGeneration =
          Files.exists(old, LinkOption.NOFOLLOW_LINKS) ? old.toRealPath() : directory;
      String name = "..2026_01_01_" + generation++;
      Path fresh = Files.createDirectory(directory.resolve(name));
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(fresh.resolve(file.getKey()), file.getValue());
        Path link = directory.resolve(file.getKey());
        if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
          Files.createSymbolicLink(link, Path.of("..data", file.getKey()));
        }
      }
      Path swap = Files.createSymbolicLink(directory.resolve("..data_tmp"), Path.of(name));
      Files.move(swap, old, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      if (!oldGeneration.equals(directory)) {
        remove(oldGeneration);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, String content) {
    write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  static void write(Path file, byte[] content) {
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void remove(Path path) {
    try (Stream<Path> below = Files.walk(path)) {
      List<Path> all = below.sorted(Comparator.reverseOrder()).toList();
      for (Path each : all) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
