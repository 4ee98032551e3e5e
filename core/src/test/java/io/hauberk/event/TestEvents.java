package io.hauberk.event;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Draft;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.request.Finding;
import io.hauberk.request.Operation;
import io.hauberk.request.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Events for tests: complete, and each text the same. */
final class TestEvents {
  static final Instant NOON = Instant.parse("2025-03-01T12:00:00.123456Z");

  /** Sets all that a draft can hold, every text to this one. */
  static Draft fill(Draft draft, String text) {
    draft
        .operation(new Operation(text, text, text))
        .callerId(text)
        .peerAddress(text)
        .clientAddress(text)
        .requestId(text)
        .traceId(text)
        .spanId(text)
        .status(403)
        .findings(List.of(new Finding(text, text, text, text)));
    for (Detail detail : Detail.values()) {
      draft.detail(detail, text);
    }
    return draft;
  }

  static SecurityEvent complete(Draft draft) {
    return draft.complete(NOON, 7, "orders-1");
  }

  /** One draft of each kind, and of each reason refused and reported. */
  static List<Draft> ofEverySort() {
    List<Draft> drafts = new ArrayList<>();
    for (Reason reason : Reason.values()) {
      drafts.add(SecurityEvent.refused(reason));
      drafts.add(SecurityEvent.reported(reason));
    }
    Arrays.stream(Kind.values())
        .filter(kind -> !kind.needsReason())
        .forEach(kind -> drafts.add(SecurityEvent.of(kind)));
    return drafts;
  }

  /** Asserts that nothing in a text is obeyed, by a terminal or by whoever reads lines. */
  static void assertHarmless(String text) {
    text.codePoints()
        .forEach(
            codePoint -> {
              int type = Character.getType(codePoint);
              assertFalse(
                  type == Character.CONTROL
                      || type == Character.FORMAT
                      || type == Character.LINE_SEPARATOR
                      || type == Character.PARAGRAPH_SEPARATOR
                      || type == Character.SURROGATE
                      || type == Character.PRIVATE_USE
                      || type == Character.UNASSIGNED,
                  () -> "U+" + Integer.toHexString(codePoint));
            });
  }

  private TestEvents() {}
}
