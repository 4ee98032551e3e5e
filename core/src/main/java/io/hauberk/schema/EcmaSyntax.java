package io.hauberk.schema;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a regular expression of ECMA-262 and writes it in the words that RE2/J and the JDK share.
 *
 * <p>The dialect is that of the {@code u} flag, and more lenient in two points that contracts in
 * the wild need: punctuation may be escaped although it need not be, and {@code ]}, <code>{</code>
 * and <code>}</code> may stand for themselves.
 */
final class EcmaSyntax {
  /*
   * Everything that is not an ASCII letter or digit is written \x{hex}, and every class as plain
   * ranges: so nothing that the two engines read differently is left, but for three things. Script
   * names (RE2/J: Greek, JDK: IsGreek), and \b and \B, which the JDK takes by Unicode: those are
   * exchanged in the finished text, where they cannot be mistaken for anything else.
   */
  private static final int MAX_NESTING = 200;
  private static final int MAX_REPEAT = 1_000; // RE2/J takes no more
  private static final long MAX_EXPANSION = 20_000;
  private static final int LAST_CODE_POINT = 0x10FFFF;
  private static final String WORD = "[0-9A-Z_a-z]";
  private static final String JDK_BOUNDARY =
      "(?:(?<=%1$s)(?!%1$s)|(?<!%1$s)(?=%1$s))".formatted(WORD);
  private static final String JDK_NO_BOUNDARY =
      "(?:(?<=%1$s)(?=%1$s)|(?<!%1$s)(?!%1$s))".formatted(WORD);

  /** The text is not such an expression. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final int offset;

    Refused(String text, int offset) {
      super(text, null, false, false);
      this.offset = offset;
    }

    String text() {
      return String.valueOf(getMessage());
    }

    int offset() {
      return offset;
    }
  }

  /**
   * The expression in the engines' words.
   *
   * @param regular whether it needs neither look-around nor back-references nor huge repetitions
   */
  record Translation(String forRe2, String forJdk, boolean regular) {}

  private final String source;
  private final StringBuilder out = new StringBuilder();
  private final Map<String, Integer> groupNumbers = new HashMap<>();
  private int groups;
  private int highestReference;
  private int at;
  private int nesting;
  private boolean regular = true;

  static Translation translate(String source) throws Refused {
    EcmaSyntax syntax = new EcmaSyntax(source);
    syntax.scanGroups();
    long size = syntax.disjunction();
    if (syntax.at < source.length()) {
      throw syntax.refuse("a ) closes nothing");
    }
    if (syntax.highestReference > syntax.groups) {
      throw syntax.refuse("a back-reference names no group");
    }
    String shared = syntax.out.toString();
    String forJdk =
        shared
            .replace("SCRIPT:", "Is")
            .replace("\\b", JDK_BOUNDARY)
            .replace("\\B", JDK_NO_BOUNDARY);
    boolean regular = syntax.regular && size <= MAX_EXPANSION;
    return new Translation(shared.replace("SCRIPT:", ""), forJdk, regular);
  }

  private EcmaSyntax(String source) {
    this.source = source;
  }

  /** Numbers the groups, because a reference may stand before its group. */
  private void scanGroups() throws Refused {
    boolean inClass = false;
    for (int i = 0; i < source.length(); i++) {
      switch (source.charAt(i)) {
        case '\\' -> i++;
        case '[' -> inClass = true;
        case ']' -> inClass = false;
        case '(' -> {
          if (!inClass) {
            scanGroup(i);
          }
        }
        default -> {
          // no group
        }
      }
    }
  }

  private void scanGroup(int open) throws Refused {
    if (!source.startsWith("(?", open)) {
      groups++;
    } else if (source.startsWith("(?<", open)
        && !source.startsWith("(?<=", open)
        && !source.startsWith("(?<!", open)) {
      int close = source.indexOf('>', open);
      String name = close < 0 ? "" : source.substring(open + 3, close);
      if (!name.matches("[A-Za-z_$][A-Za-z0-9_$]*") || groupNumbers.containsKey(name)) {
        throw new Refused("a group needs a name of its own", open);
      }
      groupNumbers.put(name, ++groups);
    }
  }

  /** Reads alternatives up to a closing parenthesis or the end; returns how large they unfold. */
  private long disjunction() throws Refused {
    if (++nesting > MAX_NESTING) {
      throw refuse("groups are nested too deep");
    }
    long size = 1;
    while (at < source.length() && source.charAt(at) != ')') {
      if (source.charAt(at) == '|') {
        at++;
        out.append('|');
      } else {
        size = Math.min(size + term(), Integer.MAX_VALUE);
      }
    }
    nesting--;
    return size;
  }

  private long term() throws Refused {
    char c = source.charAt(at);
    switch (c) {
      case '^' -> {
        at++;
        out.append('^');
        return 1;
      }
      case '$' -> {
        at++;
        out.append("\\z");
        return 1;
      }
      case '*', '+', '?' -> throw refuse("there is nothing to repeat");
      case '{' -> {
        if (Repeat.read(source, at) != null) {
          throw refuse("there is nothing to repeat");
        }
        literal(next());
        return quantified(1);
      }
      case '(' -> {
        boolean assertion = isLookAround();
        long size = group();
        return assertion ? size : quantified(size);
      }
      case '[' -> {
        at++;
        EcmaClass.read(this, out);
        return quantified(1);
      }
      case '.' -> {
        at++;
        out.append("[^\\x{A}\\x{D}\\x{2028}\\x{2029}]");
        return quantified(1);
      }
      case '\\' -> {
        return escape();
      }
      default -> {
        literal(next());
        return quantified(1);
      }
    }
  }

