package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Tag;

/**
 * Patterns and texts of any kind: a pattern is refused or searched for within its steps, and the
 * engines that share the work agree. The pattern is the first line, the text is the rest.
 */
@Tag("fuzz")
class EcmaPatternJazzerTest {
  private static final int MAX_STEPS = 1_000_000;

  @FuzzTest(maxExecutions = 30_000)
  void search(byte[] data) {
    String all = new String(data, StandardCharsets.UTF_8);
    int lineEnd = Math.max(all.indexOf('\n'), 0);
    String source = all.substring(0, lineEnd);
    String text = all.substring(Math.min(lineEnd + 1, all.length()));
    EcmaPattern pattern;
    EcmaSyntax.Translation translation;
    try {
      translation = EcmaSyntax.translate(source);
      pattern = EcmaPattern.of(source);
    } catch (EcmaText.Refused e) {
      return;
    }
    EcmaPattern.Match match = pattern.find(text);
    if (match == EcmaPattern.Match.EXHAUSTED) {
      return;
    }
    boolean found = match == EcmaPattern.Match.FOUND;
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    Automaton table = pattern.table();
    if (table != null && octets.length == text.length()) {
      assertEquals(found, table.find(octets, 0, octets.length), "the table disagrees");
    }
    if (pattern.isLinear()) {
      compareWithJdk(translation.forJdk(), text, found);
    }
  }

  private static void compareWithJdk(String expression, String text, boolean found) {
    try {
      CountedText counted = new CountedText(text, MAX_STEPS);
      boolean theirs = java.util.regex.Pattern.compile(expression).matcher(counted).find();
      assertEquals(theirs, found, "the JDK disagrees");
    } catch (PatternSyntaxException | CountedText.Exhausted | StackOverflowError e) {
      // it has no opinion
    }
  }
}
