package io.hauberk.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvent.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LineChainTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void a_hash_is_sha_256_of_the_hash_before_and_the_line() {
    // printf '%064d' 0 | xxd -r -p | cat - <(printf '{}') | sha256sum
    assertEquals(
        "fb1634c4e6cd4b1f1afe3ce2d6ef080f7ac5d1f357d723ad4dfca782733b62db",
        LineChain.UNKEYED.hash(LineChain.start(), octets("{}")));
  }

  @Test
  void a_hash_with_a_key_is_hmac_sha_256_of_the_same() {
    // … | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
    assertEquals(
        "58a1e5d115e0c87db82b410736a1b69d603c6f027eefa96af1b4a1bbccfbf1c5",
        LineChain.keyed(octets(KEY)).hash(LineChain.start(), octets("{}")));
  }

  @ParameterizedTest
  @EnumSource
  void a_line_carries_its_hash_and_is_otherwise_what_it_was(LineFormat format) throws IOException {
    StringBuilder out = new StringBuilder();
    JsonLineSink sink = JsonLineSink.to(out).as(format).chained(LineChain.UNKEYED);
    List<SecurityEvent> events =
        List.of(
            TestEvents.complete(SecurityEvent.of(Kind.SERVICE_STARTED)),
            TestEvents.complete(
                TestEvents.fill(SecurityEvent.of(Kind.SECRET_ROTATED), "é\uD800}}")),
            TestEvents.complete(SecurityEvent.of(Kind.SERVICE_STOPPED)));
    events.forEach(sink::accept);
    List<String> lines = out.toString().lines().toList();
    String last = LineChain.start();
    for (int i = 0; i < events.size(); i++) {
      LineChain.Link link = LineChain.find(octets(lines.get(i))).orElseThrow();
      assertEquals(format.line(events.get(i)), new String(link.line(), StandardCharsets.UTF_8));
      assertEquals("sha256", link.algorithm());
      last = LineChain.UNKEYED.hash(last, link.line());
      assertEquals(last, link.hash());
    }
  }

  @Test
  void a_chained_line_is_an_event_of_its_class() throws IOException {
    OcsfSchemas schemas = OcsfSchemas.load();
    StringBuilder out = new StringBuilder();
    JsonLineSink sink =
        JsonLineSink.to(out).as(LineFormat.OCSF).chained(LineChain.keyed(octets(KEY)));
    TestEvents.ofEverySort().forEach(draft -> sink.accept(TestEvents.complete(draft)));
    for (String line : out.toString().lines().toList()) {
      assertEquals(List.of(), schemas.faults(line), line);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"hauberk.chain\":\"sha256:00\"}",
        ",\"hauberk.chain\":\"sha256:",
        "}}}}}}",
      })
  void a_line_without_a_hash_has_none(String line) {
    assertTrue(LineChain.find(octets(line)).isEmpty());
  }

  @Test
  void a_key_is_read_without_the_line_end_of_its_file() throws IOException {
    String expected = LineChain.keyed(octets(KEY)).hash(LineChain.start(), octets("x"));
    for (String end : List.of("", "\n", "\r\n")) {
      Path file = Files.writeString(folder.resolve("key"), KEY + end);
      assertEquals(expected, LineChain.keyFile(file).hash(LineChain.start(), octets("x")));
    }
  }

  @Test
  void a_key_too_short_too_long_or_absent_is_refused_without_showing_it() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), KEY.substring(1) + "\n");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> LineChain.keyFile(file));
    assertEquals("the key must have 32 to 4096 octets, has 31", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> LineChain.keyed(new byte[4097]));
    assertThrows(UncheckedIOException.class, () -> LineChain.keyFile(folder.resolve("absent")));
    assertFalse(LineChain.keyed(octets(KEY)).toString().contains(KEY));
  }
}
