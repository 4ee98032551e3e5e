package io.hauberk.servlet;

import io.hauberk.Passage;
import io.hauberk.Passage.NeedsBody;
import io.hauberk.Passage.NeedsSpool;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads a body once, into one array or past a check into a store, and not an octet further than the
 * limit and the one that breaks it.
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
          return stated > length ? needs.incomplete(bytes, length) : needs.body(bytes, length);
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
      return needs.incomplete(bytes, length);
    }
  }

  /** Reads a body past its check into a store, as far as the check wants it. */
  static Passage spool(HttpServletRequest request, NeedsSpool needs, StoredBody stored) {
    long stated = request.getContentLengthLong();
    byte[] chunk = new byte[FIRST_CHUNK];
    long length = 0;
    try {
      InputStream in = request.getInputStream();
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        length += read;
        if (!needs.accept(chunk, 0, read, stored)) {
          return needs.end();
        }
      }
    } catch (IOException e) {
      return needs.incomplete();
    } catch (RuntimeException | Error e) {
      needs.incomplete(); // which frees what the check holds
      throw e;
    }
    return stated > length ? needs.incomplete() : needs.end();
  }

  private ServletBody() {}
}
