package io.hauberk.event;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Links each line of a record to the line before it, by a hash that the line carries.
 *
 * <p>The hash of a line is taken over the hash of the line before it of the same instance (32
 * octets of zero before the first) and over the octets of the line itself without this member. It
 * stands as the last member, {@code "hauberk.chain":"sha256:…"}, of the line or of its {@code
 * unmapped}.
 *
 * <p>What a chain proves depends on the key. {@link #UNKEYED} (SHA-256) shows damage, loss and
 * careless changes: whoever may write the file can also compute it anew. One with a key
 * (HMAC-SHA-256) cannot be written by who does not have the key; this process has it, and so has
 * whoever takes this process over. Neither shows that lines are missing at the end, or an instance
 * as a whole.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104</a> (HMAC)
 */
public final class LineChain {
  /** A chain by SHA-256, without a key. */
  public static final LineChain UNKEYED = new LineChain(null);

  /** The name of the member that holds the hash. */
  public static final String MEMBER = "hauberk.chain";

  private static final int HASH_BYTES = 32;
  private static final Pattern END =
      Pattern.compile(",\"hauberk\\.chain\":\"([a-z0-9-]{1,16}):([0-9a-f]{64})\"(}{1,2})");
  private static final int LONGEST_END = 110;

  private final @Nullable MacKey key;

  /**
   * The hash that a line carries.
   *
   * @param algorithm {@code sha256} or {@code hmac-sha256}, or what else the line says
   * @param hash in hexadecimal, 64 digits
   * @param line the octets without the hash
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, and compared with nothing
  public record Link(String algorithm, String hash, byte[] line) {}

  private LineChain(@Nullable MacKey key) {
    this.key = key;
  }

  /**
   * A chain by HMAC-SHA-256.
   *
   * @param key from 32 to 4 096 octets, kept as a copy
   * @throws IllegalArgumentException if it is shorter or longer
   */
  public static LineChain keyed(byte[] key) {
    return new LineChain(MacKey.of(key));
  }

  /**
   * A chain by HMAC-SHA-256 with the key that this file holds: its octets, less one line end at
   * their end. It is read once: a chain has one key.
   *
   * @throws IllegalArgumentException if it does not hold 32 to 4 096 octets
   * @throws UncheckedIOException if it cannot be read
   */
  public static LineChain keyFile(Path file) {
    return new LineChain(MacKey.file(file));
  }

  /** What its lines say of it: {@code sha256}, or {@code hmac-sha256} with a key. */
  public String algorithm() {
    return key == null ? "sha256" : "hmac-sha256";
  }

  /** The hash that stands before the first line, in hexadecimal: zeros. */
  public static String start() {
    return "0".repeat(2 * HASH_BYTES);
  }

  /**
   * The hash of a line.
   *
   * @param previous the hash of the line before it, in hexadecimal
   * @param line its octets, without line end and hash
   * @throws IllegalArgumentException if {@code previous} is not hexadecimal
   */
  public String hash(String previous, byte[] line) {
    byte[] before = HexFormat.of().parseHex(previous);
    return HexFormat.of().formatHex(key == null ? sha256(before, line) : key.code(before, line));
  }

  private static byte[] sha256(byte[] before, byte[] line) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(before);
      return digest.digest(line);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /** The hash at the end of these octets, if one is there. */
  public static Optional<Link> find(byte[] line) {
    int from = Math.max(0, line.length - LONGEST_END);
    String end = new String(line, from, line.length - from, StandardCharsets.ISO_8859_1);
    int at = end.lastIndexOf(",\"" + MEMBER);
    if (at < 0) {
      return Optional.empty();
    }
    Matcher found = END.matcher(end.substring(at));
    if (!found.matches()) {
      return Optional.empty();
    }
    byte[] braces = found.group(3).getBytes(StandardCharsets.ISO_8859_1);
    byte[] bare = Arrays.copyOf(line, from + at + braces.length);
    System.arraycopy(braces, 0, bare, from + at, braces.length);
    return Optional.of(new Link(found.group(1), found.group(2), bare));
  }

  /** The line with its hash as last member. */
  String linked(String line, String hash) {
    int end = line.endsWith("}}") ? line.length() - 2 : line.length() - 1;
    return line.substring(0, end)
        + ",\""
        + MEMBER
        + "\":\""
        + algorithm()
        + ':'
        + hash
        + '"'
        + line.substring(end);
  }

  /** The algorithm; never the key. */
  @Override
  public String toString() {
    return "LineChain[" + algorithm() + "]";
  }
}
