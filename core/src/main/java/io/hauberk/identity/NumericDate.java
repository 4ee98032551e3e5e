package io.hauberk.identity;

import io.hauberk.json.JsonNumber;
import io.hauberk.json.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Seconds since 1970, whole or not (RFC 7519, 2), as milliseconds that no sum can overflow. */
final class NumericDate {
  /** The last second of the year 9999: whatever is later is no date but an attempt. */
  private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799L);

  /** The milliseconds; zero for dates before 1970; null if the claim is not a date. */
  static @Nullable Long millis(@Nullable JsonValue claim) {
    if (!(claim instanceof JsonNumber number) || number.value().compareTo(LATEST) > 0) {
      return null;
    }
    if (number.signum() <= 0) {
      return 0L;
    }
    return number.value().movePointRight(3).setScale(0, RoundingMode.DOWN).longValueExact();
  }

  private NumericDate() {}
}
