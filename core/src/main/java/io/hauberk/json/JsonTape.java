package io.hauberk.json;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One JSON document, read once and strictly (RFC 8259), as a flat tape of nodes that can be walked
 * without allocating.
 *
 * <pre>{@code
 * JsonFault fault = tape.read(body, JsonLimits.DEFAULT);
 * if (fault == null && tape.type(tape.root()) == JsonType.OBJECT) {
 *   int name = tape.first(tape.root());
 *   for (int i = 0; i < tape.size(tape.root()); i++) {
 *     int value = name + 1;
 *     // ...
 *     name = tape.next(value);
 *   }
 * }
 * }</pre>
 *
 * <p>A node is a number that this tape hands out; it is valid until the next {@code read}. A method
 * that is asked about a node of another type answers nothing useful. A tape may be used again and
 * again and keeps its memory; it is not for several threads at once.
 */
public final class JsonTape {
  /*
   * The layout. Nodes stand in the order of the text, each member as two: its name (a string), then its value.
   * A node is two longs:
   *
   *             first long                                                  second long
   *   bits      63..32   31..16   15..8   7..3                 2..0         63..32        31..0
   *   null      offset                                         type
   *   boolean   offset                    TRUE                 type
   *   number    offset   length   scale   COMPACT INTEGER      type         the unscaled value, if COMPACT
   *   string    offset                    ESCAPED NON_ASCII    type         fingerprint   end offset
   *   array     offset                                         type         next node     elements
   *   object    offset                                         type         next node     members
   *
   * Offsets count from the beginning of the array of octets; those of a string leave the quotes out. Text stays
   * where it is: a string is unescaped, and a number beyond a long becomes a BigDecimal, only when somebody asks.
   *
   * A COMPACT number is `unscaled / 10^scale` in its shortest form, so two of them are equal exactly if both parts
   * are. Every whole number that a long can hold is compact with scale 0; so is every other number of at most 18
   * digits and 18 decimals. A number that can be compact always is (see NumberScan).
   *
   * The fingerprint of a name lets most comparisons end after one int (see MemberNames).
   */
  static final int TYPE = 0b111;
  static final int NULL = 0; // the types are numbered in the order of JsonType
  static final int BOOLEAN = 1;
  static final int NUMBER = 2;
  static final int STRING = 3;
  static final int ARRAY = 4;
  static final int OBJECT = 5;
  static final int TRUE = 1 << 3;
  static final int COMPACT = 1 << 3;
  static final int INTEGER = 1 << 4;
  static final int ESCAPED = 1 << 3;
  static final int NON_ASCII = 1 << 4;
  static final int SCALE_SHIFT = 8;
  static final int LENGTH_SHIFT = 16;

  private static final JsonType[] TYPES = JsonType.values();
  private static final long NO_SEED = Long.MIN_VALUE;
  static final byte[] NO_BYTES = {};

  private final JsonReader reader = new JsonReader(this);
  private byte[] bytes = NO_BYTES;
  private long[] words = {};
  private boolean filled;
  private @Nullable Object companion;
  private long[] hashes = {}; // by node, of containers only; 0 is not known
  private long hashesFor = NO_SEED; // the seed of the hashes of this document

  /** An empty tape. */
  public JsonTape() {}

  /**
   * Reads one document that fills the whole array.
   *
   * @param bytes UTF-8; the tape refers to it, so it must not change while the tape is in use
   * @return null if the document is well-formed and within the limits, else the first fault; the
   *     tape is then empty
   */
  public @Nullable JsonFault read(byte[] bytes, JsonLimits limits) {
    return read(bytes, 0, bytes.length, limits);
  }

  /**
   * Reads one document.
   *
   * @param bytes UTF-8; the tape refers to it, so it must not change while the tape is in use
   * @param from the first octet of the document
   * @param to the octet after the last one
   * @return null if the document is well-formed and within the limits, else the first fault, its
   *     offset counted from {@code from}; the tape is then empty
   * @throws IndexOutOfBoundsException if {@code from} and {@code to} are not a range of the array
   */
  public @Nullable JsonFault read(byte[] bytes, int from, int to, JsonLimits limits) {
    Objects.checkFromToIndex(from, to, bytes.length);
    requireNonNull(limits, "limits");
    filled = false;
    hashesFor = NO_SEED;
    JsonFault fault = reader.read(bytes, from, to, limits);
    if (fault != null) {
      clear();
    }
    filled = fault == null;
    return fault;
  }

