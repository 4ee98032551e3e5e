package io.hauberk.json;

import static io.hauberk.json.JsonFault.Kind.DUPLICATE_NAME;
import static io.hauberk.json.JsonFault.Kind.EMPTY;
import static io.hauberk.json.JsonFault.Kind.MALFORMED;
import static io.hauberk.json.JsonFault.Kind.STRING_TOO_LONG;
import static io.hauberk.json.JsonFault.Kind.TOO_DEEP;
import static io.hauberk.json.JsonFault.Kind.TOO_LARGE;
import static io.hauberk.json.JsonFault.Kind.TOO_MANY_ITEMS;
import static io.hauberk.json.JsonFault.Kind.TOO_MANY_MEMBERS;
import static io.hauberk.json.JsonFault.Kind.TOO_MANY_VALUES;
import static io.hauberk.json.JsonFault.Kind.TRAILING_DATA;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Checks a document from its first octet to its last and fills the tape. */
final class JsonReader {
  /*
   * One pass and no recursion: a container that is open keeps the way back on the tape itself. Until it is closed,
   * the upper half of its second long holds the container around it (-1 for none) instead of the node after it. The
   * lower half is its size, brought up to date when something is opened inside it or when it is closed. So a document
   * of 100 000 opening brackets costs no stack.
   *
   * The state of the pass lives in the local variables of one method, because that is what keeps it in registers:
   * the same steps over fields took twice as long.
   */
  private static final int NONE = -1;

  // A node for each eight octets is what most documents have. The bounds: a set of three words
  // keeps little memory, and
  // a long text without structure claims little.
  private static final int OCTETS_A_NODE = 8;
  private static final int LEAST_CAPACITY = 8;
  private static final int MOST_AT_FIRST = 1 << 12;

  private static final VarHandle FOUR =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final int TRUE_TEXT = 't' << 24 | 'r' << 16 | 'u' << 8 | 'e';
  private static final int FALSE_TAIL = 'a' << 24 | 'l' << 16 | 's' << 8 | 'e';
  private static final int NULL_TEXT = 'n' << 24 | 'u' << 16 | 'l' << 8 | 'l';

  private final JsonTape tape;
  private final MemberNames names;
  private long[] words = {};

  JsonReader(JsonTape tape) {
    this.tape = tape;
    this.names = new MemberNames(tape);
  }

  @Nullable JsonFault read(byte[] bytes, int from, int to, JsonLimits limits) {
    if (to - from > limits.maxBytes()) {
      return new JsonFault(TOO_LARGE, limits.maxBytes());
    }
    names.begin();
    if (words.length == 0) {
      int estimate = LEAST_CAPACITY + (to - from) / OCTETS_A_NODE;
      words = new long[2 * Math.min(estimate, MOST_AT_FIRST)];
    }
    tape.fill(words, bytes);
    int first = skipSpace(bytes, from, to);
    long end = first == to ? Scan.fault(EMPTY, to) : document(bytes, first, to, limits);
    return Scan.isFault(end) ? new JsonFault(Scan.kind(end), Scan.offset(end) - from) : null;
  }

