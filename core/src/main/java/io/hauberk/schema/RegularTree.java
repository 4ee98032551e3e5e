package io.hauberk.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A regular expression as a tree over ASCII, read from the plain words that {@link EcmaSyntax}
 * writes.
 */
sealed interface RegularTree {
  /** Characters above ASCII match nothing here: texts with them are left to another engine. */
  int ASCII = 128;

  /** One character of a set: bit {@code c} of the two words. */
  record One(long low, long high) implements RegularTree {}

  /** One after the other. */
  record Sequence(List<RegularTree> parts) implements RegularTree {}

  /** One of these. */
  record Choice(List<RegularTree> parts) implements RegularTree {}

  /**
   * The same again.
   *
   * @param max -1 if there is no upper end
   */
  record Repeat(RegularTree part, int min, int max) implements RegularTree {}

  /** The beginning of the text. */
  record Begin() implements RegularTree {}

  /** The end of the text. */
  record End() implements RegularTree {}

  /** Reads a translated expression that has neither word boundaries nor look-around. */
  static RegularTree read(String expression) {
    return new Reader(expression).choice();
  }

  /** Reads what the translation can contain, and nothing else. */
  final class Reader {
    private final String text;
    private int at;

    private Reader(String text) {
      this.text = text;
    }

    private RegularTree choice() {
      List<RegularTree> choices = new ArrayList<>();
      List<RegularTree> sequence = new ArrayList<>();
      while (at < text.length() && text.charAt(at) != ')') {
        if (text.charAt(at) == '|') {
          at++;
          choices.add(new Sequence(sequence));
          sequence = new ArrayList<>();
        } else {
          sequence.add(repeated(atom()));
        }
      }
      choices.add(new Sequence(sequence));
      return choices.size() == 1 ? choices.get(0) : new Choice(choices);
    }

    private RegularTree atom() {
      char c = text.charAt(at);
      if (c == '(') {
        at += text.startsWith("(?:", at) ? 3 : 1;
        RegularTree inside = choice();
        at++;
        return inside;
      }
      if (c == '^') {
        at++;
        return new Begin();
      }
      if (text.startsWith("\\z", at)) {
        at += 2;
        return new End();
      }
      if (c != '[' && c != '\\') {
        at++;
        return only(c);
      }
      int end =
          text.indexOf(c == '[' ? ']' : '}', at) + 1; // written in digits where they are meant
      String set = text.substring(at, end);
      at = end;
      return set.startsWith("\\x{")
          ? only(Integer.parseInt(set.substring(3, set.length() - 1), 16))
          : set.charAt(0) == '[' ? anyOf(set) : anyOf(Pattern.compile(set));
    }

    private static One only(int c) {
      long low = c < 64 ? 1L << c : 0;
      long high = c >= 64 && c < ASCII ? 1L << (c - 64) : 0;
      return new One(low, high);
    }

    /** A class of plain ranges; what names Unicode properties is left to the engine. */
    private static One anyOf(String set) {
      if (set.contains("\\p") || set.contains("\\P")) {
        return anyOf(Pattern.compile(set));
      }
      boolean negated = set.startsWith("[^");
      long low = 0;
      long high = 0;
      int at = negated ? 2 : 1;
      while (set.charAt(at) != ']') {
        int first = code(set, at);
        at = after(set, at);
        int last = first;
        if (set.charAt(at) == '-') {
          last = code(set, at + 1);
          at = after(set, at + 1);
        }
        for (int c = first; c <= Math.min(last, ASCII - 1); c++) {
          low |= c < 64 ? 1L << c : 0;
          high |= c < 64 ? 0 : 1L << (c - 64);
        }
      }
      return negated ? new One(~low, ~high) : new One(low, high);
    }

    private static int code(String set, int at) {
      return set.charAt(at) == '\\'
          ? Integer.parseInt(set.substring(at + 3, set.indexOf('}', at)), 16)
          : set.charAt(at);
    }

    private static int after(String set, int at) {
      return set.charAt(at) == '\\' ? set.indexOf('}', at) + 1 : at + 1;
    }

    private static One anyOf(Pattern one) {
      long low = 0;
      long high = 0;
      for (int i = 0; i < ASCII; i++) {
        if (one.matcher(String.valueOf((char) i)).matches()) {
          low |= i < 64 ? 1L << i : 0;
          high |= i < 64 ? 0 : 1L << (i - 64);
        }
      }
      return new One(low, high);
    }

    private RegularTree repeated(RegularTree part) {
      if (at == text.length()) {
        return part;
      }
      char c = text.charAt(at);
      switch (c) {
        case '*', '+' -> {
          at++;
          return new Repeat(part, c == '*' ? 0 : 1, -1);
        }
        case '?' -> {
          at++;
          return new Repeat(part, 0, 1);
        }
        case '{' -> {
          int comma = text.indexOf(',', at);
          int close = text.indexOf('}', at);
          String max = text.substring(comma + 1, close);
          int min = Integer.parseInt(text.substring(at + 1, comma));
          at = close + 1;
          return new Repeat(part, min, max.isEmpty() ? -1 : Integer.parseInt(max));
        }
        default -> {
          return part;
        }
      }
    }
  }
}
