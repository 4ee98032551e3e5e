package io.hauberk.json;

import static io.hauberk.json.Octets.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonNumbersTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "7, 7",
    "-7, -7",
    "1.0, 1",
    "-1.00, -1",
    "1e2, 100",
    "1E+2, 100",
    "100e-2, 1",
    "12.50e1, 125",
    "0.0e5, 0",
    "0e400, 0",
    "999999999999999999, 999999999999999999",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "9223372036854775807.0, 9223372036854775807",
    "9.223372036854775807e18, 9223372036854775807",
    "1000000000000000000000e-3, 1000000000000000000",
    "0.000000000000000000001e21, 1"
  })
  void whole_numbers_that_a_long_can_hold(String text, long value) {
    JsonTape tape = read(text);
    assertTrue(tape.isInteger(0));
    assertTrue(tape.fitsLong(0));
    assertEquals(value, tape.longValue(0));
    assertEquals(0, tape.decimal(0).compareTo(new BigDecimal(text)));
    assertEquals(0, tape.scale(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775808",
        "-9223372036854775809",
        "1e19",
        "1e400",
        "-1e400",
        "123456789012345678901234567890",
        "12345678901234567890123456789.0",
        "1.5e300"
      })
  void whole_numbers_beyond_a_long(String text) {
    JsonTape tape = read(text);
    assertTrue(tape.isInteger(0));
    assertFalse(tape.fitsLong(0));
    assertFalse(tape.isCompact(0));
    assertThrows(ArithmeticException.class, () -> tape.longValue(0));
    assertEquals(0, tape.decimal(0).compareTo(new BigDecimal(text)));
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 5, 1",
    "-149.99, -14999, 2",
    "1.50, 15, 1",
    "15e-1, 15, 1",
    "0.000000000000000001, 1, 18",
    "0.123456789012345678, 123456789012345678, 18",
    "0.1000000000000000000000000, 1, 1",
    "123456789.987654321, 123456789987654321, 9"
  })
  void short_fractions_as_two_small_parts(String text, long unscaled, int scale) {
    JsonTape tape = read(text);
    assertFalse(tape.isInteger(0));
    assertFalse(tape.fitsLong(0));
    assertTrue(tape.isCompact(0));
    assertEquals(unscaled, tape.unscaledLong(0));
    assertEquals(scale, tape.scale(0));
    assertEquals(0, tape.decimal(0).compareTo(new BigDecimal(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0000000000000000001",
        "1234567890.0123456789",
        "1e-400",
        "4.9e-324",
        "3.141592653589793238462643383279",
        "9223372036854775807.5"
      })
  void long_fractions_exactly(String text) {
    JsonTape tape = read(text);
    assertFalse(tape.isInteger(0));
    assertFalse(tape.isCompact(0));
    assertEquals(0, tape.decimal(0).compareTo(new BigDecimal(text)));
  }

  @Test
  void agree_with_BigDecimal_however_they_are_written() {
    SplittableRandom random = new SplittableRandom(8259);
    for (int i = 0; i < 20_000; i++) {
      String text = number(random);
      BigDecimal exact = new BigDecimal(text);
      JsonTape tape = read(text);
      assertEquals(0, tape.decimal(0).compareTo(exact), text);
      assertEquals(isWhole(exact), tape.isInteger(0), text);
      assertEquals(isWhole(exact) && isLong(exact), tape.fitsLong(0), text);
      // the same number in another form has the same form on the tape
      JsonTape other = read(exact.stripTrailingZeros().toString());
      assertTrue(JsonTape.equal(tape, 0, other, 0), text);
      assertEquals(tape.hash(0, 5), other.hash(0, 5), text);
      assertEquals(tape.isCompact(0), other.isCompact(0), text);
    }
  }

  private static boolean isWhole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0;
  }

  private static boolean isLong(BigDecimal number) {
    return number.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) >= 0
        && number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
  }

  private static String number(SplittableRandom random) {
    StringBuilder out = new StringBuilder(random.nextBoolean() ? "-" : "");
    out.append(random.nextInt(3) == 0 ? "0" : digits(random, true));
    if (random.nextBoolean()) {
      out.append('.').append(digits(random, false));
    }
    if (random.nextInt(3) == 0) {
      out.append(random.nextBoolean() ? "e" : "E-").append(random.nextInt(30));
    }
    return out.toString();
  }

  private static String digits(SplittableRandom random, boolean noLeadingZero) {
    StringBuilder out = new StringBuilder();
    int count = 1 + random.nextInt(22);
    for (int i = 0; i < count; i++) {
      int digit = random.nextInt(4) == 0 ? random.nextInt(10) : 0; // many zeros
      out.append(i == 0 && noLeadingZero ? 1 + random.nextInt(9) : digit);
    }
    return out.toString();
  }
}
