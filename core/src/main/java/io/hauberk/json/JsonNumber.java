package io.hauberk.json;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A number, exact. Equal by value: {@code 1}, {@code 1.0} and {@code 10e-1} are equal.
 *
 * @param value the number; its scale has no meaning
 */
public record JsonNumber(BigDecimal value) implements JsonValue {
  private static final BigDecimal MIN_INT = BigDecimal.valueOf(Integer.MIN_VALUE);
  private static final BigDecimal MAX_INT = BigDecimal.valueOf(Integer.MAX_VALUE);
  private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  /** Checks the part. */
  public JsonNumber {
    requireNonNull(value, "value");
  }

  /** The whole number {@code value}. */
  public static JsonNumber of(long value) {
    return new JsonNumber(BigDecimal.valueOf(value));
  }

  /** Whether this is a whole number, however it is written: {@code 1.0} and {@code 1e2} are. */
  public boolean isInteger() {
    return value.signum() == 0 || value.scale() <= 0 || value.stripTrailingZeros().scale() <= 0;
  }

  /** -1, 0 or 1 as the number is below, at or above zero. */
  public int signum() {
    return value.signum();
  }

  /** Whether this is a whole number that a {@code long} can hold. */
  public boolean fitsLong() {
    return isInteger() && value.compareTo(MIN_LONG) >= 0 && value.compareTo(MAX_LONG) <= 0;
  }

  /**
   * The whole number.
   *
   * @throws ArithmeticException if not {@link #fitsLong()}
   */
  public long longValue() {
    return value.longValueExact();
  }

  /** The nearest {@code int} towards zero; beyond its range the end of the range. */
  public int clampedInt() {
    return value.max(MIN_INT).min(MAX_INT).intValue();
  }

  @Override
  public JsonType type() {
    return JsonType.NUMBER;
  }

  @Override
  public BigDecimal toJava() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonNumber number && value.compareTo(number.value) == 0;
  }

  @Override
  public int hashCode() {
    return value.stripTrailingZeros().hashCode();
  }

  /** The JSON text. */
  @Override
  public String toString() {
    return value.toString();
  }
}
