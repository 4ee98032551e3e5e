package io.hauberk.schema;

import io.hauberk.json.JsonTape;
import java.math.BigDecimal;
import java.math.MathContext;

/** A number of the schema, ready to meet numbers on the tape: exact, mostly without allocation. */
final class Decimal {
  /*
   * Numbers of up to 18 digits and 18 decimals are compared as unscaled / 10^scale: by bringing this
   * one to the decimals of the other, if a long has room for that; else first the whole parts, then
   * the remainders brought to 18 decimals, so that nothing overflows. Everything else is left to
   * BigDecimal.
   */
  private static final int MAX_SCALE = 18;
  private static final long[] POWERS = new long[MAX_SCALE + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i <= MAX_SCALE; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private final BigDecimal exact;
  private final boolean compact;
  private final long unscaled;
  private final int scale;
  private final int room; // how many zeros more `unscaled` can take

  Decimal(BigDecimal value) {
    this.exact = value;
    BigDecimal plain = value.stripTrailingZeros();
    if (plain.scale() < 0 && plain.precision() - plain.scale() <= MAX_SCALE) {
      plain = plain.setScale(0);
    }
    this.compact =
        plain.scale() >= 0 && plain.scale() <= MAX_SCALE && plain.precision() <= MAX_SCALE;
    this.unscaled = compact ? plain.unscaledValue().longValueExact() : 0;
    this.scale = compact ? plain.scale() : 0;
    this.room = unscaled == 0 ? MAX_SCALE : MAX_SCALE - plain.precision();
  }

  BigDecimal exact() {
    return exact;
  }

  /** The order of a number on the tape against this one: below zero, zero, or above. */
  int compare(JsonTape tape, int node) {
    if (!compact || !tape.isCompact(node)) {
      return tape.decimal(node).compareTo(exact);
    }
    int more = tape.scale(node) - scale;
    if (more >= 0 && more <= room) {
      return Long.compare(tape.unscaledLong(node), unscaled * POWERS[more]);
    }
    long power = POWERS[tape.scale(node)];
    long value = tape.unscaledLong(node);
    int whole = Long.compare(value / power, unscaled / POWERS[scale]);
    if (whole != 0) {
      return whole;
    }
    return Long.compare(
        value % power * POWERS[MAX_SCALE - tape.scale(node)],
        unscaled % POWERS[scale] * POWERS[MAX_SCALE - scale]);
  }

  /**
   * Whether a number on the tape is this one, which is above zero, taken a whole number of times.
   */
  boolean divides(JsonTape tape, int node) {
    if (compact && tape.isCompact(node)) {
      int more = scale - tape.scale(node);
      if (more < 0) {
        return false; // it has more decimals than any multiple of this
      }
      if (more == 0) {
        return tape.unscaledLong(node) % unscaled == 0;
      }
      if (unscaled <= Integer.MAX_VALUE) {
        return tape.unscaledLong(node) % unscaled * (POWERS[more] % unscaled) % unscaled == 0;
      }
    }
    return tape.decimal(node).remainder(exact).signum() == 0;
  }

  @Override
  public String toString() {
    BigDecimal plain = exact.stripTrailingZeros();
    return Math.abs((long) plain.scale()) <= MathContext.DECIMAL128.getPrecision()
        ? plain.toPlainString()
        : plain.toString();
  }
}
