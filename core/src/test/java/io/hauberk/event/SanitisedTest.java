package io.hauberk.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SanitisedTest {

  @Nested
  class Keeps {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "payments:spiffe://prod/ns/orders",
          "CORP\\alice",
          "Zoë O'Brien",
          "李小龍",
          "مرحبا",
          "\uD83D\uDE80 rocket"
        })
    void what_can_do_no_harm(String text) {
      assertEquals(text, Sanitised.text(text));
    }

    @Test
    void a_text_as_long_as_the_limit() {
      assertEquals("a".repeat(128), Sanitised.text("a".repeat(128)));
    }
  }

  @Nested
  class Replaces {
    @ParameterizedTest
    @ValueSource(
        ints = {
          0x00, 0x07, 0x08, 0x09, 0x0A, 0x0D, 0x1B, 0x1F, 0x7F, 0x85, 0x9B, 0xAD, 0x61C, 0x200B,
          0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0xFEFF, 0xFFF9,
          0xE000, 0xFFFE, 0xE0041
        })
    void characters_that_a_terminal_or_a_reader_could_obey(int codePoint) {
      assertEquals("a\uFFFDb", Sanitised.text("a" + Character.toString(codePoint) + "b"));
    }

    @ParameterizedTest
    @CsvSource({"D800", "DBFF", "DC00", "DFFF"})
    void half_a_character(String unit) {
      char half = (char) Integer.parseInt(unit, 16);
      assertEquals("a\uFFFDb", Sanitised.text("a" + half + "b"));
      assertEquals("a\uFFFD", Sanitised.text("a" + half));
    }

    @Test
    void the_quote_that_ends_a_value() {
      assertEquals("a' event.action='x", Sanitised.text("a\" event.action=\"x"));
    }
  }

  @Nested
  class Cuts {
    @Test
    void by_code_points_and_marks_the_cut() {
      String rocket = "\uD83D\uDE80";
      assertEquals(rocket.repeat(128) + "…", Sanitised.text(rocket.repeat(129)));
    }

    @Test
    void sentences_of_ours_later() {
      assertEquals("a".repeat(512), Sanitised.sentence("a".repeat(512)));
      assertEquals("a".repeat(512) + "…", Sanitised.sentence("a".repeat(513)));
      assertEquals("a\uFFFDb", Sanitised.sentence("a\nb"));
    }

    @Test
    void a_megabyte_without_reading_it() {
      assertEquals("a".repeat(128) + "…", Sanitised.text("a".repeat(1 << 20)));
    }
  }
}
