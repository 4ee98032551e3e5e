package io.hauberk.secret;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mounted directory of secrets, one file each: a Kubernetes or CSI volume, {@code /run/secrets},
 * {@code $CREDENTIALS_DIRECTORY}.
 */
public final class SecretDirectory {
  /*
   * Kubernetes writes a volume in generations: `key` is a link to `..data/key`, `..data` a link to the
   * directory of the generation, and an update replaces `..data` in one step, then removes the old
   * directory. So `..data` is resolved once and all files are read below what it led to: certificate and
   * key are then of one generation. If that directory vanishes meanwhile, the whole is begun again.
   *
   * Plain directories have no generations. A writer that replaces two files there can be met between
   * them; a user that needs both must check that they fit, and refuse the snapshot if not.
   */
  private static final int ATTEMPTS = 5;
  private static final int MAX_FILES = 1000;
  private static final String GENERATION = "..data";

  private final String name;
  private final Path path;
  private final FileReading reading;
  private final @Nullable Set<String> only;

  /**
   * The directory at this path; nothing is read yet.
   *
   * @param name how messages and events call it: the operator's word, never content
   */
  public static SecretDirectory at(String name, Path path) {
    return new SecretDirectory(name, path, FileReading.REAL, null);
  }

  SecretDirectory(String name, Path path, FileReading reading) {
    this(name, path, reading, null);
  }

  private SecretDirectory(String name, Path path, FileReading reading, @Nullable Set<String> only) {
    this.name = name;
    this.path = path.toAbsolutePath().normalize();
    this.reading = reading;
    this.only = only;
  }

  /**
   * This directory, of which no files are read but these: what else lies there may be large, not
   * ours to read, and change as it likes. One that is not there is left out of the snapshot.
   */
  public SecretDirectory only(Set<String> files) {
    return new SecretDirectory(name, path, reading, Set.copyOf(files));
  }

  /** How messages and events call it. */
  public String name() {
    return name;
  }

  /** Where it is read from. */
  public Path path() {
    return path;
  }

  /**
   * All files as they are now; names that begin with a dot are passed over.
   *
   * @throws SecretException if the directory is missing, holds more than 1000 files, or if a file
   *     is unreadable, larger than 1 MiB, not a regular file, or a link out of the directory
   */
  public SecretSnapshot read() {
    for (int attempt = 1; ; attempt++) {
      try {
        Path root = path.toRealPath();
        return new SecretSnapshot(name, path, readAll(root, generationOf(root)));
      } catch (NoSuchFileException e) {
        if (attempt == ATTEMPTS) { // rotated away while it was being read: else look again
          throw gone(e);
        }
      } catch (NotDirectoryException e) {
        throw SecretException.notADirectory(name, path);
      } catch (IOException e) {
        throw ReadFault.of(name, path, e);
      }
    }
  }

  private SecretException gone(NoSuchFileException e) {
    if (!Files.exists(path)) {
      return ReadFault.of(name, path, e);
    }
    Path lost = Path.of(e.getFile()).getFileName();
    Path link = lost == null ? path : path.resolve(lost);
    return Files.isSymbolicLink(link) && !Files.exists(link)
        ? ReadFault.of(name, link, e)
        : SecretException.unstable(name, path);
  }

  /** What can be seen of it without reading it. */
  Object glance() {
    List<Object> seen = new ArrayList<>();
    Path link = path.resolve(GENERATION);
    seen.add(Glance.at(Files.isSymbolicLink(link) ? link : path));
    if (only != null) {
      only.stream().sorted().forEach(file -> seen.add(Glance.at(path.resolve(file))));
    }
    return seen;
  }

  private Path generationOf(Path root) throws IOException {
    Path link = root.resolve(GENERATION);
    if (!Files.isSymbolicLink(link)) {
      return root;
    }
    Path generation = link.toRealPath();
    if (!generation.startsWith(root)) {
      throw SecretException.escapes(name, link);
    }
    return generation;
  }

  private Map<String, Secret> readAll(Path root, Path generation) throws IOException {
    Map<String, Secret> files = new HashMap<>();
    for (String file : filesIn(generation)) {
      files.put(file, readOne(root, generation.resolve(file), path.resolve(file)));
    }
    return files;
  }

  private Secret readOne(Path root, Path file, Path configured) throws NoSuchFileException {
    try {
      Path real = file.toRealPath();
      if (!real.startsWith(root)) {
        throw SecretException.escapes(name, configured);
      }
      return reading.read(name, real, configured);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      throw ReadFault.of(name, configured, e);
    }
  }

  private List<String> filesIn(Path generation) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(generation)) {
      for (Path entry : entries) {
        String file = String.valueOf(entry.getFileName());
        if (only == null ? !file.startsWith(".") : only.contains(file)) {
          names.add(file);
        }
        if (names.size() > MAX_FILES) {
          throw SecretException.tooMany(name, path, MAX_FILES);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  @Override
  public String toString() {
    return "SecretDirectory[" + name + "]";
  }
}
