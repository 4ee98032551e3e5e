package io.hauberk.schema;

import org.jspecify.annotations.Nullable;

/** Character classes of ECMA-262, written as plain ranges. */
final class EcmaClass {
  private static final String DIGIT = "0-9";
  private static final String NO_DIGIT = "\\x{0}-\\x{2F}\\x{3A}-\\x{10FFFF}";
  private static final String WORD = "0-9A-Z\\x{5F}a-z";
  private static final String NO_WORD =
      "\\x{0}-\\x{2F}\\x{3A}-\\x{40}\\x{5B}-\\x{5E}\\x{60}\\x{7B}-\\x{10FFFF}";
  private static final String SPACE =
      "\\x{9}-\\x{D}\\x{20}\\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}"
          + "\\x{205F}\\x{3000}\\x{FEFF}";
  private static final String NO_SPACE =
      "\\x{0}-\\x{8}\\x{E}-\\x{1F}\\x{21}-\\x{9F}\\x{A1}-\\x{167F}\\x{1681}-\\x{1FFF}"
          + "\\x{200B}-\\x{2027}\\x{202A}-\\x{202E}\\x{2030}-\\x{205E}\\x{2060}-\\x{2FFF}"
          + "\\x{3001}-\\x{FEFE}\\x{FF00}-\\x{10FFFF}";

  /** The ranges of {@code \d} and its like (ECMA-262, 22.2.2.9), or null. */
  static @Nullable String shorthand(char c) {
    return switch (c) {
      case 'd' -> DIGIT;
      case 'D' -> NO_DIGIT;
      case 'w' -> WORD;
      case 'W' -> NO_WORD;
      case 's' -> SPACE;
      case 'S' -> NO_SPACE;
      default -> null;
    };
  }

  /** Reads a class after its opening bracket, up to and with the closing one. */
  static void read(EcmaText in, StringBuilder out) throws EcmaText.Refused {
    boolean negated = in.peek(0) == '^';
    if (negated) {
      in.skip(1);
    }
    StringBuilder ranges = new StringBuilder();
    while (in.peek(0) != ']' || in.atEnd()) {
      if (in.atEnd()) {
        throw in.refuse("a [ is not closed");
      }
      range(in, ranges);
    }
    in.skip(1);
    if (ranges.length() == 0) { // nothing at all, or anything at all
      out.append(negated ? "[\\x{0}-\\x{10FFFF}]" : "[^\\x{0}-\\x{10FFFF}]");
    } else {
      out.append(negated ? "[^" : "[").append(ranges).append(']');
    }
  }

  private static void range(EcmaText in, StringBuilder ranges) throws EcmaText.Refused {
    String set = set(in);
    if (set != null) {
      ranges.append(set);
      return;
    }
    int first = one(in);
    boolean range = in.peek(0) == '-' && in.peek(1) != ']' && in.peek(1) != 0;
    if (!range) {
      ranges.append(EcmaText.written(first));
      return;
    }
    in.skip(1);
    String after = set(in);
    if (after != null) { // [a-\d]: three things, not a range
      ranges.append(EcmaText.written(first)).append(EcmaText.written('-')).append(after);
      return;
    }
    int last = one(in);
    if (last < first) {
      throw in.refuse("a range is out of order");
    }
    ranges.append(EcmaText.written(first)).append('-').append(EcmaText.written(last));
  }

  /** A set such as {@code \d}, or null if one character stands here. */
  private static @Nullable String set(EcmaText in) throws EcmaText.Refused {
    if (in.peek(0) != '\\') {
      return null;
    }
    String set = shorthand(in.peek(1));
    if (set != null) {
      in.skip(2);
      return set;
    }
    if (in.peek(1) == 'p' || in.peek(1) == 'P') {
      in.skip(1);
      return in.property();
    }
    return null;
  }

  private static int one(EcmaText in) throws EcmaText.Refused {
    if (in.peek(0) == '\\') {
      in.skip(1);
      return in.character(true);
    }
    return in.next();
  }

  private EcmaClass() {}
}
