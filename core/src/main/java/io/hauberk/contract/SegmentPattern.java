package io.hauberk.contract;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One segment of a path template: literal text, one variable, or a mix such as {@code {name}.json}
 * or {@code {a}-{b}}.
 *
 * @param literals the decoded texts around the variables: one more than there are variables
 * @param variables the names of the variables, in order
 */
record SegmentPattern(List<String> literals, List<String> variables) {

  SegmentPattern {
    literals = List.copyOf(literals);
    variables = List.copyOf(variables);
  }

  /**
   * Reads one segment of a template.
   *
   * @throws IllegalArgumentException with what is wrong, if it is not well-formed
   */
  static SegmentPattern parse(String segment) {
    List<String> literals = new ArrayList<>();
    List<String> variables = new ArrayList<>();
    int from = 0;
    while (true) {
      int open = segment.indexOf('{', from);
      String literal = open < 0 ? segment.substring(from) : segment.substring(from, open);
      if (literal.indexOf('}') >= 0) {
        throw new IllegalArgumentException("a '}' has no '{' before it");
      }
      String decoded = Percent.decode(literal, false);
      literals.add(decoded == null ? literal : decoded);
      if (open < 0) {
        return new SegmentPattern(literals, variables);
      }
      int close = segment.indexOf('}', open);
      String name = close < 0 ? "" : segment.substring(open + 1, close);
      if (name.isEmpty() || name.indexOf('{') >= 0) {
        throw new IllegalArgumentException("a '{' needs a name and a '}' in the same segment");
      }
      if (!variables.isEmpty() && literal.isEmpty()) {
        throw new IllegalArgumentException(
            "two variables stand side by side; nothing tells where the one ends");
      }
      variables.add(name);
      from = close + 1;
    }
  }

  boolean isLiteral() {
    return variables.isEmpty();
  }

  boolean isVariable() {
    return variables.size() == 1 && literals.get(0).isEmpty() && literals.get(1).isEmpty();
  }

  /** How much literal text there is: the more, the more specific the pattern. */
  int literalLength() {
    return literals.stream().mapToInt(String::length).sum();
  }

  /**
   * The texts of the variables, or null if the text does not match. Each variable takes at least
   * one character and as few as it can; the last one takes what is left.
   */
  @Nullable List<String> match(String text) {
    String last = literals.get(literals.size() - 1);
    int end = text.length() - last.length();
    if (!text.startsWith(literals.get(0)) || !text.endsWith(last)) {
      return null;
    }
    List<String> texts = new ArrayList<>(variables.size());
    int from = literals.get(0).length();
    for (int i = 1; i < literals.size() - 1; i++) {
      int at = text.indexOf(literals.get(i), from + 1);
      if (at < 0 || at + literals.get(i).length() > end) {
        return null;
      }
      texts.add(text.substring(from, at));
      from = at + literals.get(i).length();
    }
    if (from >= end) {
      return null;
    }
    texts.add(text.substring(from, end));
    return texts;
  }
}
