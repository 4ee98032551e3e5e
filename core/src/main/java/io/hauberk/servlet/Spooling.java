package io.hauberk.servlet;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where bodies are kept that may be too large for memory.
 *
 * @param memoryThreshold octets of one body that are held in memory; a longer one goes into a file.
 *     From 0 to 64 MiB, default 64 KiB
 * @param directory where these files are; by default that of {@code java.io.tmpdir}
 */
public record Spooling(int memoryThreshold, Path directory) {
  private static final int MOST_IN_MEMORY = 64 << 20;

  /** The defaults. */
  public static final Spooling DEFAULT =
      new Spooling(64 << 10, Path.of(System.getProperty("java.io.tmpdir", "/tmp")));

  /** Checks the range. */
  public Spooling {
    if (memoryThreshold < 0 || memoryThreshold > MOST_IN_MEMORY) {
      throw new IllegalArgumentException(
          "hauberk.multipart.memory-threshold must be from 0 to 64 MiB, was " + memoryThreshold);
    }
  }

  /** The same with another size in memory. */
  public Spooling withMemoryThreshold(int octets) {
    return new Spooling(octets, directory);
  }

  /**
   * The same with another directory.
   *
   * @throws IllegalArgumentException if it is no directory that this process can write to
   */
  public Spooling withDirectory(Path other) {
    if (!Files.isDirectory(other) || !Files.isWritable(other)) {
      throw new IllegalArgumentException(
          "hauberk.multipart.directory must be a directory that this process can write to, was "
              + other);
    }
    return new Spooling(memoryThreshold, other);
  }
}
