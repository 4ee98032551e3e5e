package io.hauberk.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines of a stream, of which none takes more memory than it may. */
final class BoundedLines {
  /** Stands for a line that is longer than lines may be. */
  @SuppressWarnings("MutablePublicArray") // it is empty
  static final byte[] TOO_LONG = {};

  static final int MAX_BYTES = 1 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;

  BoundedLines(InputStream in) {
    this.in = in;
  }

  /**
   * The next line without its end ({@code \n} or {@code \r\n}); {@link #TOO_LONG}, compared by
   * identity, for one of more than a mebibyte; null after the last.
   */
  byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    boolean begun = false;
    boolean tooLong = false;
    while (fill()) {
      begun = true;
      int from = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      tooLong |= line.size() + (at - from) > MAX_BYTES;
      if (tooLong) {
        line.reset();
      } else {
        line.write(buffer, from, at - from);
      }
      if (at < end) {
        at++;
        break;
      }
    }
    if (!begun) {
      return null;
    }
    return tooLong ? TOO_LONG : withoutReturn(line.toByteArray());
  }

  private boolean fill() throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(0, in.read(buffer));
    }
    return at < end;
  }

  private static byte[] withoutReturn(byte[] line) {
    int last = line.length - 1;
    return last >= 0 && line[last] == '\r' ? Arrays.copyOf(line, last) : line;
  }
}
