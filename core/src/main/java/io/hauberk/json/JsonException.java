package io.hauberk.json;

import static java.util.Objects.requireNonNull;

/**
 * A document, or a pointer into one, cannot be read. The message says what is wrong, where, and how
 * to mend it; it never repeats the document's text.
 */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String FIXED =
      "more octets, levels or values than such a document may have. Check that it is the right one.";

  private final JsonFault.Kind kind;
  private final int line;
  private final int column;
  private final String told;

  /** A fault of JSON text, with its line and column counted in the octets before it. */
  static JsonException of(JsonFault fault, byte[] document) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < Math.min(fault.offset(), document.length); i++) {
      byte octet = document[i];
      if (octet == '\n') {
        line++;
        column = 1;
      } else if ((octet & 0xC0) != 0x80) { // a character is counted by its first octet
        column++;
      }
    }
    return new JsonException("JSON", fault.kind(), line, column, mend(fault.kind()));
  }

  JsonException(String format, JsonFault.Kind kind, int line, int column, String text) {
    super(at(format, line, column) + text);
    this.kind = requireNonNull(kind, "kind");
    this.line = line;
    this.column = column;
    this.told = at(format, line, column) + (isOfLimits(kind) ? FIXED : text);
  }

  private static String at(String format, int line, int column) {
    return format + ", line " + line + ", column " + column + ": ";
  }

  private static boolean isOfLimits(JsonFault.Kind kind) {
    return switch (kind) {
      case TOO_LARGE,
          TOO_DEEP,
          TOO_MANY_VALUES,
          NUMBER_TOO_LONG,
          TOO_MANY_MEMBERS,
          TOO_MANY_ITEMS,
          STRING_TOO_LONG ->
          true;
      case EMPTY, MALFORMED, INVALID_UTF8, DUPLICATE_NAME, TRAILING_DATA, UNSUPPORTED -> false;
    };
  }

  /** As the message, for a document whose limits nobody can raise. */
  public String messageUnderFixedLimits() {
    return told;
  }

  /** What is wrong. */
  public JsonFault.Kind kind() {
    return kind;
  }

  /** The line of the fault, from 1. */
  public int line() {
    return line;
  }

  /** The column of the fault in code points, from 1. */
  public int column() {
    return column;
  }

  /** What is wrong and how to mend it, the same for JSON and YAML. */
  static String mend(JsonFault.Kind kind) {
    return switch (kind) {
      case EMPTY -> "there is no value. Write one, for example {}.";
      case MALFORMED ->
          "this is not well-formed. Look for a missing quote, comma or bracket here or just"
              + " before.";
      case INVALID_UTF8 -> "these octets are not UTF-8. Save the document as UTF-8.";
      case DUPLICATE_NAME -> "the object has this name twice. Remove one of the two.";
      case TOO_LARGE -> "the document is larger than the limit. Make it smaller or raise maxBytes.";
      case TOO_DEEP -> "more levels than the limit. Nest less or raise maxDepth.";
      case TOO_MANY_VALUES -> "more values than the limit. Make it smaller or raise maxValues.";
      case NUMBER_TOO_LONG ->
          "the number is longer than the limit, or its exponent is. Shorten it, or raise"
              + " maxNumberLength or maxExponent.";
      case TOO_MANY_MEMBERS ->
          "the object has more members than the limit. Split it or raise maxMembers.";
      case TOO_MANY_ITEMS -> "the array has more items than the limit. Split it or raise maxItems.";
      case STRING_TOO_LONG ->
          "the string is longer than the limit. Shorten it or raise maxStringBytes.";
      case TRAILING_DATA -> "something follows the value. Keep one value a document.";
      case UNSUPPORTED -> "this has no counterpart in JSON. Write it in plain JSON terms.";
    };
  }
}
