package io.hauberk.servlet;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What has been seen of a response's body, by octets or by characters, and what of it was sent. */
final class SeenBody {
  private static final byte[] NOTHING = new byte[0];
  private static final int FIRST_CHUNK = 1024;

  private byte[] octets = NOTHING;
  private int length;
  private @Nullable StringBuilder text;
  private int sent;

  /** How many octets or characters have been seen. */
  int size() {
    return text == null ? length : text.length();
  }

  boolean hasUnsent() {
    return sent < size();
  }

  void add(byte[] bytes, int offset, int count) {
    if (octets.length - length < count) {
      int capacity = Math.max(FIRST_CHUNK, Math.max(length + count, 2 * octets.length));
      octets = Arrays.copyOf(octets, capacity);
    }
    System.arraycopy(bytes, offset, octets, length, count);
    length += count;
  }

  void add(CharSequence characters, int from, int to) {
    if (text == null) {
      text = new StringBuilder(Math.max(FIRST_CHUNK, to - from));
    }
    text.append(characters, from, to);
  }

  /** All that has been seen was sent elsewhere. */
  void markSent() {
    sent = size();
  }

  void sendUnsent(OutputStream out) throws IOException {
    out.write(octets, sent, length - sent);
    markSent();
  }

  void sendUnsent(Writer out) throws IOException {
    if (text != null) {
      out.append(text, sent, text.length());
      markSent();
    }
  }

  boolean isText() {
    return text != null;
  }

  /** The octets, the first {@link #length(byte[])} of which count; written characters encoded. */
  byte[] octets(@Nullable String encoding) {
    return text == null ? octets : encoded(text, encoding);
  }

  /** Characters in the octets in which they leave. */
  static byte[] encoded(CharSequence characters, @Nullable String encoding) {
    return characters.toString().getBytes(charset(encoding));
  }

  /** How many octets of {@link #octets} count. */
  int length(byte[] of) {
    return text == null ? length : of.length;
  }

  private static Charset charset(@Nullable String encoding) {
    try {
      return encoding == null ? StandardCharsets.ISO_8859_1 : Charset.forName(encoding);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.ISO_8859_1; // the container would have refused it
    }
  }

  void clear() {
    octets = NOTHING;
    length = 0;
    text = null;
    sent = 0;
  }
}