  private boolean isLookAround() {
    return source.startsWith("(?=", at)
        || source.startsWith("(?!", at)
        || source.startsWith("(?<=", at)
        || source.startsWith("(?<!", at);
  }

  private long group() throws Refused {
    int open = at;
    if (isLookAround()) {
      regular = false;
      int length = source.charAt(at + 2) == '<' ? 4 : 3;
      out.append(source, at, at + length);
      at += length;
    } else if (source.startsWith("(?:", at)) {
      out.append("(?:");
      at += 3;
    } else if (source.startsWith("(?<", at)) {
      out.append('(');
      at = source.indexOf('>', at) + 1;
    } else if (source.startsWith("(?", at)) {
      throw refuse("flags inside a pattern are not ECMA-262");
    } else {
      out.append('(');
      at++;
    }
    long size = disjunction();
    if (at >= source.length()) {
      throw new Refused("a ( is not closed", open);
    }
    at++;
    out.append(')');
    return size;
  }

  private long escape() throws Refused {
    char c = peek(1);
    if (c == 'b' || c == 'B') {
      at += 2;
      out.append('\\').append(c);
      return 1;
    }
    if (c >= '1' && c <= '9') {
      at++;
      int digits = at;
      while (at < source.length() && at < digits + 4 && isDigit(source.charAt(at))) {
        at++;
      }
      reference(Integer.parseInt(source.substring(digits, at)));
      return quantified(1);
    }
    if (c == 'k') {
      int close = source.startsWith("<", at + 2) ? source.indexOf('>', at) : -1;
      Integer number = close < 0 ? null : groupNumbers.get(source.substring(at + 3, close));
      if (number == null) {
        throw refuse("\\k needs the name of a group");
      }
      at = close + 1;
      reference(number);
      return quantified(1);
    }
    at++;
    String set = EcmaClass.shorthand(c);
    if (set != null) {
      at++;
      out.append('[').append(set).append(']');
    } else if (c == 'p' || c == 'P') {
      out.append(property());
    } else {
      literal(character(false));
    }
    return quantified(1);
  }

  private void reference(int group) {
    regular = false;
    highestReference = Math.max(highestReference, group);
    out.append("(?:\\").append(group).append(')'); // no digit may follow the number
  }

  /** Reads {@code p} or {@code P} with its braces: a class that both engines know. */
  String property() throws Refused {
    char sign = source.charAt(at);
    int close = peek(1) == '{' ? source.indexOf('}', at) : -1;
    String name = close < 0 ? null : UnicodeProperties.find(source.substring(at + 2, close));
    if (name == null) {
      throw refuse("\\p needs the name of a Unicode property in braces");
    }
    if (UnicodeProperties.isOnlyInJdk(name)) {
      regular = false;
    }
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
          default -> c > ' ' && c < 0x7F && !isLetterOrDigit(c) ? c : -1;
        };
    if (value < 0) {
      at--;
      throw refuse("the escape is not known to ECMA-262");
    }
    return value;
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
      if (!digits.matches("0*[0-9A-Fa-f]{1,6}") || digits.length() > 16) {
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

  /** Reads the quantifier after an atom, if there is one; returns how large the atom unfolds. */
  private long quantified(long size) throws Refused {
    if (at >= source.length()) {
      return size;
    }
    char c = source.charAt(at);
    if (c == '*' || c == '+' || c == '?') {
      at++;
      out.append(c);
      lazy();
      return size + 1;
    }
    Repeat repeat = c == '{' ? Repeat.read(source, at) : null;
    if (repeat == null) {
      return size;
    }
    if (repeat.max() >= 0 && repeat.min() > repeat.max()) {
      throw refuse("the numbers of a repetition are out of order");
    }
    at = repeat.end();
    if (repeat.min() > MAX_REPEAT || repeat.max() > MAX_REPEAT) {
      regular = false;
    }
    out.append(repeat);
    lazy();
    return Math.min(size * Math.max(1, Math.max(repeat.min(), repeat.max())), Integer.MAX_VALUE);
  }

  private void lazy() {
    if (at < source.length() && source.charAt(at) == '?') {
      at++; // greedy or not, the text is found or it is not
    }
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

  void skip() {
    at++;
  }

  private void literal(int c) {
    out.append(written(c));
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

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
  }

  /**
   * A repetition in braces.
   *
   * @param max -1 if there is no upper end
   */
  private record Repeat(int min, int max, int end) {
    private static final int MAX_DIGITS = 7;

    /** Null if the brace stands for itself. */
    static @Nullable Repeat read(String source, int open) {
      int close = source.indexOf('}', open);
      String inside = close < 0 ? "" : source.substring(open + 1, close);
      if (!inside.matches("[0-9]{1," + MAX_DIGITS + "}(,[0-9]{0," + MAX_DIGITS + "})?")) {
        return null;
      }
      int comma = inside.indexOf(',');
      if (comma < 0) {
        int count = Integer.parseInt(inside);
        return new Repeat(count, count, close + 1);
      }
      int min = Integer.parseInt(inside.substring(0, comma));
      String last = inside.substring(comma + 1);
      return new Repeat(min, last.isEmpty() ? -1 : Integer.parseInt(last), close + 1);
    }

    @Override
    public String toString() {
      return max < 0 ? "{" + min + ",}" : "{" + min + "," + max + "}";
    }
  }
}