  /**
   * Reads members and elements, each from its first octet, until the outermost value is complete.
   */
  private long document(byte[] bytes, int from, int end, JsonLimits limits) {
    long[] words = this.words;
    int nodes = 0;
    int values = 0;
    int open = NONE;
    boolean inObject = false;
    int size = 0; // of the container that is open
    long filter = 0; // of its names, see MemberNames
    int depth = 0;
    int at = from;
    while (true) {
      if (2 * nodes + 4 > words.length) { // a name and its value
        words = grow(bytes);
      }
      if (inObject) {
        if (at >= end || bytes[at] != '"') {
          return Scan.fault(MALFORMED, at);
        }
        long scan = StringScan.scan(bytes, at + 1, end);
        if (Scan.isFault(scan)) {
          return scan;
        }
        if (Scan.offset(scan) - at - 1 > limits.maxStringBytes()) {
          return Scan.fault(STRING_TOO_LONG, at);
        }
        int fingerprint = MemberNames.fingerprintOfScan(bytes, at + 1, scan);
        writeString(words, nodes, at + 1, scan, fingerprint);
        long bit = 1L << fingerprint;
        if (((filter & bit) != 0 || size >= MemberNames.SMALL)
            && !names.add(open, size, nodes, fingerprint)) {
          return Scan.fault(DUPLICATE_NAME, at);
        }
        filter |= bit;
        nodes++;
        at = skipSpace(bytes, Scan.offset(scan) + 1, end);
        if (at >= end || bytes[at] != ':') {
          return Scan.fault(MALFORMED, at);
        }
        at = skipSpace(bytes, at + 1, end);
      }
      if (at >= end) {
        return Scan.fault(MALFORMED, end);
      }
      if (++values > limits.maxValues()) {
        return Scan.fault(TOO_MANY_VALUES, at);
      }
      size++;
      byte first = bytes[at];
      if (first == '"') {
        long scan = StringScan.scan(bytes, at + 1, end);
        if (Scan.isFault(scan)) {
          return scan;
        }
        if (Scan.offset(scan) - at - 1 > limits.maxStringBytes()) {
          return Scan.fault(STRING_TOO_LONG, at);
        }
        writeString(words, nodes++, at + 1, scan, 0);
        at = Scan.offset(scan) + 1;
      } else if (first == '{' || first == '[') {
        if (++depth > limits.maxDepth()) {
          return Scan.fault(TOO_DEEP, at);
        }
        if (open != NONE) {
          words[2 * open + 1] = (words[2 * open + 1] & ~0xFFFF_FFFFL) | size;
          names.suspend(depth, filter);
        }
        inObject = first == '{';
        words[2 * nodes] = (long) at << 32 | (inObject ? JsonTape.OBJECT : JsonTape.ARRAY);
        words[2 * nodes + 1] = (long) open << 32;
        open = nodes++;
        size = 0;
        filter = 0;
        at = skipSpace(bytes, at + 1, end);
        if (at >= end || bytes[at] != (inObject ? '}' : ']')) {
          continue;
        }
      } else {
        long scan = scalar(bytes, at, end, limits, words, nodes++);
        if (Scan.isFault(scan)) {
          return scan;
        }
        at = Scan.offset(scan);
      }
      while (true) { // a value is complete, or an empty container is about to be
        at = skipSpace(bytes, at, end);
        if (open == NONE) {
          return at == end ? at : Scan.fault(TRAILING_DATA, at);
        }
        if (at >= end) {
          return Scan.fault(MALFORMED, end);
        }
        if (bytes[at] == ',') {
          at = skipSpace(bytes, at + 1, end);
          break;
        }
        if (bytes[at] != (inObject ? '}' : ']')) {
          return Scan.fault(MALFORMED, at);
        }
        if (size > (inObject ? limits.maxMembers() : limits.maxItems())) {
          return Scan.fault(inObject ? TOO_MANY_MEMBERS : TOO_MANY_ITEMS, at);
        }
        int around = (int) (words[2 * open + 1] >> 32);
        words[2 * open + 1] = (long) nodes << 32 | size;
        open = around;
        if (open != NONE) {
          inObject = (words[2 * open] & JsonTape.TYPE) == JsonTape.OBJECT;
          size = (int) words[2 * open + 1];
          filter = names.resume(depth);
        }
        depth--;
        at++;
      }
    }
  }

  private static void writeString(long[] words, int node, int start, long scan, int fingerprint) {
    words[2 * node] = (long) start << 32 | Scan.flags(scan) | JsonTape.STRING;
    words[2 * node + 1] = (long) fingerprint << 32 | Scan.offset(scan);
  }

  /** Reads a number or a literal; returns the offset after it, or a fault. */
  private static long scalar(
      byte[] bytes, int at, int end, JsonLimits limits, long[] words, int node) {
    return switch (bytes[at]) {
      case 't' ->
          literal(bytes, at, at, end, TRUE_TEXT, JsonTape.BOOLEAN | JsonTape.TRUE, words, node);
      case 'f' -> literal(bytes, at, at + 1, end, FALSE_TAIL, JsonTape.BOOLEAN, words, node);
      case 'n' -> literal(bytes, at, at, end, NULL_TEXT, JsonTape.NULL, words, node);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
          NumberScan.scan(bytes, at, end, limits, words, node);
      default -> Scan.fault(MALFORMED, at);
    };
  }

  /** Reads a literal whose last four octets, from {@code tail} on, are these. */
  private static long literal(
      byte[] bytes, int at, int tail, int end, int text, int kind, long[] words, int node) {
    if (tail > end - Integer.BYTES || (int) FOUR.get(bytes, tail) != text) {
      return Scan.fault(MALFORMED, at);
    }
    words[2 * node] = ((long) at << 32) | kind;
    words[2 * node + 1] = 0;
    return (long) tail + Integer.BYTES;
  }

  /** The offset of the first octet that is not white space, or the end. */
  private static int skipSpace(byte[] bytes, int at, int end) {
    if (at < end && bytes[at] > ' ') {
      return at;
    }
    // one space after a comma or a colon is what most writers leave
    return at < end - 1 && bytes[at] == ' ' && bytes[at + 1] > ' '
        ? at + 1
        : skipSpaces(bytes, at, end);
  }

  private static int skipSpaces(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && isSpace(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(byte octet) {
    return octet == ' ' || octet == '\n' || octet == '\r' || octet == '\t';
  }

  private long[] grow(byte[] bytes) {
    words = Arrays.copyOf(words, 2 * words.length);
    tape.fill(words, bytes);
    return words;
  }
}
