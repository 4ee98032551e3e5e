package io.hauberk.schema;

import java.util.HashMap;
import java.util.Map;

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
  private static final String WORD = "[0-9A-Z_a-z]";
  private static final String JDK_BOUNDARY =
      "(?:(?<=%1$s)(?!%1$s)|(?<!%1$s)(?=%1$s))".formatted(WORD);
  private static final String JDK_NO_BOUNDARY =
      "(?:(?<=%1$s)(?=%1$s)|(?<!%1$s)(?!%1$s))".formatted(WORD);

  /**
   * The expression in the engines' words.
   *
   * @param regular whether it needs neither look-around nor back-references nor huge repetitions
   * @param lenient whether it has escapes that the {@code u} flag forbids
   * @param endlessBehind where a look-behind begins that takes texts of any length; -1 if none does
   */
  record Translation(
      String forRe2, String forJdk, boolean regular, boolean lenient, int endlessBehind) {}

  private final EcmaText in;
  private final String source;
  private final StringBuilder out = new StringBuilder();
  private final Map<String, Integer> groupNumbers = new HashMap<>();
  private int groups;
  private int highestReference;
  private int nesting;
  private boolean regular = true;
  private int behind = -1; // where the outermost look-behind begins that is being read
  private int endlessBehind = -1;

  static Translation translate(String source) throws EcmaText.Refused {
    EcmaSyntax syntax = new EcmaSyntax(source);
    syntax.scanGroups();
    long size = syntax.disjunction();
    if (!syntax.in.atEnd()) {
      throw syntax.in.refuse("a ) closes nothing");
    }
    if (syntax.highestReference > syntax.groups) {
      throw syntax.in.refuse("a back-reference names no group");
    }
    String shared = syntax.out.toString();
    String forJdk =
        shared
            .replace("SCRIPT:", "Is")
            .replace("\\b", JDK_BOUNDARY)
            .replace("\\B", JDK_NO_BOUNDARY);
    boolean regular = syntax.regular && !syntax.in.needsJdk() && size <= MAX_EXPANSION;
    return new Translation(
        shared.replace("SCRIPT:", ""),
        forJdk,
        regular,
        syntax.in.isLenient(),
        syntax.endlessBehind);
  }

  private EcmaSyntax(String source) {
    this.in = new EcmaText(source);
    this.source = source;
  }

  /** Numbers the groups, because a reference may stand before its group. */
  private void scanGroups() throws EcmaText.Refused {
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

  private void scanGroup(int open) throws EcmaText.Refused {
    if (!source.startsWith("(?", open)) {
      groups++;
    } else if (source.startsWith("(?<", open)
        && !source.startsWith("(?<=", open)
        && !source.startsWith("(?<!", open)) {
      int close = source.indexOf('>', open);
      String name = close < 0 ? "" : source.substring(open + 3, close);
      if (!name.matches("[A-Za-z_$][A-Za-z0-9_$]*") || groupNumbers.containsKey(name)) {
        throw new EcmaText.Refused("a group needs a name of its own", open);
      }
      groupNumbers.put(name, ++groups);
    }
  }

  /** Reads alternatives up to a closing parenthesis or the end; returns how large they unfold. */
  private long disjunction() throws EcmaText.Refused {
    if (++nesting > MAX_NESTING) {
      throw in.refuse("groups are nested too deep");
    }
    long size = 1;
    while (!in.atEnd() && in.peek(0) != ')') {
      if (in.peek(0) == '|') {
        in.skip(1);
        out.append('|');
      } else {
        size = Math.min(size + term(), Integer.MAX_VALUE);
      }
    }
    nesting--;
    return size;
  }

  private long term() throws EcmaText.Refused {
    char c = in.peek(0);
    switch (c) {
      case '^' -> {
        in.skip(1);
        out.append('^');
        return 1;
      }
      case '$' -> {
        in.skip(1);
        out.append("\\z");
        return 1;
      }
      case '*', '+', '?' -> throw in.refuse("there is nothing to repeat");
      case '{' -> {
        if (EcmaRepeat.read(source, in.at()) != null) {
          throw in.refuse("there is nothing to repeat");
        }
        literal(in.next());
        return quantified(1);
      }
      case '(' -> {
        boolean assertion = isLookAround();
        long size = group();
        return assertion ? size : quantified(size);
      }
      case '[' -> {
        in.skip(1);
        EcmaClass.read(in, out);
        return quantified(1);
      }
      case '.' -> {
        in.skip(1);
        out.append("[^\\x{A}\\x{D}\\x{2028}\\x{2029}]");
        return quantified(1);
      }
      case '\\' -> {
        return escape();
      }
      default -> {
        literal(in.next());
        return quantified(1);
      }
    }
  }

  private boolean isLookAround() {
    return in.startsWith("(?=")
        || in.startsWith("(?!")
        || in.startsWith("(?<=")
        || in.startsWith("(?<!");
  }

  private long group() throws EcmaText.Refused {
    int open = in.at();
    int around = behind;
    if (isLookAround()) {
      regular = false;
      behind = behind < 0 && in.peek(2) == '<' ? open : behind;
      int length = in.peek(2) == '<' ? 4 : 3;
      out.append(source, open, open + length);
      in.skip(length);
    } else if (in.startsWith("(?:")) {
      out.append("(?:");
      in.skip(3);
    } else if (in.startsWith("(?<")) {
      out.append('(');
      in.skip(source.indexOf('>', open) + 1 - open);
    } else if (in.startsWith("(?")) {
      throw in.refuse("flags inside a pattern are not ECMA-262");
    } else {
      out.append('(');
      in.skip(1);
    }
    long size = disjunction();
    behind = around;
    if (in.atEnd()) {
      throw new EcmaText.Refused("a ( is not closed", open);
    }
    in.skip(1);
    out.append(')');
    return size;
  }

  private long escape() throws EcmaText.Refused {
    char c = in.peek(1);
    if (c == 'b' || c == 'B') {
      in.skip(2);
      out.append('\\').append(c);
      return 1;
    }
    if (c >= '1' && c <= '9') {
      in.skip(1);
      reference(number());
    } else if (c == 'k') {
      reference(named());
    } else {
      in.skip(1);
      String set = EcmaClass.shorthand(c);
      if (set != null) {
        in.skip(1);
        out.append('[').append(set).append(']');
      } else if (c == 'p' || c == 'P') {
        out.append(in.property());
      } else {
        literal(in.character(false));
      }
    }
    return quantified(1);
  }

  /** Reads the number of a group; no pattern has more than four digits of them. */
  private int number() {
    int number = 0;
    for (int digits = 0; digits < 4 && EcmaText.isDigit(in.peek(0)); digits++) {
      number = number * 10 + in.peek(0) - '0';
      in.skip(1);
    }
    return number;
  }

  private int named() throws EcmaText.Refused {
    int open = in.at();
    int close = source.startsWith("<", open + 2) ? source.indexOf('>', open) : -1;
    Integer number = close < 0 ? null : groupNumbers.get(source.substring(open + 3, close));
    if (number == null) {
      throw in.refuse("\\k needs the name of a group");
    }
    in.skip(close + 1 - open);
    return number;
  }

  private void reference(int group) {
    regular = false;
    endless();
    highestReference = Math.max(highestReference, group);
    out.append("(?:\\").append(group).append(')'); // no digit may follow the number
  }

  /** Reads the quantifier after an atom, if there is one; returns how large the atom unfolds. */
  private long quantified(long size) throws EcmaText.Refused {
    char c = in.peek(0);
    if (c == '*' || c == '+' || c == '?') {
      if (c != '?') {
        endless();
      }
      in.skip(1);
      out.append(c);
      lazy();
      return size + 1;
    }
    EcmaRepeat repeat = c == '{' ? EcmaRepeat.read(source, in.at()) : null;
    if (repeat == null) {
      return size;
    }
    if (repeat.max() >= 0 && repeat.min() > repeat.max()) {
      throw in.refuse("the numbers of a repetition are out of order");
    }
    if (repeat.max() < 0) {
      endless();
    }
    in.skip(repeat.length());
    if (repeat.min() > MAX_REPEAT || repeat.max() > MAX_REPEAT) {
      regular = false;
    }
    out.append(repeat);
    lazy();
    return Math.min(size * Math.max(1, Math.max(repeat.min(), repeat.max())), Integer.MAX_VALUE);
  }

  /** Notes that what is being read takes texts of any length. */
  private void endless() {
    endlessBehind = endlessBehind < 0 ? behind : endlessBehind;
  }

  private void lazy() {
    if (in.peek(0) == '?') {
      in.skip(1); // greedy or not, the text is found or it is not
    }
  }

  private void literal(int c) {
    out.append(EcmaText.written(c));
  }
}
