package io.hauberk.json;

import static io.hauberk.json.JsonFault.Kind.DUPLICATE_NAME;
import static io.hauberk.json.JsonFault.Kind.EMPTY;
import static io.hauberk.json.JsonFault.Kind.MALFORMED;
import static io.hauberk.json.JsonFault.Kind.TOO_DEEP;
import static io.hauberk.json.JsonFault.Kind.TOO_LARGE;
import static io.hauberk.json.JsonFault.Kind.TOO_MANY_VALUES;
import static io.hauberk.json.JsonFault.Kind.TRAILING_DATA;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Checks a document from its first octet to its last and fills the tape. */
final class JsonReader {
  /*
   * One pass and no recursion: a container that is open keeps the way back on the tape itself. Until it is closed,
   * the upper half of its second long holds the container around it (-1 for none) instead of the node after it, and
   * the lower half counts what has been read so far. So a document of 100 000 opening brackets costs no stack.
   *
   * The steps take an offset and return the next one, or FAILED after they have noted the fault.
   */
  private static final int NONE = -1;
  private static final int FAILED = -1;
  private static final int FIRST_CAPACITY = 128;

  private static final byte[] TRUE_TEXT = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE_TEXT = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL_TEXT = {'n', 'u', 'l', 'l'};

  private final JsonTape tape;
  private final MemberNames names;
  private long[] words = new long[2 * FIRST_CAPACITY];
  private byte[] bytes = {};
  private int end;
  private JsonLimits limits = JsonLimits.DEFAULT;
  private int nodes;
  private int values;
  private int open;
  private boolean inObject;
  private int depth;
  private JsonFault.Kind faultKind = EMPTY;
  private int faultAt;

  JsonReader(JsonTape tape) {
    this.tape = tape;
    this.names = new MemberNames(tape);
  }

  @Nullable JsonFault read(byte[] document, int from, int to, JsonLimits within) {
    if (to - from > within.maxBytes()) {
      return new JsonFault(TOO_LARGE, within.maxBytes());
    }
    bytes = document;
    end = to;
    limits = within;
    nodes = 0;
    values = 0;
    open = NONE;
    inObject = false;
    depth = 0;
    names.begin();
    tape.fill(words, document);
    int first = skipSpace(from);
    int last = first == end ? fail(EMPTY, first) : document(first);
    bytes = JsonTape.NO_BYTES;
    return last == FAILED ? new JsonFault(faultKind, faultAt - from) : null;
  }

  /** Reads values, each from its first octet, until the outermost is complete. */
  private int document(int from) {
    int at = from;
    while (true) {
      if (at >= end) {
        return fail(MALFORMED, end);
      }
      if (++values > limits.maxValues()) {
        return fail(TOO_MANY_VALUES, at);
      }
      if (2 * nodes + 4 > words.length) { // a value, and perhaps the next name
        grow();
      }
      if (open != NONE) {
        words[2 * open + 1]++;
      }
      switch (bytes[at]) {
        case '"' -> at = string(at);
        case '{' -> {
          at = open(JsonTape.OBJECT, at);
          if (at >= 0) {
            if (at < end && bytes[at] == '}') {
              at = close(at);
            } else {
              at = name(at);
              if (at >= 0) {
                continue;
              }
            }
          }
        }
        case '[' -> {
          at = open(JsonTape.ARRAY, at);
          if (at >= 0) {
            if (at < end && bytes[at] == ']') {
              at = close(at);
            } else {
              continue;
            }
          }
        }
        case 't' -> at = literal(at, TRUE_TEXT, JsonTape.BOOLEAN, JsonTape.TRUE);
        case 'f' -> at = literal(at, FALSE_TEXT, JsonTape.BOOLEAN, 0);
        case 'n' -> at = literal(at, NULL_TEXT, JsonTape.NULL, 0);
        default -> at = number(at);
      }
      if (at >= 0) {
        at = afterValue(at);
      }
      if (at < 0 || open == NONE) {
        return at;
      }
    }
  }

