package io.hauberk.contract;

import io.hauberk.request.RequestHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the head says about the length of the body (RFC 9112, 6).
 *
 * @param contentLength the stated length, or -1 if none is stated
 * @param chunked whether the body comes in chunks
 */
record Framing(long contentLength, boolean chunked) {
  private static final int MAX_DIGITS = 18;

  /**
   * Reads Content-Length and Transfer-Encoding.
   *
   * @return null if they contradict each other, stand there twice, or break their grammar: two
   *     readers could then see two bodies
   */
  static @Nullable Framing of(RequestHead head) {
    List<String> lengths = head.headers("Content-Length");
    List<String> codings = head.headers("Transfer-Encoding");
    if (lengths.size() + codings.size() > 1) {
      return null;
    }
    if (!codings.isEmpty()) {
      return Headers.trim(codings.get(0)).equalsIgnoreCase("chunked")
          ? new Framing(-1, true)
          : null;
    }
    if (lengths.isEmpty()) {
      return new Framing(-1, false);
    }
    String text = Headers.trim(lengths.get(0));
    if (text.isEmpty() || text.length() > MAX_DIGITS) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return null;
      }
    }
    return new Framing(Long.parseLong(text), false);
  }

  /** Whether the head announces a body; chunks may yet turn out empty. */
  boolean announcesBody() {
    return contentLength > 0 || chunked;
  }

  /** Whether nothing is said: no body in HTTP/1.1, perhaps one in HTTP/2. */
  boolean isSilent() {
    return contentLength < 0 && !chunked;
  }
}
