package io.hauberk.contract;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parts of a multipart body (RFC 2046, 5.1) while its octets arrive, in memory that does
 * not grow.
 */
final class MultipartParser {
  /*
   * What is taken is the grammar without its liberties, so that no two readers can find different parts: the body
   * begins with the first boundary and ends with the last one and at most one line break (no preamble, no epilogue);
   * a boundary is preceded by CRLF and followed by CRLF or by two hyphens, never by blanks; a line break is CRLF. A
   * boundary after a bare CR or LF, or at the very beginning of a part's content, is where lenient readers see
   * another part: it is refused.
   *
   * Octets go through a window. Whatever could still become a boundary stays in it until more octets decide.
   */
  private static final int WINDOW = 16 * 1024;

  /** What the parser finds; each answers whether to go on. */
  interface Handler {

    /** A part begins: its header fields, line ends included, in octets that are about to change. */
    boolean begin(byte[] octets, int from, int to);

    /** The next octets of the part's content. */
    boolean content(byte[] octets, int from, int to);

    /**
     * The part is complete.
     *
     * @param from the first octet of its content, counted from the beginning of the body
     * @param to the octet after its content
     */
    boolean end(long from, long to);
  }

  private enum State {
    FIRST_BOUNDARY,
    AFTER_BOUNDARY,
    HEADER,
    CONTENT_START,
    CONTENT,
    AFTER_LAST,
    STOPPED
  }

  private final byte[] boundary;
  private final int maxHeaderBytes;
  private final Handler handler;
  private final byte[] window;
  private State state = State.FIRST_BOUNDARY;
  private @Nullable String fault;
  private int from;
  private int to;
  private int scanned;
  private long windowOffset;
  private long contentFrom;

  /**
   * A parser at the beginning of a body.
   *
   * @param boundary as the Content-Type field names it
   * @param maxHeaderBytes the most octets of the header fields of one part
   */
  MultipartParser(String boundary, int maxHeaderBytes, Handler handler) {
    this.boundary = ("--" + boundary).getBytes(StandardCharsets.US_ASCII);
    this.maxHeaderBytes = maxHeaderBytes;
    this.handler = handler;
    this.window = new byte[Math.max(WINDOW, 2 * maxHeaderBytes)];
  }

