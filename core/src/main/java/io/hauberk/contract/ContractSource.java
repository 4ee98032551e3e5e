package io.hauberk.contract;

import static java.util.Objects.requireNonNull;

import io.hauberk.json.JsonLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The documents of a contract: the one that it begins with, and those that its references may lead
 * to. Nothing else is ever read, and nothing is fetched.
 */
public final class ContractSource {
  private final String name;
  private final byte[] document;
  private final BoundedLookup lookup;
  private final Map<String, byte[]> supplied;

  /** Finds the documents that lie below the folder of the first one. */
  @FunctionalInterface
  public interface Lookup {

    /**
     * The octets of a document, or empty if there is none.
     *
     * @param path relative to the folder of the first document, with {@code /} between its names:
     *     {@code schemas/order.yaml}. None of the names is empty, {@code .} or {@code ..}, and none
     *     holds a backslash, a colon or a control character
     * @throws IOException if it is there and cannot be read
     */
    Optional<byte[]> find(String path) throws IOException;
  }

  /** A lookup that reads no more than an octet beyond what is still granted. */
  @FunctionalInterface
  private interface BoundedLookup {
    Optional<byte[]> find(String path, int maxBytes) throws IOException;
  }

  /**
   * A contract in one document.
   *
   * @param name what messages call it, for example its file name
   */
  public static ContractSource of(String name, byte[] document) {
    return of(name, document, path -> Optional.empty());
  }

  /** A contract whose references may lead to what {@code besides} finds. */
  public static ContractSource of(String name, byte[] document, Lookup besides) {
    requireNonNull(besides, "besides");
    return new ContractSource(
        name, document.clone(), (path, maxBytes) -> besides.find(path), Map.of());
  }

  /**
   * A contract in a folder: references may lead to files in the folder of {@code entry} and below,
   * and not out of it, by symbolic links either. Of a contract larger than {@link
   * JsonLimits#DOCUMENT} allows, only so much is read as shows that it is.
   *
   * @throws IOException if {@code entry} cannot be read
   */
  public static ContractSource file(Path entry) throws IOException {
    return file(entry, JsonLimits.DOCUMENT.maxBytes());
  }

  /**
   * A contract in a folder, as {@link #file(Path)} finds it, with another largest size.
   *
   * @param maxBytes from how many octets on the file is not read to its end; from 1, and what
   *     {@link ContractOptions#documentLimits()} allows
   * @throws IOException if {@code entry} cannot be read
   */
  public static ContractSource file(Path entry, int maxBytes) throws IOException {
    Path file = entry.toAbsolutePath();
    Path folder = requireNonNull(file.getParent(), "entry must be a file");
    Path fence = folder.toRealPath();
    return new ContractSource(
        String.valueOf(file.getFileName()),
        read(file, maxBytes),
        (path, left) -> readBelow(fence, folder.resolve(path), left),
        Map.of());
  }

  private static Optional<byte[]> readBelow(Path fence, Path file, int maxBytes)
      throws IOException {
    try {
      Path real = file.toRealPath();
      return real.startsWith(fence) && Files.isRegularFile(real)
          ? Optional.of(read(real, maxBytes))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static byte[] read(Path file, int maxBytes) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, maxBytes);
    }
  }

  /** All octets, or one more than allowed, which is enough for the reader to refuse. */
  private static byte[] read(InputStream in, int maxBytes) throws IOException {
    return in.readNBytes(maxBytes == Integer.MAX_VALUE ? maxBytes : maxBytes + 1);
  }

  /**
   * A contract on a class path: references may lead to resources in the folder of {@code entry} and
   * below.
   *
   * @param entry the name of the resource, such as {@code api/openapi.yaml}
   * @throws IOException if there is no such resource, or it cannot be read
   */
  public static ContractSource classPath(ClassLoader loader, String entry) throws IOException {
    int slash = entry.lastIndexOf('/');
    String folder = entry.substring(0, slash + 1);
    byte[] document =
        read(loader, entry, JsonLimits.DOCUMENT.maxBytes())
            .orElseThrow(() -> new NoSuchFileException("classpath:" + entry, null, "absent"));
    return new ContractSource(
        entry.substring(slash + 1),
        document,
        (path, left) -> read(loader, folder + path, left),
        Map.of());
  }

  private static Optional<byte[]> read(ClassLoader loader, String resource, int maxBytes)
      throws IOException {
    try (InputStream in = loader.getResourceAsStream(resource)) {
      return in == null ? Optional.empty() : Optional.of(read(in, maxBytes));
    }
  }

  private ContractSource(
      String name, byte[] document, BoundedLookup lookup, Map<String, byte[]> supplied) {
    this.name = requireNonNull(name, "name");
    this.document = document;
    this.lookup = lookup;
    this.supplied = Map.copyOf(supplied);
  }

  /**
   * The same contract with a document that stands for an absolute URI, so that references to it
   * find it.
   *
   * @param uri without a fragment, such as {@code https://example.com/schemas/money.json}
   * @throws IllegalArgumentException if {@code uri} has a fragment, or a document has it already
   */
  public ContractSource withDocument(String uri, byte[] document) {
    if (uri.indexOf('#') >= 0) {
      throw new IllegalArgumentException(
          "the URI of a document has no fragment, was '" + uri + "'");
    }
    Map<String, byte[]> more = new LinkedHashMap<>(supplied);
    if (more.put(uri, document.clone()) != null) {
      throw new IllegalArgumentException("a document is already supplied for " + uri);
    }
    return new ContractSource(name, this.document, lookup, more);
  }

  /** What messages call the first document. */
  public String name() {
    return name;
  }

  byte[] document() {
    return document;
  }

  /**
   * What lies at a path below the folder of the first document.
   *
   * @param maxBytes how many octets are still granted; of more, at least one more is answered
   */
  Optional<byte[]> find(String path, int maxBytes) throws IOException {
    return lookup.find(path, maxBytes);
  }

  Map<String, byte[]> supplied() {
    return supplied;
  }

  @Override
  public String toString() {
    return "ContractSource[" + name + "]";
  }
}
