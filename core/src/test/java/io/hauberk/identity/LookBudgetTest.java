package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LookBudgetTest {
  private static final long COOLDOWN = 5_000;
  private static final String STRANGER = "203.0.113.9";
  private static final String FRIEND = "198.51.100.7";

  private final LookBudget budget =
      new LookBudget(COOLDOWN, new Sightings(4096, 1), new Sightings(1024, 2));

  @Test
  void the_first_unknown_id_is_looked_for() {
    assertTrue(budget.trySpend("a", FRIEND, 0));
  }

  @Test
  void the_same_id_is_not_looked_for_again_within_the_cooldown() {
    assertTrue(budget.trySpend("a", FRIEND, 0));
    assertFalse(budget.trySpend("a", STRANGER, COOLDOWN - 1));
    assertTrue(budget.trySpend("a", FRIEND, COOLDOWN));
  }

  @Test
  void a_storm_of_invented_ids_has_one_fetch_in_a_cooldown() {
    long fetches =
        IntStream.range(0, 100_000)
            .filter(i -> budget.trySpend("id" + i, STRANGER, i / 25))
            .count();
    assertEquals(1, fetches);
  }

  @Test
  void so_has_one_from_many_peers() {
    long fetches =
        IntStream.range(0, 100_000)
            .filter(i -> budget.trySpend("id" + i, "192.0.2." + i % 256, i / 25))
            .count();
    assertEquals(1, fetches);
    assertFalse(budget.trySpend("rotated", FRIEND, COOLDOWN - 1));
    assertTrue(budget.trySpend("rotated", "198.51.100.8", COOLDOWN - 1), "it came again");
  }

  @Test
  void one_reserve_is_for_a_peer_that_has_brought_a_good_token() {
    budget.vouchFor(FRIEND);
    budget.vouchFor("198.51.100.8");
    assertTrue(budget.trySpend("a", STRANGER, 0));
    assertFalse(budget.trySpend("b", STRANGER, 1));
    assertTrue(budget.trySpend("rotated", FRIEND, 2));
    assertFalse(budget.trySpend("c", "198.51.100.8", 3), "and it is one");
  }

  @Test
  void a_proxy_through_which_the_first_id_came_has_no_reserve_though_it_has_brought_good_tokens() {
    budget.vouchFor(STRANGER);
    assertTrue(budget.trySpend("a", STRANGER, 0));
    assertFalse(budget.trySpend("b", STRANGER, 1));
    assertTrue(budget.trySpend("b", STRANGER, 2), "it came again");
  }

  @Test
  void one_reserve_is_for_an_id_that_comes_again() {
    assertTrue(budget.trySpend("a", STRANGER, 0));
    assertFalse(budget.trySpend("rotated", STRANGER, 1));
    assertTrue(budget.trySpend("rotated", STRANGER, 2));
    assertFalse(budget.trySpend("rotated", STRANGER, 3), "it was looked for");
    assertFalse(budget.trySpend("b", STRANGER, 4));
    assertFalse(budget.trySpend("b", STRANGER, 5), "and it is one");
  }

  @Test
  void nobody_has_more_than_three_in_a_cooldown() {
    IntStream.range(0, 256).forEach(i -> budget.vouchFor("192.0.2." + i));
    long fetches =
        IntStream.range(0, 100_000)
            .filter(i -> budget.trySpend("id" + i / 3, "192.0.2." + i % 256, i / 25))
            .count();
    assertEquals(3, fetches);
  }

  @Test
  void a_very_long_id_is_never_looked_for() {
    assertTrue(budget.trySpend("k".repeat(256), FRIEND, 0));
    assertFalse(budget.trySpend("k".repeat(257), FRIEND, COOLDOWN));
  }

  @Test
  void a_clock_that_is_put_back_begins_a_new_window() {
    assertTrue(budget.trySpend("a", FRIEND, 1_000_000));
    assertTrue(budget.trySpend("b", FRIEND, 0));
  }

  @Nested
  class An_id_that_a_fresh_set_did_not_hold {
    @Test
    void is_left_alone_for_twice_as_long_each_time() {
      long now = 0;
      for (long alone = COOLDOWN; alone <= 300_000; alone *= 2) {
        assertTrue(budget.trySpend("retired", FRIEND, now));
        budget.missed("retired", now);
        assertFalse(budget.trySpend("retired", FRIEND, now + alone - 1));
        now += alone;
      }
      assertTrue(budget.trySpend("retired", FRIEND, now));
      budget.missed("retired", now);
      assertFalse(budget.trySpend("retired", FRIEND, now + 299_999));
      assertTrue(budget.trySpend("retired", FRIEND, now + 300_000), "five minutes at most");
    }

    @Test
    void is_looked_for_once_in_a_cooldown_when_a_peer_brings_it_that_has_brought_a_good_token() {
      budget.vouchFor(FRIEND);
      long now = 0;
      for (int i = 0; i < 8; i++) { // a stranger names the next key before its time
        assertTrue(budget.trySpend("next", STRANGER, now));
        budget.missed("next", now);
        now += Math.min(COOLDOWN << i, 300_000);
      }
      long rotated = now - 200_000;
      assertFalse(budget.trySpend("next", STRANGER, rotated));
      assertTrue(budget.trySpend("next", FRIEND, rotated));
      budget.missed("next", rotated);
      assertFalse(budget.trySpend("next", FRIEND, rotated + 1));
      assertTrue(budget.trySpend("another", STRANGER, rotated + 2), "the first one is left");
      assertTrue(budget.trySpend("next", FRIEND, rotated + COOLDOWN));
    }

    @Test
    void leaves_the_fetch_to_others() {
      assertTrue(budget.trySpend("retired", FRIEND, 0));
      budget.missed("retired", 0);
      assertTrue(budget.trySpend("retired", FRIEND, 5_000));
      budget.missed("retired", 5_000); // until 15 000
      assertFalse(budget.trySpend("retired", FRIEND, 10_000));
      assertTrue(budget.trySpend("rotated", FRIEND, 10_001));
    }

    @Test
    void is_looked_for_when_the_clock_was_put_back() {
      assertTrue(budget.trySpend("retired", FRIEND, 1_000_000));
      budget.missed("retired", 1_000_000);
      assertTrue(budget.trySpend("retired", FRIEND, 0));
    }

    @Test
    void is_one_of_a_bounded_number() {
      AbsentIds absent = new AbsentIds(COOLDOWN);
      IntStream.range(0, 100_000).forEach(i -> absent.add("id" + i, i));
      assertEquals(256, absent.size());
      assertTrue(absent.contains("id99999", 100_000));
      assertFalse(absent.contains("id0", 1));
    }
  }

  @Nested
  class A_sighting {
    @Test
    void is_remembered() {
      Sightings sightings = new Sightings(4096);
      assertFalse(sightings.note("a"));
      assertTrue(sightings.note("a"));
      assertFalse(sightings.note("b"));
      assertTrue(sightings.note("a"));
    }

    @Test
    void fades_with_those_that_come_after_it() {
      Sightings sightings = new Sightings(4096, 7);
      IntStream.range(0, 100).forEach(i -> sightings.note("early" + i));
      IntStream.range(0, 400).forEach(i -> sightings.note("late" + i));
      long left = IntStream.range(0, 100).filter(i -> sightings.note("early" + i)).count();
      assertTrue(left > 75, () -> "remembered " + left);
      IntStream.range(0, 100_000).forEach(i -> assertFalse(sightings.note("later" + i)));
      assertEquals(0, IntStream.range(0, 100).filter(i -> sightings.note("early" + i)).count());
    }
  }
}