  /** Forgets the document and its octets; keeps the memory for the next one. */
  public void clear() {
    bytes = NO_BYTES;
    filled = false;
  }

  /**
   * How many nodes this tape has memory for, at 16 octets each and up to as much again for the
   * names of large objects, half of it for hashes. It only grows, so a pool may let go of a tape
   * that one large document has blown up.
   */
  public int capacity() {
    return words.length / 2;
  }

  /**
   * The document's value: always node 0.
   *
   * @throws IllegalStateException if the last read failed, or there was none
   */
  public int root() {
    if (!filled) {
      throw new IllegalStateException("the tape is empty: no document was read, or it was refused");
    }
    return 0;
  }

  /** The type of the node. */
  public JsonType type(int node) {
    return TYPES[kind(node)];
  }

  /** The truth value of a boolean. */
  public boolean bool(int node) {
    return has(node, TRUE);
  }

  /** Elements of an array, members of an object. */
  public int size(int node) {
    return (int) words[2 * node + 1];
  }

  /**
   * The first element of an array; for an object the <em>name</em> of its first member, whose value
   * is the next node. Only for containers that are not empty.
   */
  public int first(int node) {
    return node + 1;
  }

  /**
   * The node after this value and all that it holds: the next element, or after a member's value
   * the next name. Count with {@link #size}; the tape doesn't mark the end of a container.
   */
  public int next(int node) {
    return kind(node) >= ARRAY ? (int) (words[2 * node + 1] >> 32) : node + 1;
  }

