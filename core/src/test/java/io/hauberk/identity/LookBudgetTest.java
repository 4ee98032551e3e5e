package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LookBudgetTest {
  private static final long COOLDOWN = 30_000;
  private static final String STRANGER = "203.0.113.9";
  private static final String FRIEND = "198.51.100.7";

  private final LookBudget budget = new LookBudget(COOLDOWN);

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
            .filter(i -> budget.trySpend("id" + i, STRANGER, i / 10))
            .count();
    assertEquals(1, fetches);
  }

  @Test
  void the_reserve_is_for_another_peer() {
    assertTrue(budget.trySpend("a", STRANGER, 0));
    assertFalse(budget.trySpend("b", STRANGER, 1));
    assertTrue(budget.trySpend("rotated", FRIEND, 2));
    assertFalse(budget.trySpend("c", "192.0.2.1", 3), "and it is one");
  }

  @Test
  void the_reserve_is_for_an_id_that_comes_again() {
    assertTrue(budget.trySpend("a", STRANGER, 0));
    assertFalse(budget.trySpend("rotated", STRANGER, 1));
    assertTrue(budget.trySpend("rotated", STRANGER, 2));
    assertFalse(budget.trySpend("rotated", STRANGER, 3), "it was looked for");
  }

  @Test
  void an_id_of_which_the_storm_has_washed_away_the_memory_has_to_come_again() {
    assertTrue(budget.trySpend("a", STRANGER, 0));
    assertFalse(budget.trySpend("rotated", STRANGER, 1));
    IntStream.range(0, 256).forEach(i -> assertFalse(budget.trySpend("id" + i, STRANGER, 2)));
    assertFalse(budget.trySpend("rotated", STRANGER, 3));
    assertTrue(budget.trySpend("rotated", STRANGER, 4));
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
}
