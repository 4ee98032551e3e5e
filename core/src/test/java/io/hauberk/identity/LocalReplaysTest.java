package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.identity.ReplayStore.Answer;
import io.hauberk.identity.ReplayStore.Use;
import io.hauberk.request.HandClock;
import io.hauberk.request.HandNanos;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LocalReplaysTest {
  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final int CAPACITY = 1_000;

  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final HandNanos nanos =
      new HandNanos(Long.MAX_VALUE - 1_000_000_000); // wraps around soon
  private final LocalReplays replays = new LocalReplays(CAPACITY, WINDOW, clock, nanos);

  /** Lets time pass by both clocks. */
  private void pass(Duration duration) {
    clock.advance(duration);
    nanos.advance(duration);
  }

  private Answer enter(LocalReplays store, String id, String caller) {
    Use use = new Use(id, caller, clock.instant().plus(WINDOW));
    return store.enter(use).toCompletableFuture().join();
  }

  private Answer enter(String id, String caller, Instant until) {
    return replays.enter(new Use(id, caller, until)).toCompletableFuture().join();
  }

  private Answer enter(String id, String caller) {
    return enter(id, caller, clock.instant().plus(WINDOW));
  }

  /** Has a caller use proofs until it is refused. */
  private int fill(String caller) {
    int used = 0;
    while (enter(caller + "-" + used, caller) == Answer.FIRST) {
      used++;
    }
    return used;
  }

  @Test
  void a_use_is_remembered_until_its_time_and_forgotten_soon_after() {
    assertEquals(Answer.FIRST, enter("a", "c1"));
    pass(WINDOW.minusMillis(1));
    assertEquals(Answer.REPEATED, enter("a", "c1"));
    assertEquals(Answer.REPEATED, enter("a", "c2", clock.instant()));
    pass(WINDOW.dividedBy(4).plusMillis(1));
    assertEquals(Answer.FIRST, enter("b", "c1"));
    assertEquals(1, replays.size());
    assertEquals(1, replays.heldBy("c1"));
  }

  @Test
  void nobody_can_push_a_use_out() { // CVE-2026-41707
    assertEquals(Answer.FIRST, enter("a", "honest"));
    for (int i = 0; i < 20 * CAPACITY; i++) {
      enter("x" + i, "greedy" + i % 7);
    }
    assertTrue(replays.size() <= CAPACITY);
    assertEquals(Answer.REPEATED, enter("a", "honest"));
  }

  @Test
  void one_caller_can_have_half_and_leaves_room_for_others() {
    assertEquals(CAPACITY / 2, fill("greedy"));
    assertEquals(Answer.UNKNOWN, enter("more", "greedy"));
    assertEquals(Answer.FIRST, enter("a", "honest"));
    assertEquals(CAPACITY / 4, 1 + fill("honest"));
  }

  @Test
  void each_of_several_greedy_callers_can_have_half_of_what_the_others_left() {
    for (int i = 0; i < 5; i++) {
      fill("greedy" + i);
    }
    assertEquals(Answer.FIRST, enter("a", "honest"));
    assertTrue(replays.size() < CAPACITY);
  }

  @Test
  void room_comes_back_with_time() {
    fill("greedy");
    pass(WINDOW.multipliedBy(2));
    assertEquals(CAPACITY / 2, fill("greedy-again"));
    assertEquals(0, replays.heldBy("greedy"));
  }

  @Nested
  class A_clock {
    private static final Duration HOUR = Duration.ofHours(1);

    /** Sets the clock, while no time passes. */
    private void jump(Duration duration) {
      clock.advance(duration);
    }

    @Test
    void that_is_set_back_makes_nothing_new_that_may_have_been_forgotten() {
      assertEquals(Answer.FIRST, enter("a", "c1"));
      Instant until = clock.instant().plus(WINDOW);
      pass(Duration.ofMinutes(10));
      assertEquals(Answer.FIRST, enter("b", "c1"));
      jump(Duration.ofMinutes(-10));
      assertEquals(Answer.UNKNOWN, enter("a", "c1", until));
      assertEquals(Answer.UNKNOWN, enter("c", "c1", until));
      jump(Duration.ofMinutes(10));
      assertEquals(Answer.REPEATED, enter("b", "c1"));
      assertEquals(Answer.FIRST, enter("c", "c1"));
    }

    @Test
    void that_jumps_ahead_and_soon_back_has_nothing_forgotten_and_nothing_refused() {
      assertEquals(Answer.FIRST, enter("a", "c1"));
      jump(HOUR);
      assertEquals(Answer.FIRST, enter("b", "c1"));
      jump(HOUR.negated());
      assertEquals(Answer.REPEATED, enter("a", "c1"));
      assertEquals(Answer.FIRST, enter("c", "c1"));
    }

    @Test
    void that_was_ahead_for_long_leaves_nothing_refused_when_it_is_set_back() {
      assertEquals(Answer.FIRST, enter("a", "c1"));
      jump(HOUR);
      for (int i = 0; i < 100; i++) {
        assertEquals(Answer.FIRST, enter("ahead" + i, "c1"));
        pass(Duration.ofSeconds(6));
      }
      jump(HOUR.negated());
      for (int i = 0; i < 280; i++) {
        assertEquals(Answer.FIRST, enter("back" + i, "c1"));
        pass(Duration.ofSeconds(10));
      }
    }

    @Test
    void that_was_ahead_makes_nothing_new_when_that_time_comes() {
      jump(HOUR);
      Instant until = clock.instant().plus(WINDOW);
      assertEquals(Answer.FIRST, enter("ahead", "c1", until));
      pass(Duration.ofMinutes(10));
      assertEquals(Answer.FIRST, enter("later", "c1"));
      jump(HOUR.negated());
      for (int i = 0; i < 50; i++) { // sparse enough for many ranges
        assertEquals(Answer.FIRST, enter("back" + i, "c1"));
        pass(Duration.ofMinutes(1));
      }
      assertEquals(Answer.UNKNOWN, enter("ahead", "c1", until));
      pass(Duration.ofMinutes(2));
      assertEquals(Answer.FIRST, enter("past it", "c1"));
    }

    @Test
    void that_was_ahead_leaves_room_when_the_uses_of_then_can_be_forgotten() {
      fill("greedy");
      jump(HOUR.negated());
      assertEquals(Answer.UNKNOWN, enter("more", "greedy"));
      pass(WINDOW);
      assertEquals(CAPACITY / 2, fill("greedy"));
    }
  }

  @Test
  void a_steady_load_stays_within_the_capacity_and_is_never_refused() {
    LocalReplays large = new LocalReplays(20_000, WINDOW, clock, nanos);
    int uses = 100_000;
    int first = 0;
    for (int i = 0; i < uses; i++) {
      if (enter(large, "p" + i, "c" + i % 1000) == Answer.FIRST) {
        first++;
      }
      if (i % 250 == 0) {
        pass(Duration.ofSeconds(1));
      }
    }
    assertTrue(large.size() <= 20_000);
    assertEquals(uses, first, "250 a second for 75 s are 18 750");
  }

  @Test
  void callers_are_told_apart_beyond_Latin_letters() {
    fill("\u03b1\u03b2");
    assertEquals(CAPACITY / 2, replays.heldBy("\u03b1\u03b2"));
    assertEquals(0, replays.heldBy("\u03b3\u03b4"));
  }

  @Nested
  class A_full_store {
    private static final long OCTETS_OF_USE = 32; // docs/dpop.md, DpopOptions.maxProofs
    private static final long OCTETS_OF_COUNTS = 65_536;

    /** Every use by a caller of its own: the most that there can be. */
    private LocalReplays filledByStrangers(int capacity, Duration over) {
      LocalReplays full = new LocalReplays(capacity, WINDOW, clock, nanos);
      Instant first = clock.instant();
      for (int i = 0; i < capacity; i++) {
        Instant until = first.plus(WINDOW).plusMillis(over.toMillis() * i / capacity);
        full.enter(new Use("p" + i, "an issuer with a name:a caller with a long one " + i, until));
      }
      assertTrue(full.size() > capacity * 0.99, () -> "only " + full.size());
      return full;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 60})
    void takes_no_more_than_is_stated_though_each_use_has_a_caller_of_its_own(long seconds) {
      int capacity = 100_000;
      LocalReplays full = filledByStrangers(capacity, Duration.ofSeconds(seconds));
      long slots = seconds / 15 + 1;
      long stated = OCTETS_OF_USE * capacity + OCTETS_OF_COUNTS * (slots + 1);
      assertTrue(full.octets() <= stated, () -> "takes " + full.octets());
      assertTrue(full.octets() >= 16L * full.size());
    }

    @Test
    @Tag("long")
    void holds_nothing_else_on_the_heap() throws Exception {
      long stated = 33_000_000; // docs/dpop.md, DpopOptions.maxProofs
      long before = octetsOnHeap();
      LocalReplays full = filledByStrangers(1_000_000, Duration.ofSeconds(60));
      long taken = octetsOnHeap() - before;
      assertTrue(full.octets() <= stated, () -> "takes " + full.octets());
      assertTrue(taken <= stated, () -> "takes " + taken + " on the heap");
      assertTrue(taken >= full.octets() * 0.9, () -> "nothing was measured: " + taken);
    }

    /** Of all that is reachable in this process. */
    private long octetsOnHeap() throws JMException {
      Object histogram =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
      String[] total = histogram.toString().stripTrailing().split("\\s+");
      return Long.parseLong(total[total.length - 1]); // "Total <instances> <octets>"
    }

    @Test
    void is_left_with_nothing_counted_when_all_is_forgotten() {
      LocalReplays full = filledByStrangers(10_000, Duration.ofSeconds(60));
      pass(Duration.ofMinutes(3));
      assertEquals(Answer.FIRST, enter(full, "a", "c1"));
      assertEquals(1, full.size());
      assertEquals(1, full.heldBy("c1"));
      assertTrue(full.octets() < 150_000, () -> "still takes " + full.octets());
    }
  }

  @Test
  void a_set_of_digests_tells_those_that_it_holds() {
    DigestSet set = new DigestSet();
    for (int i = 0; i < 20_000; i++) {
      TokenDigest digest = TokenDigest.of("d" + i);
      assertTrue(!set.contains(digest));
      set.add(digest);
      assertTrue(set.contains(digest));
    }
    set.add(new TokenDigest(0, 0, 0, 0));
    assertTrue(set.contains(new TokenDigest(0, 0, 0, 0)));
    assertEquals(20_001, set.size());
    assertTrue(set.octets() <= 32 * 20_001L, () -> "takes " + set.octets());
    for (int i = 0; i < 20_000; i++) {
      assertTrue(set.contains(TokenDigest.of("d" + i)));
      assertTrue(!set.contains(TokenDigest.of("e" + i)));
    }
  }
}