  /** A string or a member's name, unescaped. */
  public String text(int node) {
    if (escaped(node)) {
      return TapeText.unescape(bytes, start(node), end(node));
    }
    return new String(
        bytes,
        start(node),
        end(node) - start(node),
        ascii(node) ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
  }

  /** The length of a string in code points, unescaped. */
  public int codePoints(int node) {
    if (isPlain(node)) {
      return end(node) - start(node);
    }
    return escaped(node)
        ? TapeText.codePoints(bytes, start(node), end(node))
        : TapeText.unescapedCodePoints(bytes, start(node), end(node));
  }

  /** Whether a string or name, unescaped, is this text. Allocates nothing. */
  public boolean textEquals(int node, String text) {
    return isPlain(node)
        ? TapeText.asciiEquals(bytes, start(node), end(node), text)
        : TapeText.equals(bytes, start(node), end(node), text);
  }

  /** Whether a string is written with escapes: its octets are then not its text. */
  public boolean escaped(int node) {
    return has(node, ESCAPED);
  }

  /** Whether all octets of a string, as written, are ASCII. */
  public boolean ascii(int node) {
    return !has(node, NON_ASCII);
  }

  /**
   * The offset in {@link #bytes} of the node's first octet; for a string, of the one after the
   * opening quote.
   */
  public int start(int node) {
    return (int) (words[2 * node] >> 32);
  }

  /** The offset in {@link #bytes} after the last octet between the quotes, or of a number. */
  public int end(int node) {
    if (kind(node) == NUMBER) {
      return start(node) + ((int) words[2 * node] >>> LENGTH_SHIFT);
    }
    return (int) words[2 * node + 1];
  }

  /** The {@link #end} of a string. */
  public int textEnd(int string) {
    return (int) words[2 * string + 1];
  }

  /** The array that was read, not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /**
   * A quick summary of a string's unescaped text: equal texts have equal fingerprints. Others may
   * have too, on purpose, so confirm with {@link #textEquals}. Kept for member names only.
   */
  public int fingerprint(int name) {
    return (int) (words[2 * name + 1] >> 32);
  }

  /** The {@link #fingerprint(int)} that a member name of this text has. */
  public static int fingerprint(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return MemberNames.fingerprint(utf8, 0, utf8.length);
  }

  /** The {@link #fingerprint(int)} of any string, computed where it is not kept. */
  public int summary(int string) {
    int from = start(string);
    int to = end(string);
    if (escaped(string)) {
      byte[] utf8 = TapeText.unescaped(bytes, from, to);
      return MemberNames.fingerprint(utf8, 0, utf8.length);
    }
    return MemberNames.fingerprint(bytes, from, to);
  }

  /** What a walker over this tape keeps with it from document to document. */
  public @Nullable Object companion() {
    return companion;
  }

  /** Lets a walker keep its memory with this tape; one at a time, each replaces the other. */
  public void companion(@Nullable Object companion) {
    this.companion = companion;
  }

  /** Whether a number is whole, however it is written: {@code 1.0} and {@code 1e2} are. */
  public boolean isInteger(int node) {
    return has(node, INTEGER);
  }

  /** Whether a number is whole and a {@code long} can hold it. */
  public boolean fitsLong(int node) {
    return (words[2 * node] & (COMPACT | INTEGER)) == (COMPACT | INTEGER);
  }

  /**
   * A whole number.
   *
   * @throws ArithmeticException if not {@link #fitsLong}
   */
  public long longValue(int node) {
    if (!fitsLong(node)) {
      throw new ArithmeticException("not a whole number that a long can hold");
    }
    return words[2 * node + 1];
  }

  /**
   * Whether a number is exactly {@link #unscaledLong} divided by ten to the power of {@link #scale}
   * : true for what {@link #fitsLong}, and for fractions of up to 18 digits and 18 decimals. So
   * exact arithmetic needs no {@link BigDecimal}.
   */
  public boolean isCompact(int node) {
    return has(node, COMPACT);
  }

  /** The digits of a compact number with its sign; without trailing zeros if the scale is not 0. */
  public long unscaledLong(int node) {
    return words[2 * node + 1];
  }

  /** The decimals of a compact number, from 0 (a whole number) to 18. */
  public int scale(int node) {
    return (int) (words[2 * node] >> SCALE_SHIFT) & 0xFF;
  }

  /** A number, exact. Its size is bounded by the {@link JsonLimits} of the read. */
  public BigDecimal decimal(int node) {
    if (isCompact(node)) {
      return BigDecimal.valueOf(unscaledLong(node), scale(node));
    }
    return new BigDecimal(
        new String(bytes, start(node), end(node) - start(node), StandardCharsets.ISO_8859_1));
  }

  /**
   * JSON equality: numbers by value, strings unescaped, objects whatever the order of their
   * members. Costs no more than the two values are long, up to a logarithm.
   */
  public static boolean equal(JsonTape a, int nodeA, JsonTape b, int nodeB) {
    return TapeEquality.equal(a, nodeA, b, nodeB);
  }

  /**
   * A hash that agrees with {@link #equal}. With a seed that nobody outside knows, values that
   * collide cannot be prepared. Arrays and objects are hashed once for each document and seed, so
   * that to hash all values of a document costs no more than it is long.
   */
  public int hash(int node, int seed) {
    return TapeEquality.hash(this, node, seed);
  }

  /** The hashes of this document's containers, as far as they are known. */
  long[] hashes(int seed) {
    if (hashesFor != seed) {
      int nodes = next(0);
      if (hashes.length < nodes) {
        hashes = new long[nodes];
      } else {
        Arrays.fill(hashes, 0, nodes, 0);
      }
      hashesFor = seed;
    }
    return hashes;
  }

  /** The value as a tree that is independent of this tape. */
  public JsonValue toValue(int node) {
    return new TapeTree(this).value(node);
  }

  /** The reader's memory; what stands in it is complete up to where the reader is. */
  void fill(long[] words, byte[] bytes) {
    this.words = words;
    this.bytes = bytes;
  }

  /** The place of {@link #type} in its enum: for tables that have one line for each type. */
  public int kind(int node) {
    return (int) words[2 * node] & TYPE;
  }

  /** Whether a string's octets are its text, one a character. */
  private boolean isPlain(int node) {
    return (words[2 * node] & (ESCAPED | NON_ASCII)) == 0;
  }

  private boolean has(int node, int flag) {
    return (words[2 * node] & flag) != 0;
  }
}
