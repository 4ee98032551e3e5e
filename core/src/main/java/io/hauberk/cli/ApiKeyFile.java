package io.hauberk.cli;

import io.hauberk.apikey.ApiKeyEntry;
import io.hauberk.apikey.ApiKeyList;
import io.hauberk.apikey.ApiKeyListException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;

/** A list of API keys that is written: a reader finds the old list or the new one, whole. */
final class ApiKeyFile {
  private final String name;

  /** The list of this name, which need not be there yet. */
  ApiKeyFile(String name) {
    this.name = name;
  }

  /** Adds an entry; what is there stays, and what another process adds at the same time, too. */
  void add(ApiKeyEntry entry) throws UsageException {
    try {
      Path target = target();
      ListLock lock = ListLock.of(target);
      try {
        boolean isNew = Files.notExists(target);
        ApiKeyList list = isNew ? ApiKeyList.EMPTY : read(target);
        replace(target, list.with(entry).write(), isNew);
      } finally {
        lock.close();
      }
    } catch (ApiKeyListException e) {
      throw new UsageException(String.valueOf(e.in(name).getMessage()));
    } catch (InvalidPathException | IOException e) {
      throw new UsageException(
          name + " cannot be read or written (" + e.getClass().getSimpleName() + ")");
    }
  }

  /** One path for all names of a list: a link stays a link. */
  private Path target() throws IOException {
    Path file = Path.of(name).toAbsolutePath();
    Path directory = file.getParent();
    if (directory == null) {
      throw new IOException("a root is no file");
    }
    return Files.exists(file)
        ? file.toRealPath()
        : directory.toRealPath().resolve(file.getFileName());
  }

  private static ApiKeyList read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return ApiKeyList.read(in.readNBytes(ApiKeyList.MAX_BYTES + 1));
    }
  }

  /**
   * A new list is readable by its owner only, as temporary files are; an old one keeps its mode.
   */
  private static void replace(Path file, String content, boolean isNew) throws IOException {
    Path fresh = Files.createTempFile(file.getParent(), ".hauberk", ".json");
    try {
      Files.writeString(fresh, content, StandardCharsets.UTF_8);
      PosixFileAttributeView mode = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
      if (!isNew && mode != null) {
        mode.setPermissions(Files.getPosixFilePermissions(file));
      }
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
