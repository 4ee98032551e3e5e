package io.hauberk.secret;

import io.hauberk.event.SecurityEvent;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a secret should have been replaced by now.
 *
 * @param kind what is wrong with its age
 * @param text words of ours, with the time that counts
 */
record Alarm(Kind kind, String text) {
  /*
   * Who renews certificates does so when a third (cert-manager, ACME) to a half (SPIRE) of their life is left.
   * When a sixth is left, the renewer has failed for half of the time it had: late enough to be no false alarm,
   * and early enough for a certificate of 90 days (15 days) as for one of an hour (10 minutes). One of several
   * years is told of a month before.
   */
  private static final int WARNED_PART = 6;
  private static final Duration LONGEST_WARNING = Duration.ofDays(30);

  enum Kind {
    TOO_OLD(SecurityEvent.Kind.SECRET_TOO_OLD),
    EXPIRING(SecurityEvent.Kind.SECRET_EXPIRING),
    EXPIRED(SecurityEvent.Kind.SECRET_EXPIRED);

    private final SecurityEvent.Kind event;

    Kind(SecurityEvent.Kind event) {
      this.event = event;
    }

    SecurityEvent.Kind event() {
      return event;
    }
  }

  /** How long before its end a certificate of this life is told of, where nothing is configured. */
  static Duration warning(Instant notBefore, Instant notAfter) {
    Duration part = Duration.between(notBefore, notAfter).dividedBy(WARNED_PART);
    return part.compareTo(LONGEST_WARNING) < 0 ? part : LONGEST_WARNING;
  }

  /**
   * The alarm that is due now; of several, the worst.
   *
   * @param born since when the content is what it is
   * @param expires until when it is good; null if for ever
   * @param warning how long before that it is told of
   * @param maxAge how old it may become; null if as old as it likes
   */
  static @Nullable Alarm due(
      Instant now,
      Instant born,
      @Nullable Instant expires,
      Duration warning,
      @Nullable Duration maxAge) {
    if (expires != null && !now.isBefore(expires)) {
      return new Alarm(Kind.EXPIRED, "expired at " + expires);
    }
    if (expires != null && !now.isBefore(expires.minus(warning))) {
      return new Alarm(Kind.EXPIRING, "expires at " + expires);
    }
    if (maxAge != null && !now.isBefore(born.plus(maxAge))) {
      return new Alarm(Kind.TOO_OLD, "older than " + maxAge + ": there since " + born);
    }
    return null;
  }
}
