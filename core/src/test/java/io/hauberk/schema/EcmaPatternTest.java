package io.hauberk.schema;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.schema.EcmaPattern.Match;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EcmaPatternTest {

  /** Runs the pattern; where it has a table and the text is ASCII, both must agree. */
  private static Match find(String pattern, String text) {
    try {
      EcmaPattern compiled = EcmaPattern.of(pattern);
      Match match = compiled.find(text);
      byte[] octets = text.getBytes(StandardCharsets.UTF_8);
      if (compiled.table() != null && octets.length == text.length()) {
        assertEquals(match == Match.FOUND, compiled.table().find(octets, 0, octets.length));
      }
      return match;
    } catch (EcmaText.Refused e) {
      throw new AssertionError(e.text() + " at " + e.offset(), e);
    }
  }

  @Nested
  class Finds {

    @ParameterizedTest
    @CsvSource(
        delimiter = ' ',
        quoteCharacter = '`',
        value = {
          "b abc",
          "^abc$ abc",
          "^a|c$ xc",
          "^[A-Z]{3}-[0-9]{4,8}$ ABC-12345",
          "^\\d+\\/\\d+$ 1/2",
          "^[\\w\\-.]+$ a-b.c_d",
          "^\\u{1F432}+$ \uD83D\uDC32",
          "^\\ud83d\\udc32*$ \uD83D\uDC32\uD83D\uDC32",
          "^\\u0041\\x42\\cI?$ AB",
          "^\\p{Lu}\\p{Letter}+$ Étude",
          "^\\p{Script=Greek}+$ αβγ",
          "^[\\p{L}\\p{Nd}]+$ é١",
          "^(?<year>\\d{4})-\\k<year>$ 2025-2025",
          "^(a)(b)\\2\\1$ abba",
          "^(?=.*\\d)(?!.*x).{3,}$ ab1",
          "(?<=a)b ab",
          "(?<!c)b ab",
          "^[^]$ a",
          "^[a\\]]+$ a]",
          "^a{2,}$ aaa",
          "^{x}$ {x}",
          "^a]$ a]",
          "\\bfoo\\b foo",
          "\\bé xé",
          "^\\&\\-\\_$ &-_",
          "^(?:a|b)*?c$ ababc",
          "^.$ \uD83D\uDC32",
          "^[\\b]?$ ``",
          "^a{1001}?b a",
          "^$ ``"
        })
    void what_ecma_262_finds(String pattern, String text) {
      if (pattern.contains("{1001}")) {
        assertEquals(Match.FOUND, find(pattern, "a".repeat(1001) + "b"));
      } else {
        assertEquals(Match.FOUND, find(pattern, text));
      }
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = ' ',
        quoteCharacter = '`',
        value = {
          "^abc$ xabc",
          "^\\d$ ١",
          "^\\w$ é",
          "^\\W$ _",
          "\\Bé xé",
          "[] a",
          "^(a)\\1$ ab",
          "^a(?!b) ab",
          "^\\p{Lu}$ a",
          "^[^\\D]$ a"
        })
    void and_nothing_else(String pattern, String text) {
      assertEquals(Match.ABSENT, find(pattern, text));
    }

    @Test
    void the_end_only_at_the_very_end() {
      assertEquals(Match.ABSENT, find("^abc$", "abc\n"));
      assertEquals(Match.ABSENT, find("^(?=a)abc$", "abc\n"));
    }

    @Test
    void white_space_as_ecma_262_has_it() {
      for (char c : "\t\n\u000B\f\r \u00A0\u2028\u2029\uFEFF\u3000".toCharArray()) {
        assertEquals(Match.FOUND, find("^\\s$", String.valueOf(c)));
        assertEquals(Match.ABSENT, find("^\\S$", String.valueOf(c)));
      }
      assertEquals(Match.ABSENT, find("^\\s$", "\u200B"));
    }

    @Test
    void no_line_end_with_a_dot() {
      for (char c : "\n\r\u2028\u2029".toCharArray()) {
        assertEquals(Match.ABSENT, find("^.$", String.valueOf(c)));
      }
      assertEquals(Match.FOUND, find("^.$", "\u0085"));
    }
  }

  @Nested
  class The_table {

    @Test
    void finds_what_the_other_engine_finds() throws EcmaText.Refused {
      String[] atoms = {
        "a", "b", "[ab]", "[^a]", ".", "(?:a|b)", "(a|bc)", "(?:)", "^", "$", "\\d", "[0-9a]", "|"
      };
      String[] quantifiers = {"", "", "", "*", "+", "?", "{2}", "{0,2}", "{1,}", "*?"};
      Random random = new Random(20_12);
      int tables = 0;
      for (int i = 0; i < 3_000; i++) {
        StringBuilder source = new StringBuilder();
        for (int n = 1 + random.nextInt(5); n > 0; n--) {
          String atom = atoms[random.nextInt(atoms.length)];
          boolean repeatable = !"^$|".contains(atom);
          source.append(atom);
          source.append(repeatable ? quantifiers[random.nextInt(quantifiers.length)] : "");
        }
        EcmaPattern pattern = EcmaPattern.of(source.toString());
        tables += pattern.table() == null ? 0 : 1;
        for (int n = 0; n < 10; n++) {
          StringBuilder text = new StringBuilder();
          for (int m = random.nextInt(6); m > 0; m--) {
            text.append("ab0\n".charAt(random.nextInt(4)));
          }
          find(source.toString(), text.toString());
        }
      }
      assertEquals(3_000, tables);
    }

    @Test
    void is_not_made_where_it_would_be_huge() throws EcmaText.Refused {
      EcmaPattern pattern = EcmaPattern.of("a.{20}b");
      assertNull(pattern.table());
      assertEquals(Match.FOUND, pattern.find("a" + "x".repeat(20) + "b"));
      assertNull(EcmaPattern.of("^[a-z]{900}[0-9]{900}[a-z]{900}$").table());
    }

    @Test
    void and_the_other_engine_serve_one_schema() {
      Judge judge = Judge.of("{\"pattern\": \"^[^x]b$\"}");
      assertTrue(judge.admits("\"ab\""));
      assertTrue(judge.admits("\"\\u0061b\""));
      assertTrue(judge.admits("\"éb\""));
      assertFalse(judge.admits("\"xb\""));
      assertFalse(judge.admits("\"\\u0078b\""));
      assertFalse(judge.admits("\"éx\""));
    }
  }

  @Nested
  class Refuses {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "(",
          ")",
          "a(b",
          "[",
          "[a",
          "[b-a]",
          "*",
          "+a",
          "a**",
          "(?i)a",
          "(?P<n>a)",
          "\\",
          "\\Z",
          "\\a",
          "\\p{Nope}",
          "\\p",
          "\\u12",
          "\\u{110000}",
          "\\x1",
          "\\1",
          "(a)\\2",
          "\\k<n>",
          "(?<n>a)(?<n>b)",
          "(?<1>a)",
          "a{2,1}",
          "\\c1",
          "\\01",
          "(?>a)",
          "a{3}{2}"
        })
    void what_is_not_ecma_262(String pattern) {
      assertThrows(EcmaText.Refused.class, () -> EcmaPattern.of(pattern));
      assertFalse(EcmaPattern.isPattern(pattern));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = ' ',
        value = {
          "(?<=a*)b 0",
          "x(?<!a+)b 1",
          "(?<=(?=a)(?:b{2,})?)c 0",
          "(a)(?<=\\\\1)b 3",
          "(?<=a{0,9})b(?<!c*)d 12"
        })
    void a_look_behind_without_end_and_says_why(String pattern, int offset) {
      SchemaException e =
          assertThrows(SchemaException.class, () -> Judge.of("{\"pattern\": \"" + pattern + "\"}"));

      assertEquals(SchemaException.Kind.UNSUPPORTED, e.defects().get(0).kind());
      assertEquals(
          "a look-behind that takes texts of any length cannot be run here; bound what repeats in"
              + " it, as in {0,99} for *, and leave back-references out of it, near character "
              + offset,
          e.defects().get(0).text());
      assertTrue(EcmaPattern.isPattern(pattern.replace("\\\\", "\\")));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = ' ',
        value = {"(?<=a{0,99})b aab", "(?<=a)b* ab", "(?=a*)b b", "(?<=a?)(b)\\1 abb"})
    void no_look_behind_that_has_an_end(String pattern, String text) throws EcmaText.Refused {
      assertEquals(Match.FOUND, EcmaPattern.of(pattern).find(text));
    }

    @Test
    void groups_without_end_and_depth() {
      String deep = "(".repeat(100_000) + ")".repeat(100_000);
      assertFalse(EcmaPattern.isPattern(deep));
      assertTrue(EcmaPattern.isPattern("(".repeat(100) + ")".repeat(100)));
    }
  }

  @Nested
  class Is_never_slow {

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+$", "^(a|a)*$", "^(\\w+\\s?)*$", "^(([a-z])+.)+[A-Z]([a-z])+$"})
    void where_it_is_regular(String pattern) throws EcmaText.Refused {
      EcmaPattern compiled = EcmaPattern.of(pattern);
      assertTrue(compiled.isLinear());
      assertEquals(Match.ABSENT, compiled.find("a".repeat(50_000) + "!"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"(?<=x)?(a+)+$", "(?=a)(a+)+$", "^(?!b)(a|aa)+$", "^(a+)+\\1$", "(?=(a+)+$)b"})
    void where_it_needs_the_other_engine_because_it_gives_up(String pattern) {
      if (pattern.startsWith("(?<=x)?")) {
        assertFalse(EcmaPattern.isPattern(pattern)); // look-behind cannot be repeated
      } else {
        assertEquals(Match.EXHAUSTED, find(pattern, "a".repeat(5_000) + "!"));
      }
    }

    @Test
    void and_giving_up_refuses_the_value_even_under_a_not() {
      String evil = "\"" + "a".repeat(5_000) + "!\"";
      Judge plain = Judge.of("{\"pattern\": \"(?=a)(a+)+$\"}");
      Judge not = Judge.of("{\"not\": {\"pattern\": \"(?=a)(a+)+$\"}}");
      assertEquals(
          List.of("body: work budget: a value that takes less work to check"),
          plain.findings(evil));
      assertFalse(not.admits(evil));
      assertTrue(plain.admits("\"aaa\""));
      assertTrue(not.admits("\"b\""));
    }

    @Test
    void to_tell_that_a_text_is_a_pattern_or_not() {
      assertTrue(EcmaPattern.isPattern("{".repeat(200_000)));
      assertFalse(EcmaPattern.isPattern("(?<".repeat(200_000)));
      assertFalse(EcmaPattern.isPattern("\\u{".repeat(200_000)));
      assertFalse(EcmaPattern.isPattern("[".repeat(200_000)));
    }

    @Test
    void or_large_when_repetitions_multiply() throws EcmaText.Refused {
      EcmaPattern pattern = EcmaPattern.of("^((a{1000}){1000}){1000}$");
      assertFalse(pattern.isLinear());
      assertEquals(Match.ABSENT, pattern.find("aaa"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[a-z]",
        "[^a-z]",
        "[\\d]",
        "[^\\w-]",
        "[\\s\\S]",
        "[^]",
        "[]",
        "[-a]",
        "[a-]",
        "[+--]",
        "[é-ü]",
        "[^é]",
        "[\\]\\[^]",
        "[\\x00-\\x7f]",
        "[\\u{1F600}a]",
        "\\D",
        ".",
        "[\\p{L}x]",
        "[^\\p{Lu}]",
        "[]-a]"
      })
  void a_class_has_the_same_characters_in_the_table_and_in_the_engine(String pattern)
      throws EcmaText.Refused {
    if (!EcmaPattern.isPattern(pattern)) {
      return;
    }
    EcmaPattern compiled = EcmaPattern.of("^" + pattern + "$");
    Automaton table = requireNonNull(compiled.table());
    for (int c = 0; c < 128; c++) {
      String text = String.valueOf((char) c);
      assertEquals(
          compiled.find(text) == Match.FOUND, table.find(new byte[] {(byte) c}, 0, 1), text);
    }
  }
}
