package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DomainNameTest {

  @Nested
  class Takes {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "example.com",
          "EXAMPLE.com",
          "bücher.example",
          "xn--bcher-kva.example",
          "XN--BCHER-KVA.example",
          "straße.example",
          "παράδειγμα.example",
          "नेपाल.example",
          "例え。テスト",
          "עברית.example",
          "عربي.example",
          "ıstanbul.example", // dotless i folds to itself
          "Ꭰ.example", // Cherokee folds to upper case
          "a--b.example"
        })
    void names(String name) {
      assertTrue(DomainName.isValid(name));
    }
  }

  @Nested
  class Refuses {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Bücher.example", // not in lower case (RFC 5892, 2.2)
          "bu\u0308cher.example", // not in normal form C
          "ﬁsh.example", // a ligature
          "☃.example", // a symbol
          "a_b.example",
          "bü cher.example",
          "bü-.example",
          "-bü.example",
          "bü--a.example", // hyphens in third and fourth place
          "xn--a.example",
          "xn--bcher-kva-.example",
          "xn--Bücher-kva.example",
          "\u200Da.example",
          "a\u00AD.example",
          "\u1100\u1161.example", // old Hangul
          "a\uFE0F.example",
          "1a.עברית",
          "",
          "a..b",
          "a.example."
        })
    void what_idna_2008_refuses(String name) {
      assertFalse(DomainName.isValid(name));
    }

    @Test
    void names_longer_than_their_encoding_may_be() {
      String label = "ü".repeat(50);
      String name = (label + ".").repeat(3) + label;
      assertFalse(DomainName.isValid("ü".repeat(60)));
      assertTrue(DomainName.isValid(label));
      assertTrue(DomainName.isValid(name));
      assertFalse(DomainName.isValid(name + "." + label));
    }

    @Test
    void giants_without_reading_them() {
      assertFalse(DomainName.isValid("ü".repeat(1_000_000)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ب\u200Cب, true", // two letters that join on both sides
    "بّ\u200Cب, true", // a mark between is looked through
    "ا\u200Cب, false", // alef joins with what precedes alone
    "ب\u200Cا, true",
    "a\u200Cb, false",
    "ཀ\u0F84\u200Cཀ, true" // a virama of another script
  })
  void a_non_joiner_stands_where_letters_join_or_after_a_virama(String label, boolean valid) {
    assertEquals(valid, DomainName.isValid(label)); // RFC 5892, A.1
  }

  @Test
  void the_property_of_a_code_point_is_that_of_the_registry() { // RFC 5892, appendix B
    assertEquals(IdnaProperty.VALID, IdnaProperty.of('a'));
    assertEquals(IdnaProperty.DISALLOWED, IdnaProperty.of('A'));
    assertEquals(IdnaProperty.CONTEXT, IdnaProperty.of(0xB7));
    assertEquals(IdnaProperty.VALID, IdnaProperty.of(0xDF));
    assertEquals(IdnaProperty.DISALLOWED, IdnaProperty.of(0x149));
    assertEquals(IdnaProperty.DISALLOWED, IdnaProperty.of(0x378)); // unassigned
    assertEquals(IdnaProperty.JOINER, IdnaProperty.of(0x200D));
    assertEquals(IdnaProperty.VALID, IdnaProperty.of(0x4E00));
    assertEquals(IdnaProperty.DISALLOWED, IdnaProperty.of(0xE000));
    assertEquals(IdnaProperty.VALID, IdnaProperty.of(0x20000));
  }
}
