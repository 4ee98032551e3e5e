package io.hauberk.servlet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The octets of one body: in memory up to a threshold, beyond it in one file that only this process
 * can read and that is gone when the request is.
 */
final class Spool implements AutoCloseable {
  /*
   * On Unix the file has no name from the moment it is open, so nothing is left behind even by a process that is
   * killed. Elsewhere it goes when it is closed. Files.createTempFile makes it readable by its owner alone.
   */
  private static final Set<OpenOption> OPTIONS =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);

  private static final int FIRST_CAPACITY = 1024;

  private final Spooling spooling;
  private byte[] memory = {};
  private int inMemory;
  private @Nullable FileChannel file;
  private long length;
  private volatile boolean closed;

  Spool(Spooling spooling) {
    this.spooling = spooling;
  }

  /** How many octets it holds. */
  long length() {
    return length;
  }

  /**
   * Appends octets.
   *
   * @throws UncheckedIOException if they cannot be kept; what was written before is then of no use
   */
  void write(byte[] octets, int offset, int count) {
    try {
      if (file == null && length + count > spooling.memoryThreshold()) {
        file = open();
        writeFully(file, ByteBuffer.wrap(memory, 0, inMemory));
        memory = new byte[0];
        inMemory = 0;
      }
      if (file != null) {
        writeFully(file, ByteBuffer.wrap(octets, offset, count));
      } else {
        keep(octets, offset, count);
      }
      length += count;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "A request body cannot be kept in "
              + spooling.directory()
              + ". Make it writable and give it room, or set hauberk.multipart.directory.",
          e);
    }
  }

  private void keep(byte[] octets, int offset, int count) {
    int needed = inMemory + count;
    if (needed > memory.length) {
      int doubled = Math.max(FIRST_CAPACITY, 2 * memory.length);
      memory =
          Arrays.copyOf(memory, Math.max(needed, Math.min(spooling.memoryThreshold(), doubled)));
    }
    System.arraycopy(octets, offset, memory, inMemory, count);
    inMemory = needed;
  }

  private FileChannel open() throws IOException {
    Path path = Files.createTempFile(spooling.directory(), "hauberk-", ".body");
    try {
      return FileChannel.open(path, OPTIONS);
    } catch (IOException e) {
      Files.deleteIfExists(path);
      throw e;
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer octets) throws IOException {
    while (octets.hasRemaining()) {
      channel.write(octets);
    }
  }

  /**
   * Reads octets.
   *
   * @return how many were read, or -1 at the end
   * @throws IOException if the request is over, or the file cannot be read
   */
  int read(long position, byte[] target, int offset, int count) throws IOException {
    if (closed) {
      throw new IOException("The request that this body belongs to is over.");
    }
    FileChannel channel = file;
    if (channel != null) {
      return channel.read(ByteBuffer.wrap(target, offset, count), position);
    }
    if (position >= inMemory) {
      return -1;
    }
    int read = (int) Math.min(count, inMemory - position);
    System.arraycopy(memory, (int) position, target, offset, read);
    return read;
  }

  /** Forgets everything and removes the file. */
  @Override
  public void close() {
    closed = true;
    memory = new byte[0];
    inMemory = 0;
    FileChannel channel = file;
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // the file has no name any more, and nobody reads on
      }
    }
  }
}
