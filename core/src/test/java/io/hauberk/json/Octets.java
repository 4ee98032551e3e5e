package io.hauberk.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;

/** Documents for the tests of this room, and what must become of them. */
final class Octets {

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Octets given as text of Latin-1: one character an octet. */
  static byte[] raw(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static JsonTape read(String document) {
    JsonTape tape = new JsonTape();
    assertNull(tape.read(utf8(document), JsonLimits.DEFAULT), document);
    return tape;
  }

  static void assertRefused(JsonFault.Kind kind, int offset, byte[] document, JsonLimits limits) {
    JsonFault fault = new JsonTape().read(document, limits);
    assertNotNull(fault, "was accepted");
    assertEquals(new JsonFault(kind, offset), fault);
  }

  static void assertRefused(JsonFault.Kind kind, int offset, String document) {
    assertRefused(kind, offset, utf8(document), JsonLimits.DEFAULT);
  }

  private Octets() {}
}
