package io.hauberk.schema;

import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression of ECMA-262, as {@code pattern} has them: found anywhere in a text, in time
 * that is linear in the text or bounded by a step budget.
 */
final class EcmaPattern {
  /*
   * What is truly regular runs on RE2/J, which never backtracks; and, for ASCII texts, on a table
   * (Automaton), which is many times quicker, if the table stays small.
   *
   * Look-around, back-references and huge repetitions run on the JDK's engine over a text that
   * counts how often it is asked for a character: a search that asks too often, or nests too deep
   * for the stack, is given up, and the value is refused. So no contract's pattern can be turned
   * against the service.
   */
  private static final int BASE_STEPS = 200_000;
  private static final int STEPS_PER_CHARACTER = 64;

  /** The outcome of a search. */
  enum Match {
    FOUND,
    ABSENT,
    /** Given up: nobody knows. */
    EXHAUSTED
  }

  private final String source;
  private final com.google.re2j.@Nullable Pattern linear;
  private final java.util.regex.@Nullable Pattern backtracking;
  private final @Nullable Automaton table;
  private final boolean repeatsNested;
  private final boolean lenient;

  /** Compiles a pattern of a schema, or complains about it. */
  static EcmaPattern require(SchemaSite site, String keyword, String source) {
    try {
      EcmaPattern pattern = site.linker().pattern(source);
      if (!pattern.isLinear()) {
        site.note(
            Oddity.REDOS_PRONE,
            keyword,
            "a pattern needs an engine that backtracks (look-around, back-references, or large"
                + " repetitions); here a step budget ends it, and the value is refused then");
      } else if (pattern.repeatsNested) {
        site.note(
            Oddity.REDOS_PRONE,
            keyword,
            "a pattern repeats what repeats itself; here it takes linear time, elsewhere it may"
                + " take exponential time");
      }
      if (pattern.lenient) {
        site.note(
            Oddity.LENIENT_PATTERN,
            keyword,
            "a pattern escapes what needs no escape; ECMA-262 forbids that in Unicode mode, and"
                + " other tools may refuse it");
      }
      return pattern;
    } catch (EcmaText.Refused e) {
      String text = e.text() + ", near character " + e.offset();
      throw e.isUnsupported()
          ? site.unsupported(keyword, text)
          : site.malformed(keyword, "a regular expression of ECMA-262; " + text);
    }
  }

  /** Whether a text is a regular expression of ECMA-262. Costs time linear in its length. */
  static boolean isPattern(CharSequence text) {
    try {
      EcmaSyntax.translate(text.toString());
      return true;
    } catch (EcmaText.Refused e) {
      return false;
    }
  }

  static EcmaPattern of(String source) throws EcmaText.Refused {
    EcmaSyntax.Translation translation = EcmaSyntax.translate(source);
    if (translation.endlessBehind() >= 0) {
      throw EcmaText.Refused.unsupported(
          "a look-behind that takes texts of any length cannot be run here; bound what repeats in"
              + " it, as in {0,99} for *, and leave back-references out of it",
          translation.endlessBehind());
    }
    com.google.re2j.Pattern linear = null;
    if (translation.regular()) {
      try {
        linear = com.google.re2j.Pattern.compile(translation.forRe2());
      } catch (com.google.re2j.PatternSyntaxException e) {
        linear = null; // something that RE2/J has not got; the JDK may
      }
    }
    if (linear != null) {
      RegularTree tree = tree(translation);
      return new EcmaPattern(
          source,
          linear,
          null,
          tree == null ? null : Automaton.of(tree),
          tree != null && NestedRepeats.in(tree),
          translation.lenient());
    }
    try {
      return new EcmaPattern(
          source,
          null,
          java.util.regex.Pattern.compile(translation.forJdk()),
          null,
          false,
          translation.lenient());
    } catch (PatternSyntaxException | StackOverflowError e) {
      throw new EcmaText.Refused("it is too large or asks for an unknown Unicode property", 0);
    }
  }

  private EcmaPattern(
      String source,
      com.google.re2j.@Nullable Pattern linear,
      java.util.regex.@Nullable Pattern backtracking,
      @Nullable Automaton table,
      boolean repeatsNested,
      boolean lenient) {
    this.source = source;
    this.linear = linear;
    this.backtracking = backtracking;
    this.table = table;
    this.repeatsNested = repeatsNested;
    this.lenient = lenient;
  }

  private static @Nullable RegularTree tree(EcmaSyntax.Translation translation) {
    boolean boundaries =
        translation.forRe2().contains("\\b") || translation.forRe2().contains("\\B");
    return boundaries ? null : RegularTree.read(translation.forJdk());
  }

  /** The table for ASCII texts, if the pattern has one. */
  @Nullable Automaton table() {
    return table;
  }

  /** Looks for the pattern anywhere in a text. */
  Match find(CharSequence text) {
    if (linear != null) {
      return linear.matcher(text).find() ? Match.FOUND : Match.ABSENT;
    }
    if (backtracking == null) {
      throw new IllegalStateException("a pattern has one engine");
    }
    try {
      long steps = BASE_STEPS + (long) STEPS_PER_CHARACTER * text.length();
      boolean found = backtracking.matcher(new CountedText(text, steps)).find();
      return found ? Match.FOUND : Match.ABSENT;
    } catch (CountedText.Exhausted | StackOverflowError e) {
      return Match.EXHAUSTED;
    }
  }

  /** Whether the pattern runs in linear time. */
  boolean isLinear() {
    return linear != null;
  }

  /** The pattern as the schema has it. */
  @Override
  public String toString() {
    return source;
  }
}
