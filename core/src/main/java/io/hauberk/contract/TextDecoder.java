package io.hauberk.contract;

import org.jspecify.annotations.Nullable;

/** How the raw text of one place becomes text. Each is applied to a text exactly once. */
enum TextDecoder {
  /** Percent-encoded; {@code +} is itself: path and cookies. */
  PERCENT {
    @Override
    @Nullable String decode(String raw) {
      return Percent.decode(raw, false);
    }
  },
  /** Percent-encoded; {@code +} is a space, as servers read a query. */
  FORM {
    @Override
    @Nullable String decode(String raw) {
      return Percent.decode(raw, true);
    }
  },
  /**
   * A query that is one value: percent-encoded, and no raw {@code +}, which one reader takes for
   * itself (RFC 3986) and the next for a space (a form).
   */
  WHOLE_QUERY {
    @Override
    @Nullable String decode(String raw) {
      return raw.indexOf('+') >= 0 ? null : Percent.decode(raw, false);
    }
  },
  /** As it stands, without the blanks around it: headers, which frameworks do not decode. */
  PLAIN {
    @Override
    @Nullable String decode(String raw) {
      String text = Headers.trim(raw);
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if ((c < ' ' && c != '\t') || c >= 0x7F) {
          return null; // raw octets outside ASCII: one reader sees UTF-8, the next ISO 8859-1
        }
      }
      return text;
    }
  };

  /** The text, or null if its encoding is broken. */
  abstract @Nullable String decode(String raw);
}
