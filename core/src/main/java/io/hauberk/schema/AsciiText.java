package io.hauberk.schema;

import io.hauberk.json.JsonTape;
import java.nio.charset.StandardCharsets;

/** A string of the tape seen as characters: in place while it is plain ASCII, else a copy. */
final class AsciiText implements CharSequence {
  private static final byte[] NO_BYTES = {};

  private byte[] bytes = NO_BYTES;
  private int from;
  private int to;

  /** The text of a string; reused, so valid until the next call. */
  CharSequence of(JsonTape tape, int node) {
    if (tape.escaped(node) || !tape.ascii(node)) {
      return tape.text(node);
    }
    bytes = tape.bytes();
    from = tape.start(node);
    to = tape.end(node);
    return this;
  }

  /** Lets go of the document. */
  void forget() {
    bytes = NO_BYTES;
    from = 0;
    to = 0;
  }

  @Override
  public int length() {
    return to - from;
  }

  @Override
  public char charAt(int index) {
    return (char) bytes[from + index];
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return toString().substring(start, end);
  }

  @Override
  public String toString() {
    return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
  }
}
