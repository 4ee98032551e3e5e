package io.hauberk.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** While it is held, no other process writes the list; others wait for it. */
final class ListLock implements Closeable {
  /*
   * The system's own lock on a hidden file beside the list: it ends with its process, however that dies, so a file that
   * was left behind holds nobody up. Not on the list itself, which is another file after each change and may be closed
   * to writing.
   *
   * The file is taken away afterwards, so that it is not rolled out with the list. Whoever has waited may thus hold the
   * lock of a file that lies there no more, beside one who holds that of a new file: so who holds a lock leaves a mark
   * through it, and has the list only if the file by that name bears the mark.
   */
  private static final Set<OpenOption> OPTIONS =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  /** Behind the mark, since some systems let nobody read what is locked. */
  private static final long LOCKED_AT = 1L << 20;

  private static final int MARK_OCTETS = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path file;
  private final FileChannel channel;

  /** On the same file; the lock ends when any channel on it is closed (POSIX, fcntl). */
  private final FileChannel reader;

  /**
   * Waits until no other process holds the lock of this list.
   *
   * @param list its true path, which need not be there yet
   * @throws UsageException if it cannot be locked
   */
  static ListLock of(Path list) throws UsageException {
    Path file = list.resolveSibling("." + list.getFileName() + ".lock");
    try {
      ListLock lock = tryLock(file);
      while (lock == null) {
        lock = tryLock(file);
      }
      return lock;
    } catch (IOException e) {
      throw new UsageException(
          file
              + " cannot be locked ("
              + e.getClass().getSimpleName()
              + "), which keeps two commands from writing the list at once: have its directory on a"
              + " file system with locks and writable, and where another user's command has left"
              + " the file behind, remove it");
    }
  }

  /** Waits for the lock; null if the file that was locked has been taken away meanwhile. */
  private static @Nullable ListLock tryLock(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, OPTIONS, ownerOnly());
    FileChannel reader = null;
    boolean isHeld = false;
    try {
      channel.lock(LOCKED_AT, 1, false);
      ByteBuffer mark = ByteBuffer.allocate(MARK_OCTETS);
      RANDOM.nextBytes(mark.array());
      channel.write(mark.duplicate(), 0);
      reader = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      isHeld = mark.equals(read(reader));
      return isHeld ? new ListLock(file, channel, reader) : null;
    } catch (NoSuchFileException e) {
      return null;
    } finally {
      if (!isHeld) {
        channel.close();
        if (reader != null) {
          reader.close();
        }
      }
    }
  }

  private static ByteBuffer read(FileChannel channel) throws IOException {
    ByteBuffer found = ByteBuffer.allocate(MARK_OCTETS);
    channel.read(found, 0);
    return found.flip();
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private ListLock(Path file, FileChannel channel, FileChannel reader) {
    this.file = file;
    this.channel = channel;
    this.reader = reader;
  }

  /** Takes the file away and lets the next one in. */
  @Override
  public void close() throws IOException {
    try (channel;
        reader) {
      Files.deleteIfExists(file);
    }
  }
}
