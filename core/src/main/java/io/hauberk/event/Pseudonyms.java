package io.hauberk.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Names for what strangers write, by which it can be joined and not read: equal values have equal
 * names under one key, and without the key a name tells nothing, not even to who guesses values.
 */
final class Pseudonyms {
  /*
   * The first half of an HMAC-SHA-256. What is long is named by its length and its end: a request
   * must not make us hash 8 KiB, and the end is where tokens (their signature) and probed paths
   * differ.
   */
  private static final int MAX_CHARS = 512;
  private static final int NAME_BYTES = 16;

  private final MacKey key;

  Pseudonyms(MacKey key) {
    this.key = key;
  }

  /** The name: 32 hexadecimal digits. */
  String of(String value) {
    String end = value.substring(Math.max(0, value.length() - MAX_CHARS));
    byte[] length = (value.length() + ":").getBytes(StandardCharsets.US_ASCII);
    byte[] code = key.code(length, end.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(Arrays.copyOf(code, NAME_BYTES));
  }
}
