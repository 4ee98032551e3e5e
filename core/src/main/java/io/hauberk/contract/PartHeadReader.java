package io.hauberk.contract;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header fields of a part (RFC 2046, 5.1; RFC 7578, 4.2 to 4.8) so that no two readers
 * can understand them differently.
 */
final class PartHeadReader {
  private static final Set<String> PLAIN_ENCODINGS = Set.of("7bit", "8bit", "binary");

  private final boolean formData;
  private final Map<String, String> fields = new LinkedHashMap<>();
  private @Nullable String fault;
  private @Nullable String name;
  private @Nullable String fileName;
  private @Nullable MediaType type;

  /**
   * @param formData whether each part must be a form field with a name
   */
  PartHeadReader(boolean formData) {
    this.formData = formData;
  }

  /** Reads the fields of one part; null if they are refused, see {@link #fault()}. */
  @Nullable PartHead read(byte[] octets, int from, int to) {
    String text = Percent.utf8(octets, from, to - from);
    if (text == null) {
      fault = "header fields of a part in UTF-8";
    } else if (readFields(text)) {
      fields.forEach(this::understand);
      if (fault == null && formData && name == null) {
        fault = "one Content-Disposition of form-data with a name in each part";
      }
    }
    return fault == null ? new PartHead(fields, name == null ? "" : name, fileName, type) : null;
  }

  /** What is wrong, as what was expected; null if nothing is. */
  @Nullable String fault() {
    return fault;
  }

  private boolean readFields(String text) {
    Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (int at = 0; at < text.length() && fault == null; ) {
      int end = text.indexOf("\r\n", at);
      String line = text.substring(at, end < 0 ? text.length() : end);
      int colon = line.indexOf(':');
      if (hasControls(line)) {
        fault = "header fields of a part without control characters, each line ended by CR LF";
      } else if (colon < 0 || !MediaType.isToken(line.substring(0, colon))) {
        fault = "header fields of a part as name and value, each in one line";
      } else if (!seen.add(line.substring(0, colon))) {
        fault = "each header field of a part once";
      } else {
        fields.put(line.substring(0, colon), Headers.trim(line.substring(colon + 1)));
      }
      at = end < 0 ? text.length() : end + 2;
    }
    return fault == null;
  }

  private static boolean hasControls(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if ((c < ' ' && c != '\t') || (c >= 0x7F && c < 0xA0)) {
        return true;
      }
    }
    return false;
  }

  private void understand(String field, String value) {
    if (fault != null) {
      return;
    }
    switch (field.toLowerCase(Locale.ROOT)) {
      case "content-disposition" -> {
        if (formData) {
          readDisposition(value);
        }
      }
      case "content-type" -> {
        type = MediaType.parse(value);
        if (type == null || type.type().equals("*") || type.subtype().equals("*")) {
          fault = "a media type as the Content-Type of a part";
        }
      }
      case "content-transfer-encoding" -> {
        if (!PLAIN_ENCODINGS.contains(value.toLowerCase(Locale.ROOT))) {
          fault = "parts as they are, without a transfer encoding";
        }
      }
      case "content-encoding" -> fault = "parts without a content coding";
      default -> {
        // RFC 7578, 4.8: other fields mean nothing here, unless the contract names them
      }
    }
  }

  /** {@code form-data}, then {@code name} and perhaps {@code filename}, and nothing else. */
  private void readDisposition(String value) {
    int at = value.indexOf(';');
    if (at < 0 || !Headers.trim(value.substring(0, at)).equalsIgnoreCase("form-data")) {
      fault = "one Content-Disposition of form-data with a name in each part";
      return;
    }
    while (at < value.length() && fault == null) {
      int equals = value.indexOf('=', at);
      if (value.charAt(at) != ';' || equals < skipBlanks(value, at + 1)) {
        fault = "a Content-Disposition of name and filename alone";
        return;
      }
      String parameter =
          value.substring(skipBlanks(value, at + 1), equals).toLowerCase(Locale.ROOT);
      int end = valueEnd(value, equals + 1);
      if (end < 0) {
        fault = "name and filename as tokens or in quotes, without a backslash";
        return;
      }
      take(parameter, unquoted(value.substring(equals + 1, end)));
      at = skipBlanks(value, end);
    }
  }

  private static int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  private void take(String parameter, String value) {
    if (value.contains("=?")) { // RFC 2047: some readers would decode it, and read another name
      fault = "a name and a filename without encoded words";
      return;
    }
    if (parameter.equals("name") && name == null) {
      name = value;
    } else if (parameter.equals("filename") && fileName == null) {
      fileName = value;
      if (value.indexOf('/') >= 0 || value.equals(".") || value.equals("..")) {
        fault = "a filename that is a name, not a path";
      }
    } else { // RFC 7578, 4.2: filename* must not be used
      fault = "a Content-Disposition of name and filename alone, each once";
    }
  }

  /**
   * Where a token or quoted text ends, or -1. A backslash is an escape to some and data to others:
   * there is none.
   */
  private static int valueEnd(String text, int from) {
    if (from < text.length() && text.charAt(from) == '"') {
      int close = text.indexOf('"', from + 1);
      return close < 0 || text.substring(from, close).indexOf('\\') >= 0 ? -1 : close + 1;
    }
    int end = from;
    while (end < text.length() && MediaType.isToken(text.substring(end, end + 1))) {
      end++;
    }
    return end == from ? -1 : end;
  }

  private static String unquoted(String value) {
    return value.startsWith("\"") ? value.substring(1, value.length() - 1) : value;
  }
}
