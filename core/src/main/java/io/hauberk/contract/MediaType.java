package io.hauberk.contract;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A media type or range (RFC 9110, 8.3.1 and 12.5.1), compared as a whole, never by prefix.
 *
 * @param type in lower case, or {@code *}
 * @param subtype in lower case, or {@code *}
 * @param parameters by name in lower case; the values as written
 */
record MediaType(String type, String subtype, Map<String, String> parameters) {
  /** What a part is that does not say it (RFC 7578, 4.4). */
  static final MediaType PLAIN_TEXT = new MediaType("text", "plain", Map.of());

  static final MediaType JSON = new MediaType("application", "json", Map.of());

  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  MediaType {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** Reads a media type; null if it breaks the grammar or has a parameter twice. */
  static @Nullable MediaType parse(String text) {
    String trimmed = Headers.trim(text);
    int semicolon = trimmed.indexOf(';');
    String name = Headers.trim(semicolon < 0 ? trimmed : trimmed.substring(0, semicolon));
    int slash = name.indexOf('/');
    if (slash < 0 || !isToken(name.substring(0, slash)) || !isToken(name.substring(slash + 1))) {
      return null;
    }
    String type = name.substring(0, slash).toLowerCase(Locale.ROOT);
    String subtype = name.substring(slash + 1).toLowerCase(Locale.ROOT);
    if ((type.indexOf('*') >= 0 && !(type.equals("*") && subtype.equals("*")))
        || (subtype.indexOf('*') >= 0 && !subtype.equals("*"))) {
      return null;
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    if (semicolon >= 0 && !readParameters(trimmed, semicolon, parameters)) {
      return null;
    }
    return new MediaType(type, subtype, parameters);
  }

  private static boolean readParameters(String text, int from, Map<String, String> into) {
    int i = from;
    while (i < text.length()) {
      i = skipBlanks(text, i + 1); // past the semicolon
      if (i == text.length() || text.charAt(i) == ';') {
        continue; // a parameter may be empty (RFC 9110, 5.6.6)
      }
      int equals = i;
      while (equals < text.length() && isTokenCharacter(text.charAt(equals))) {
        equals++;
      }
      if (equals == i || equals >= text.length() || text.charAt(equals) != '=') {
        return false;
      }
      StringBuilder value = new StringBuilder();
      int end = readValue(text, equals + 1, value);
      String name = text.substring(i, equals).toLowerCase(Locale.ROOT);
      if (end < 0 || into.putIfAbsent(name, value.toString()) != null) {
        return false;
      }
      i = skipBlanks(text, end);
      if (i < text.length() && text.charAt(i) != ';') {
        return false;
      }
    }
    return true;
  }

  /** Reads a token or quoted string; answers where it ends, or -1. */
  private static int readValue(String text, int from, StringBuilder value) {
    int i = from;
    if (i < text.length() && text.charAt(i) == '"') {
      for (i++; i < text.length() && text.charAt(i) != '"'; i++) {
        if (text.charAt(i) == '\\' && ++i == text.length()) {
          return -1;
        }
        char c = text.charAt(i);
        if ((c < ' ' && c != '\t') || c >= 0x7F) {
          return -1;
        }
        value.append(c);
      }
      return i < text.length() ? i + 1 : -1;
    }
    while (i < text.length() && isTokenCharacter(text.charAt(i))) {
      value.append(text.charAt(i++));
    }
    return i == from ? -1 : i;
  }

  private static int skipBlanks(String text, int from) {
    int i = from;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i++;
    }
    return i;
  }

  /** Whether a text is a token (RFC 9110, 5.6.2). */
  static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isTokenCharacter(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isTokenCharacter(char c) {
    return c < 0x80 && (Character.isLetterOrDigit(c) || TOKEN_MARKS.indexOf(c) >= 0);
  }

  /** How closely this declared type or range fits a sent type; -1 if it does not. */
  int fit(MediaType sent) {
    if (!type.equals("*") && !type.equals(sent.type)) {
      return -1;
    }
    if (!subtype.equals("*") && !subtype.equals(sent.subtype)) {
      return -1;
    }
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      String value = sent.parameters.get(parameter.getKey());
      if (value == null || !isSame(parameter.getKey(), value, parameter.getValue())) {
        return -1;
      }
    }
    return (type.equals("*") ? 0 : 1000) + (subtype.equals("*") ? 0 : 1000) + parameters.size();
  }

  /** Of the parameters that any type may have, only the charset has no case (RFC 9110, 8.3.2). */
  private static boolean isSame(String parameter, String one, String other) {
    return parameter.equals("charset") ? one.equalsIgnoreCase(other) : one.equals(other);
  }

  /** Whether two ranges have a type in common, parameters aside. */
  boolean overlaps(MediaType other) {
    boolean types = type.equals("*") || other.type.equals("*") || type.equals(other.type);
    return types
        && (subtype.equals("*") || other.subtype.equals("*") || subtype.equals(other.subtype));
  }

  /** {@code application/json} and all with the suffix {@code +json} (RFC 6839, 3.1). */
  boolean isJson() {
    return (type.equals("application") && subtype.equals("json")) || subtype.endsWith("+json");
  }

  /** JSON texts one after another: in lines, or as RFC 7464 and RFC 8091 have them. */
  boolean isJsonSequence() {
    return isSeparatedJson()
        || (type.equals("application") && (subtype.equals("jsonl") || subtype.equals("x-ndjson")));
  }

  /** {@code application/json-seq} and all with the suffix {@code +json-seq} (RFC 8091). */
  boolean isSeparatedJson() {
    return (type.equals("application") && subtype.equals("json-seq"))
        || subtype.endsWith("+json-seq");
  }

  boolean isEventStream() {
    return isText() && subtype.equals("event-stream");
  }

  boolean isForm() {
    return type.equals("application") && subtype.equals("x-www-form-urlencoded");
  }

  boolean isMultipart() {
    return type.equals("multipart");
  }

  boolean isFormData() {
    return isMultipart() && subtype.equals("form-data");
  }

  boolean isText() {
    return type.equals("text");
  }

  /** Whether the octets are UTF-8 as far as the charset parameter says. */
  boolean isUtf8() {
    String charset = parameters.get("charset");
    return charset == null
        || charset.equalsIgnoreCase("utf-8")
        || (isText() && charset.equalsIgnoreCase("us-ascii"));
  }

  /** Whether ASCII characters are octets of their own in the charset that the parameter names. */
  boolean isAsciiCompatible() {
    String charset = parameters.getOrDefault("charset", "utf-8").toLowerCase(Locale.ROOT);
    return isUtf8()
        || charset.equals("us-ascii")
        || charset.startsWith("iso-8859-")
        || charset.startsWith("windows-125");
  }

  /** Whether a charset is named. */
  boolean hasCharset() {
    return parameters.containsKey("charset");
  }

  /** Type and subtype. */
  String essence() {
    return type + "/" + subtype;
  }
}