  /** Goes from the end of a value to the beginning of the next, or to the end of the document. */
  private int afterValue(int from) {
    int at = from;
    while (open != NONE) {
      at = skipSpace(at);
      if (at >= end) {
        return fail(MALFORMED, end);
      }
      byte octet = bytes[at];
      if (octet == ',') {
        at = skipSpace(at + 1);
        return inObject ? name(at) : at;
      }
      if (octet != (inObject ? '}' : ']')) {
        return fail(MALFORMED, at);
      }
      at = close(at);
    }
    at = skipSpace(at);
    return at == end ? at : fail(TRAILING_DATA, at);
  }

  private int open(int type, int at) {
    if (++depth > limits.maxDepth()) {
      return fail(TOO_DEEP, at);
    }
    words[2 * nodes] = (long) at << 32 | type;
    words[2 * nodes + 1] = (long) open << 32;
    open = nodes++;
    inObject = type == JsonTape.OBJECT;
    if (inObject) {
      names.open(depth);
    }
    return skipSpace(at + 1);
  }

  private int close(int at) {
    long counted = words[2 * open + 1];
    words[2 * open + 1] = (long) nodes << 32 | (int) counted;
    open = (int) (counted >> 32);
    inObject = open != NONE && (words[2 * open] & JsonTape.TYPE) == JsonTape.OBJECT;
    depth--;
    return at + 1;
  }

  /** Reads a member's name and the colon; returns the offset of the value. */
  private int name(int from) {
    if (from >= end || bytes[from] != '"') {
      return fail(MALFORMED, from);
    }
    long scan = StringScan.scan(bytes, from + 1, end);
    if (Scan.isFault(scan)) {
      return fail(scan);
    }
    int close = Scan.offset(scan);
    int flags = Scan.flags(scan);
    int fingerprint = (flags & JsonTape.ESCAPED) == 0 ? MemberNames.fingerprint(bytes, from + 1, close) : TapeText.fingerprint(bytes, from + 1, close);
    words[2 * nodes] = (long) (from + 1) << 32 | flags | JsonTape.STRING;
    words[2 * nodes + 1] = (long) fingerprint << 32 | close;
    if (!names.add(open, depth, (int) words[2 * open + 1], nodes, fingerprint)) {
      return fail(DUPLICATE_NAME, from);
    }
    nodes++;
    int at = skipSpace(close + 1);
    if (at >= end || bytes[at] != ':') {
      return fail(MALFORMED, at);
    }
    return skipSpace(at + 1);
  }

  private int string(int at) {
    long scan = StringScan.scan(bytes, at + 1, end);
    if (Scan.isFault(scan)) {
      return fail(scan);
    }
    int close = Scan.offset(scan);
    words[2 * nodes] = (long) (at + 1) << 32 | Scan.flags(scan) | JsonTape.STRING;
    words[2 * nodes + 1] = close;
    nodes++;
    return close + 1;
  }

  private int number(int at) {
    byte first = bytes[at];
    if (first != '-' && (first < '0' || first > '9')) {
      return fail(MALFORMED, at);
    }
    long scan = NumberScan.scan(bytes, at, end, limits, words, nodes);
    if (Scan.isFault(scan)) {
      return fail(scan);
    }
    nodes++;
    return Scan.offset(scan);
  }

  private int literal(int at, byte[] text, int type, int flags) {
    int after = at + text.length;
    if (after > end || !Arrays.equals(bytes, at, after, text, 0, text.length)) {
      return fail(MALFORMED, at);
    }
    words[2 * nodes] = (long) at << 32 | flags | type;
    words[2 * nodes + 1] = 0;
    nodes++;
    return after;
  }

  /** The offset of the first octet that is not white space, or the end. */
  private int skipSpace(int from) {
    int at = from;
    while (at < end) {
      byte octet = bytes[at];
      if (octet > ' ' || (octet != ' ' && octet != '\n' && octet != '\r' && octet != '\t')) {
        break;
      }
      at++;
    }
    return at;
  }

  private void grow() {
    words = Arrays.copyOf(words, 2 * words.length);
    tape.fill(words, bytes);
  }

  private int fail(long scan) {
    return fail(Scan.kind(scan), Scan.offset(scan));
  }

  private int fail(JsonFault.Kind kind, int at) {
    faultKind = kind;
    faultAt = at;
    return FAILED;
  }
}
