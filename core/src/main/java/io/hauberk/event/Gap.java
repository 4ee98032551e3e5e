package io.hauberk.event;

import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Draft;
import io.hauberk.event.SecurityEvent.Kind;
import java.time.Instant;
import java.util.Map;

/** Events that a reader misses: how many, and between which numbers and times they lie. */
record Gap(long count, long first, long last, Instant begin, Instant end) {
  static final Gap NONE = new Gap(0, Long.MAX_VALUE, 0, Instant.MAX, Instant.MIN);

  /** With this event, and those that were folded into it. */
  Gap with(SecurityEvent event) {
    Gap own = with(1, event.sequence(), event.sequence(), event.at(), event.at());
    return event.folded().count == 0 ? own : own.with(event.folded());
  }

  Gap with(Gap others) {
    return with(others.count, others.first, others.last, others.begin, others.end);
  }

  private Gap with(
      long othersCount, long othersFirst, long othersLast, Instant othersBegin, Instant othersEnd) {
    return new Gap(
        count + othersCount,
        Math.min(first, othersFirst),
        Math.max(last, othersLast),
        begin.isBefore(othersBegin) ? begin : othersBegin,
        end.isAfter(othersEnd) ? end : othersEnd);
  }

  /** The event that tells of them as dropped. */
  Draft dropped() {
    Draft draft = SecurityEvent.of(Kind.EVENTS_DROPPED).detail(Detail.COUNT, count);
    range().forEach(draft::detail);
    return draft;
  }

  /** What tells between which numbers and times they lie. */
  Map<Detail, String> range() {
    return Map.of(
        Detail.FIRST_SEQUENCE, Long.toString(first),
        Detail.LAST_SEQUENCE, Long.toString(last),
        Detail.FIRST_TIME, begin.toString(),
        Detail.LAST_TIME, end.toString());
  }
}
