package io.hauberk.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SecretTest {

  @ParameterizedTest
  @CsvSource({
    "'pass', 'pass'",
    "'pass\n', 'pass'",
    "'pass\r\n', 'pass'",
    "'pass\n\n', 'pass\n'",
    "'pass\r', 'pass\r'",
    "'pass \n', 'pass '",
    "'\n', ''",
    "'\r\n', ''",
    "'', ''"
  })
  void text_ends_without_one_newline(String content, String text) {
    assertEquals(text, secret(content).text());
  }

  @Test
  void a_byte_order_mark_is_kept() {
    assertEquals("\uFEFFpass", secret("\uFEFFpass\n").text());
  }

  @Test
  void binary_content_is_kept_octet_by_octet() {
    byte[] octets = {0, (byte) 0xff, '\r', '\n', (byte) 0x80, '\n'};
    assertArrayEquals(octets, Secret.of(octets).bytes());
  }

  @Test
  void nobody_can_change_it() {
    byte[] octets = {1, 2, 3};
    Secret secret = Secret.of(octets);
    octets[0] = 9;
    secret.bytes()[1] = 9;
    assertArrayEquals(new byte[] {1, 2, 3}, secret.bytes());
  }

  @Test
  void its_text_form_is_masked() {
    assertEquals("Secret[masked]", secret("hunter2").toString());
  }

  @Test
  void equal_contents_are_equal() {
    assertEquals(secret("a"), secret("a"));
    assertEquals(secret("a").hashCode(), secret("a").hashCode());
    assertNotEquals(secret("a"), secret("b"));
    assertNotEquals(secret("a"), "a");
  }

  @Test
  void its_fingerprint_is_the_beginning_of_its_sha_256() {
    assertEquals("ca978112", secret("a").fingerprint());
  }

  @Test
  void it_tells_its_length() {
    assertEquals(2, secret("ab").length());
    assertFalse(secret("ab").isEmpty());
    assertTrue(secret("").isEmpty());
  }

  private static Secret secret(String content) {
    return Secret.of(content.getBytes(StandardCharsets.UTF_8));
  }
}
