package io.hauberk.servlet;

import io.hauberk.Passage;
import io.hauberk.Passage.NeedsBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads a body once, into one array, and not an octet further than the limit and the one that
 * breaks it.
 */
final class ServletBody {
  private static final int FIRST_CHUNK = 8192;

  static Passage read(HttpServletRequest request, NeedsBody needs) {
    long stated = request.getContentLengthLong();
    int limit = (int) Math.min(needs.maxBytes(), Integer.MAX_VALUE - 16);
    byte[] bytes =
        new byte
            [stated >= 0 && stated <= limit ? (int) stated + 1 : Math.min(FIRST_CHUNK, limit + 1)];
    int length = 0;
    try {
      InputStream in = request.getInputStream();
      while (true) {
        int read = in.read(bytes, length, bytes.length - length);
        if (read < 0) {
          return stated > length ? needs.incomplete() : needs.body(bytes, length);
        }
        length += read;
        if (length > limit) {
          return needs.tooLarge(bytes, length);
        }
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, (int) Math.min(limit + 1L, 2L * bytes.length));
        }
      }
    } catch (IOException e) {
      return needs.incomplete();
    }
  }

  private ServletBody() {}
}
