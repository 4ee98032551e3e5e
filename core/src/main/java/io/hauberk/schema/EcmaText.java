package io.hauberk.schema;

import java.util.Locale;

/** The text of a regular expression of ECMA-262, read from left to right; knows its escapes. */
final class EcmaText {
  private static final int LAST_CODE_POINT = 0x10FFFF;

  /** The text is not such an expression, or none that can be run here. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final int offset;
    private final boolean unsupported;

    Refused(String text, int offset) {
      this(text, offset, false);
    }

    private Refused(String text, int offset, boolean unsupported) {
      super(text, null, false, false);
      this.offset = offset;
      this.unsupported = unsupported;
    }

    /** It is an expression of ECMA-262, and no engine here runs it. */
    static Refused unsupported(String text, int offset) {
      return new Refused(text, offset, true);
    }

    boolean isUnsupported() {
      return unsupported;
    }

    String text() {
      return String.valueOf(getMessage());
    }

    int offset() {
      return offset;
    }
  }

  private final String source;
  private int at;
  private boolean needsJdk;
  private boolean lenient;

  EcmaText(String source) {
    this.source = source;
  }

  /** The next code point, and on. */
  int next() {
    int c = source.codePointAt(at);
    at += Character.charCount(c);
    return c;
  }

  boolean atEnd() {
    return at >= source.length();
  }

  /** The character some way on, or NUL beyond the end. */
  char peek(int ahead) {
    return at + ahead < source.length() ? source.charAt(at + ahead) : 0;
  }

  void skip(int count) {
    at += count;
  }

  int at() {
    return at;
  }

  boolean startsWith(String prefix) {
    return source.startsWith(prefix, at);
  }

  /** Whether a property was met that RE2/J does not know. */
  boolean needsJdk() {
    return needsJdk;
  }

  /** Reads {@code p} or {@code P} with its braces: a class that both engines know. */
  String property() throws Refused {
    char sign = source.charAt(at);
    int close = peek(1) == '{' ? source.indexOf('}', at) : -1;
    String name = close < 0 ? null : UnicodeProperties.find(source.substring(at + 2, close));
    if (name == null) {
      throw refuse("\\p needs the name of a Unicode property in braces");
    }
    needsJdk |= UnicodeProperties.isOnlyInJdk(name);
    at = close + 1;
    return "\\" + sign + "{" + name + "}";
  }

  /** Reads what stands after a backslash and means one character. */
  int character(boolean inClass) throws Refused {
    char c = peek(0);
    at++;
    int value =
        switch (c) {
          case 't' -> '\t';
          case 'n' -> '\n';
          case 'v' -> 0x0B;
          case 'f' -> '\f';
          case 'r' -> '\r';
          case 'b' -> inClass ? '\b' : -1;
          case '0' -> isDigit(peek(0)) ? -1 : 0;
          case 'c' -> control();
          case 'x' -> hex(2);
          case 'u' -> unicode();
          default -> itself(c, inClass);
        };
    if (value < 0) {
      at--;
      throw refuse("the escape is not known to ECMA-262");
    }
    return value;
  }

  /** Punctuation may be escaped; where the {@code u} flag forbids it, that is remembered. */
  private int itself(char c, boolean inClass) {
    if (c <= ' ' || c >= 0x7F || isLetterOrDigit(c)) {
      return -1;
    }
    lenient |= "^$\\.*+?()[]{}|/".indexOf(c) < 0 && !(inClass && c == '-');
    return c;
  }

  /** Whether an escape was met that ECMA-262 knows only without the {@code u} flag. */
  boolean isLenient() {
    return lenient;
  }

  private int control() {
    char letter = peek(0);
    if (!isLetterOrDigit(letter) || isDigit(letter)) {
      return -1;
    }
    at++;
    return letter % 32;
  }

  private int unicode() throws Refused {
    if (peek(0) == '{') {
      int close = source.indexOf('}', at);
      String digits = close < 0 ? "" : source.substring(at + 1, close);
      if (digits.length() > 16 || !digits.matches("0*[0-9A-Fa-f]{1,6}")) {
        throw refuse("\\u{ needs hexadecimal digits and a }");
      }
      long c = Long.parseLong(digits, 16);
      if (c > LAST_CODE_POINT) {
        throw refuse("there is no such code point");
      }
      at = close + 1;
      return (int) c;
    }
    int high = hex(4);
    if (Character.isHighSurrogate((char) high) && source.startsWith("\\u", at)) {
      int back = at;
      at += 2;
      int low = peek(0) == '{' ? -1 : hex(4);
      if (low >= 0 && Character.isLowSurrogate((char) low)) {
        return Character.toCodePoint((char) high, (char) low);
      }
      at = back;
    }
    return high;
  }

  private int hex(int count) throws Refused {
    int value = 0;
    for (int i = 0; i < count; i++) {
      int digit = peek(0) < 0x80 ? Character.digit(peek(0), 16) : -1;
      if (digit < 0) {
        throw refuse("hexadecimal digits are missing");
      }
      value = value * 16 + digit;
      at++;
    }
    return value;
  }

  /** One character in words that both engines read alike, inside and outside of classes. */
  static String written(int c) {
    return c < 0x80 && isLetterOrDigit((char) c)
        ? String.valueOf((char) c)
        : "\\x{" + Integer.toHexString(c).toUpperCase(Locale.ROOT) + "}";
  }

  Refused refuse(String text) {
    return new Refused(text, at);
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
  }
}
