package io.hauberk.event;

import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Draft;
import io.hauberk.event.SecurityEvent.Kind;
import java.time.Instant;

/** Events that did not arrive: how many, and between which numbers and times they lie. */
record Losses(long count, long first, long last, Instant begin, Instant end) {
  static final Losses NONE = new Losses(0, Long.MAX_VALUE, 0, Instant.MAX, Instant.MIN);

  Losses with(SecurityEvent event) {
    return with(new Losses(1, event.sequence(), event.sequence(), event.at(), event.at()));
  }

  Losses with(Losses others) {
    return new Losses(
        count + others.count,
        Math.min(first, others.first),
        Math.max(last, others.last),
        begin.isBefore(others.begin) ? begin : others.begin,
        end.isAfter(others.end) ? end : others.end);
  }

  /** The event that tells of them. */
  Draft told() {
    return SecurityEvent.of(Kind.EVENTS_DROPPED)
        .detail(Detail.COUNT, count)
        .detail(Detail.FIRST_SEQUENCE, first)
        .detail(Detail.LAST_SEQUENCE, last)
        .detail(Detail.FIRST_TIME, begin.toString())
        .detail(Detail.LAST_TIME, end.toString());
  }
}
