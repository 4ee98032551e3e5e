package io.hauberk.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.record.InstanceAccount;
import io.hauberk.record.RecordCheck;
import io.hauberk.record.RecordOptions;
import io.hauberk.request.HandClock;
import io.hauberk.request.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The record of storms explains every number that is not in it, to who reads its lines alone. */
@Timeout(60) // only so that a defect ends the run instead of hanging it
@DisplayNameGeneration(ReplaceUnderscores.class)
class StormRecordTest {
  private final HandClock clock = HandClock.at("2025-03-01T10:00:00Z");

  /** A storm of a caller, one of a stranger, and more strangers than the queue has places. */
  private List<String> record(LineFormat format) {
    StringBuilder out = new StringBuilder();
    JsonLineSink lines = JsonLineSink.to(out).as(format);
    CountDownLatch release = new CountDownLatch(1);
    SecurityEvents events =
        SecurityEvents.builder()
            .sink(
                event -> {
                  awaitQuietly(release);
                  lines.accept(event);
                })
            .clock(clock)
            .nanoTime(() -> 0)
            .queueCapacity(8)
            .closeTimeout(Duration.ofMinutes(1))
            .build();
    for (int i = 0; i < 100; i++) {
      events.emit(SecurityEvent.refused(Reason.SCOPE_MISSING).callerId("main/payments"));
      events.emit(SecurityEvent.refused(Reason.EXPIRED).clientAddress("192.0.2.1"));
    }
    for (int i = 0; i < 20; i++) {
      events.emit(SecurityEvent.refused(Reason.EXPIRED).clientAddress("198.51.100." + i));
    }
    release.countDown();
    events.close();
    return out.toString().lines().toList();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<InstanceAccount> check(List<String> lines, List<String> findings)
      throws IOException {
    RecordCheck check =
        new RecordCheck(RecordOptions.DEFAULT, finding -> findings.add(finding.toString()));
    check.read("events", new ByteArrayInputStream(String.join("\n", lines).getBytes(UTF_8)));
    return check.end();
  }

  @ParameterizedTest
  @EnumSource
  void is_whole_and_a_line_less_is_found(LineFormat format) throws IOException {
    List<String> lines = record(format);
    List<String> findings = new ArrayList<>();
    List<InstanceAccount> accounts = check(lines, findings);
    assertEquals(List.of(), findings);
    assertEquals(2 * 98, accounts.get(0).folded());
    assertTrue(accounts.get(0).dropped() >= 20 - 9, accounts.toString());

    String highest = "sequence\":" + accounts.get(0).highest() + ",";
    for (String line : lines) {
      List<String> found = new ArrayList<>();
      check(lines.stream().filter(other -> !other.equals(line)).toList(), found);
      assertEquals(line.contains(highest), found.isEmpty(), line); // a cut end cannot be seen
    }
  }
}
