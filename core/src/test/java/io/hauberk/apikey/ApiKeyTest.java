package io.hauberk.apikey;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ApiKeyTest {
  /** Written out, so that a change of the form is seen: keys in use must stay readable. */
  private static final String KNOWN =
      "hbk_billing-1_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg2IuiGf";

  private final SecureRandom random = new SecureRandom();

  @Test
  void a_new_key_has_a_prefix_its_id_and_49_characters_and_reads_as_itself() {
    ApiKey key = ApiKey.generate("billing-1", random);
    assertTrue(key.text().matches("hbk_billing-1_[0-9A-Za-z]{49}"), "another form");
    ApiKey read = ApiKey.tryParse(key.text()).orElseThrow();
    assertEquals("billing-1", read.id());
    assertArrayEquals(key.sha256(), read.sha256());
  }

  @Test
  void the_longest_key_reads_as_itself() {
    ApiKey key = ApiKey.generate("i".repeat(32), random);
    assertEquals(ApiKey.MAX_LENGTH, key.text().length());
    assertTrue(ApiKey.tryParse(key.text()).isPresent());
  }

  @Test
  void a_key_of_an_earlier_version_is_read() {
    assertEquals("billing-1", ApiKey.tryParse(KNOWN).orElseThrow().id());
  }

  @Test
  void its_hash_is_the_SHA_256_of_its_text() throws Exception {
    ApiKey key = ApiKey.generate("a", random);
    byte[] expected =
        MessageDigest.getInstance("SHA-256").digest(key.text().getBytes(StandardCharsets.US_ASCII));
    assertArrayEquals(expected, key.sha256());
  }

  @Test
  void no_two_keys_are_the_same() {
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      assertTrue(texts.add(ApiKey.generate("a", random).text()));
    }
    assertNotEquals(ApiKey.randomId(random), ApiKey.randomId(random));
  }

  @Test
  void each_single_slip_of_the_pen_is_seen() {
    String good = ApiKey.generate("billing", random).text();
    for (int i = 0; i < good.length(); i++) {
      char other = good.charAt(i) == 'x' ? 'y' : 'x';
      String slip = good.substring(0, i) + other + good.substring(i + 1);
      assertEquals(Optional.empty(), ApiKey.tryParse(slip), "at " + i);
    }
    for (int i = 1; i < good.length(); i++) {
      if (good.charAt(i) != good.charAt(i - 1)) {
        String swapped =
            good.substring(0, i - 1) + good.charAt(i) + good.charAt(i - 1) + good.substring(i + 1);
        assertEquals(Optional.empty(), ApiKey.tryParse(swapped), "swapped at " + i);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "_",
        "hbk_",
        "hbk__",
        "hbk__0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg0ndFEO",
        "HBK_billing-1_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg2IuiGf",
        "hbk_billing-1_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg2IuiG",
        "hbk_billing-1_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg2IuiGf ",
        " hbk_billing-1_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg2IuiGf",
        "hbk_billing-1_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg2IuiGf\u0000",
        "hbk_billing\u00E4_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg2IuiGf",
        "hbk_billing-1_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcd\u0660fg2IuiGf",
        "Bearer hbk_billing-1_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg2IuiGf",
      })
  void what_is_no_key(String text) {
    assertEquals(Optional.empty(), ApiKey.tryParse(text));
  }

  @Test
  void what_is_far_too_long() {
    assertEquals(Optional.empty(), ApiKey.tryParse("hbk_" + "a".repeat(100_000)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a_b", "a b", "\u00E4", "abcdefghijklmnopqrstuvwxyz0123456"})
  void an_id_that_would_not_be_read(String id) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> ApiKey.generate(id, random));
    assertEquals(
        "id is not 1 to 32 of a-z A-Z 0-9 and -: name the key otherwise", refused.getMessage());
  }

  @Test
  void its_text_form_tells_no_secret() {
    assertEquals("ApiKey[billing-1]", ApiKey.tryParse(KNOWN).orElseThrow().toString());
  }
}
