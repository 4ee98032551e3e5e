package io.hauberk.samples.tour;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * One file in a folder that is laid out and updated as Kubernetes mounts a Secret: {@code file →
 * ..data/file}, {@code ..data → ..generation}, and {@code ..data} replaced in one step.
 */
final class MountedFile {
  private final Path folder;
  private final String name;
  private @Nullable Path current;
  private int generation;

  MountedFile(Path folder, String name, String content) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.name = name;
    swap(content);
    Files.createSymbolicLink(path(), Path.of("..data", name));
  }

  /** Where the service finds the file. */
  Path path() {
    return folder.resolve(name);
  }

  /** Puts another content in the file's place. */
  void swap(String content) throws IOException {
    generation++;
    Path next = Files.createDirectory(folder.resolve("..generation_" + generation));
    Files.writeString(next.resolve(name), content);
    Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), next.getFileName());
    Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    Path old = current;
    current = next;
    if (old != null) {
      Files.delete(old.resolve(name));
      Files.delete(old);
    }
  }
}
