package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class Base64UrlTest {

  @Test
  void whatever_was_encoded_is_decoded() {
    Random random = new Random(1);
    for (int length = 0; length < 300; length++) {
      byte[] octets = new byte[length];
      random.nextBytes(octets);
      assertArrayEquals(octets, Base64Url.decode(TestKeys.encode(octets)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A",
        "AAAAA",
        "AA==",
        "AAA=",
        "A+A",
        "A/A",
        "A A",
        "AA\n",
        "AA\u0000",
        "\u00c4AAA",
        "A\uff21AA",
        "AA.",
        "AB",
        "AAB"
      })
  void anything_but_strict_base64url_is_refused(String text) {
    assertNull(Base64Url.decode(text));
  }

  @Test
  void each_content_has_one_spelling() {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    long taken =
        alphabet.chars().filter(last -> Base64Url.decode("A" + (char) last) != null).count();
    assertEquals(4, taken, "two of eight bits are in the last character");
    assertNotNull(Base64Url.decode(""));
  }
}
