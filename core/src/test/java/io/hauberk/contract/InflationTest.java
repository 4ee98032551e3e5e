package io.hauberk.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.request.Decision;
import io.hauberk.request.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class InflationTest {
  private static final byte[] HONEST =
      "{\"sku\":\"a-1\",\"note\":\"honest\"}".getBytes(StandardCharsets.UTF_8);

  private static byte[] gzip(byte[] octets) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(octets);
    }
    return out.toByteArray();
  }

  private static byte[] deflate(byte[] octets, boolean raw) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflate = new DeflaterOutputStream(out, new Deflater(9, raw))) {
      deflate.write(octets);
    }
    return out.toByteArray();
  }

  private static byte[] joined(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private final ByteArrayOutputStream inflated = new ByteArrayOutputStream();

  private Decision inflate(String coding, byte[] octets, int step) {
    inflated.reset();
    Inflation inflation = new Inflation(coding, 100, 1L << 30);
    for (int at = 0; at < octets.length; at += step) {
      int length = Math.min(step, octets.length - at);
      boolean more =
          inflation.accept(
              octets,
              at,
              length,
              (chunk, offset, count) -> {
                inflated.write(chunk, offset, count);
                return true;
              });
      if (!more) {
        break;
      }
    }
    return inflation.end();
  }

  private void refused(Reason reason, String coding, byte[] octets) {
    for (int step : new int[] {1, 7, 100_000}) {
      assertEquals(
          reason, assertInstanceOf(Decision.Denied.class, inflate(coding, octets, step)).reason());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100_000})
  void gives_back_what_was_coded(int step) throws IOException {
    assertEquals(Decision.ADMITTED, inflate("gzip", gzip(HONEST), step));
    assertArrayEquals(HONEST, inflated.toByteArray());
    assertEquals(Decision.ADMITTED, inflate("deflate", deflate(HONEST, false), step));
    assertArrayEquals(HONEST, inflated.toByteArray());
    assertEquals(Decision.ADMITTED, inflate("gzip", new byte[0], step));
  }

  @Test
  void takes_a_file_name_in_the_header() throws IOException {
    byte[] plain = gzip(HONEST);
    byte[] named = joined(Arrays.copyOf(plain, 10), "a.json\0".getBytes(StandardCharsets.US_ASCII));
    named[3] = 8;
    named = joined(named, Arrays.copyOfRange(plain, 10, plain.length));
    assertEquals(Decision.ADMITTED, inflate("gzip", named, 3));
    assertArrayEquals(HONEST, inflated.toByteArray());
  }

  @Test
  void refuses_what_ends_early_or_goes_on() throws IOException {
    byte[] gzip = gzip(HONEST);
    byte[] deflate = deflate(HONEST, false);
    for (int length = 1; length < gzip.length; length++) {
      refused(Reason.BODY_MALFORMED, "gzip", Arrays.copyOf(gzip, length));
    }
    refused(Reason.BODY_MALFORMED, "deflate", Arrays.copyOf(deflate, deflate.length - 1));
    refused(Reason.BODY_MALFORMED, "gzip", Arrays.copyOf(gzip, gzip.length + 1));
    refused(Reason.BODY_MALFORMED, "gzip", joined(gzip, gzip));
    refused(Reason.BODY_MALFORMED, "deflate", Arrays.copyOf(deflate, deflate.length + 1));
  }

  @Test
  void refuses_what_is_spoilt_or_of_another_coding() throws IOException {
    byte[] gzip = gzip(HONEST);
    for (int at : new int[] {0, 1, 2, 3, 12, gzip.length - 8, gzip.length - 1}) {
      byte[] spoilt = gzip.clone();
      spoilt[at] ^= (byte) 0xFF;
      refused(Reason.BODY_MALFORMED, "gzip", spoilt);
    }
    refused(Reason.BODY_MALFORMED, "gzip", HONEST);
    refused(Reason.BODY_MALFORMED, "gzip", deflate(HONEST, false));
    refused(Reason.BODY_MALFORMED, "deflate", gzip);
    refused(Reason.BODY_MALFORMED, "deflate", deflate(HONEST, true));
  }

  @Test
  void stops_a_bomb_after_little_work() throws IOException {
    byte[] bomb = gzip(new byte[50 << 20]); // 1000 times smaller
    assertEquals(
        Reason.BODY_TOO_LARGE,
        assertInstanceOf(Decision.Denied.class, inflate("gzip", bomb, 100)).reason());
    assertTrue(inflated.size() <= 128 << 10, () -> "inflated " + inflated.size());
    assertEquals(Decision.ADMITTED, inflate("gzip", gzip(new byte[60_000]), 100_000));
  }

  @Test
  void stops_when_its_target_has_enough() throws IOException {
    Inflation inflation = new Inflation("gzip", 10_000, 1L << 30);
    byte[] bomb = gzip(new byte[10 << 20]);
    assertFalse(inflation.accept(bomb, 0, bomb.length, (chunk, offset, count) -> false));
    assertTrue(inflation.inflated() <= 8192);
  }

  /** Blocks of nothing never inflate to anything, so no ratio stops them. */
  @Test
  void takes_little_more_than_the_inflated_body_may_have() {
    Inflation inflation = new Inflation("deflate", 100, 1_000);
    byte[] empty = {0, 0, 0, (byte) 0xFF, (byte) 0xFF};
    inflation.accept(new byte[] {0x78, (byte) 0x9C}, 0, 2, (chunk, offset, count) -> true);
    int taken = 0;
    while (taken < 1 << 20
        && inflation.accept(empty, 0, empty.length, (chunk, offset, count) -> true)) {
      taken += empty.length;
    }
    assertTrue(taken <= 1_000 + (64 << 10), "took " + taken);
    assertEquals(
        Reason.BODY_TOO_LARGE, assertInstanceOf(Decision.Denied.class, inflation.end()).reason());
  }

  @Test
  void is_allowed_by_name_only() {
    assertThrows(IllegalArgumentException.class, () -> new ContentCodings(Set.of("br"), 100));
    assertThrows(IllegalArgumentException.class, () -> new ContentCodings(Set.of("gzip"), 0));
    assertEquals(Set.of("gzip"), new ContentCodings(Set.of("GZIP"), 100).allowed());
  }
}