  /** Takes the next octets; answers whether more are wanted. */
  boolean accept(byte[] octets, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end && state != State.STOPPED) {
      int fits = Math.min(end - at, window.length - to);
      System.arraycopy(octets, at, window, to, fits);
      at += fits;
      to += fits;
      while (step()) {
        // as far as the octets in the window allow
      }
      compact();
    }
    return state != State.STOPPED;
  }

  /** The body is complete: all that was expected must have come. */
  void end() {
    if (state == State.AFTER_LAST) {
      if (to - from == 1) {
        refuse("nothing after the last boundary but a line break");
      }
    } else if (state != State.STOPPED) {
      refuse("a last boundary");
    }
  }

  /** Whether the last boundary has come, and nothing after it that must not be there. */
  boolean isComplete() {
    return state == State.AFTER_LAST;
  }

  /** What is wrong, as what was expected; null if nothing is, or if the handler said no. */
  @Nullable String fault() {
    return fault;
  }

  private boolean refuse(String expected) {
    fault = expected;
    state = State.STOPPED;
    return false;
  }

  private boolean stop() {
    state = State.STOPPED;
    return false;
  }

  private void compact() {
    System.arraycopy(window, from, window, 0, to - from);
    windowOffset += from;
    scanned = Math.max(0, scanned - from);
    to -= from;
    from = 0;
  }

  /** Goes one step on; answers whether there may be another one. */
  private boolean step() {
    return switch (state) {
      case FIRST_BOUNDARY -> firstBoundary();
      case AFTER_BOUNDARY -> afterBoundary();
      case HEADER -> header();
      case CONTENT_START -> contentStart();
      case CONTENT -> content();
      case AFTER_LAST -> afterLast();
      case STOPPED -> false;
    };
  }

  private boolean firstBoundary() {
    int same = sameAsBoundary(from);
    if (same == boundary.length) {
      return advance(boundary.length, State.AFTER_BOUNDARY);
    }
    return from + same == to ? false : refuse("a body that begins with its boundary");
  }

  private boolean afterBoundary() {
    if (to - from < 2) {
      return false;
    }
    if (window[from] == '\r' && window[from + 1] == '\n') {
      return advance(2, State.HEADER);
    }
    if (window[from] == '-' && window[from + 1] == '-') {
      return advance(2, State.AFTER_LAST);
    }
    return refuse("a line break or two hyphens after each boundary, and no blanks");
  }

  private boolean afterLast() {
    boolean good =
        to == from
            || (window[from] == '\r'
                && (to - from == 1 || (to - from == 2 && window[from + 1] == '\n')));
    return !good && refuse("nothing after the last boundary but a line break");
  }

  /** The header fields end with an empty line; without any, the part begins with one. */
  private boolean header() {
    if (to - from < 2) {
      return false;
    }
    if (window[from] == '\r' && window[from + 1] == '\n') {
      return begin(from, 2);
    }
    for (int i = Math.max(from, scanned); i + 3 < to; i++) {
      if (window[i] == '\r'
          && window[i + 1] == '\n'
          && window[i + 2] == '\r'
          && window[i + 3] == '\n') {
        return i + 2 - from > maxHeaderBytes ? tooLong() : begin(i + 2, i + 4 - from);
      }
    }
    scanned = Math.max(from, to - 3);
    return to - from > maxHeaderBytes + 4 ? tooLong() : false;
  }

  private boolean tooLong() {
    return refuse("at most " + maxHeaderBytes + " octets of header fields in a part");
  }

  private boolean begin(int headerEnd, int length) {
    if (!handler.begin(window, from, headerEnd)) {
      return stop();
    }
    advance(length, State.CONTENT_START);
    contentFrom = windowOffset + from;
    return true;
  }

  /** An empty part still has the line break of its boundary. */
  private boolean contentStart() {
    int same = sameAsBoundary(from);
    if (same == boundary.length) {
      return refuse("a line break before each boundary");
    }
    return from + same == to ? false : advance(0, State.CONTENT);
  }

  private boolean content() {
    int i = Math.max(from, scanned);
    while (i < to) {
      byte octet = window[i];
      if (octet != '\r' && octet != '\n') {
        i++;
        continue;
      }
      boolean whole = octet == '\r' && i + 1 < to && window[i + 1] == '\n';
      int after = whole ? i + 2 : i + 1;
      int same = sameAsBoundary(after);
      if (same == boundary.length) {
        return whole ? part(i, after) : refuseBoundary(i);
      }
      boolean undecided = after + same == to || (octet == '\r' && i + 1 == to);
      if (undecided) {
        return hold(i);
      }
      i = after;
    }
    return hold(i);
  }

  /** Hands the content before an index on and waits for more. */
  private boolean hold(int at) {
    if (handOn(at)) {
      from = at;
      scanned = at;
    }
    return false;
  }

  /** The content before it is judged all the same, as it is when the octets come one by one. */
  private boolean refuseBoundary(int at) {
    return handOn(at) && refuse("a boundary after CR LF, not after one of them");
  }

  private boolean handOn(int at) {
    return at == from || handler.content(window, from, at) || stop();
  }

  private boolean part(int end, int boundaryAt) {
    if (!handOn(end)) {
      return false;
    }
    if (!handler.end(contentFrom, windowOffset + end)) {
      return stop();
    }
    return advance(boundaryAt + boundary.length - from, State.AFTER_BOUNDARY);
  }

  private boolean advance(int length, State next) {
    from += length;
    scanned = from;
    state = next;
    return true;
  }

  /** How many octets from an index on are those of a boundary's beginning. */
  private int sameAsBoundary(int at) {
    int length = Math.min(boundary.length, to - at);
    int same = 0;
    while (same < length && window[at + same] == boundary[same]) {
      same++;
    }
    return same;
  }
}
