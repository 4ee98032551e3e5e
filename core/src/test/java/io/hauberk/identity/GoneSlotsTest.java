package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GoneSlotsTest {
  private final GoneSlots gone = new GoneSlots();

  @Test
  void neighbours_are_one_range() {
    for (long slot : new long[] {5, 3, 4, 7, 6, 3}) {
      gone.add(slot, 10);
    }
    assertEquals(1, gone.size());
    assertFalse(gone.contains(2));
    assertTrue(gone.contains(3));
    assertTrue(gone.contains(7));
    assertFalse(gone.contains(8));
  }

  @Test
  void no_number_is_lost_and_memory_stays_bounded() {
    Random random = new Random(7);
    Set<Long> added = new TreeSet<>();
    for (int i = 0; i < 2_000; i++) {
      long slot = random.nextInt(1_000_000) - 500_000L;
      added.add(slot);
      gone.add(slot, random.nextInt(1_000_000) - 500_000L);
      assertTrue(gone.size() <= GoneSlots.MOST_RANGES);
    }
    for (long slot : added) {
      assertTrue(gone.contains(slot));
    }
  }

  @Test
  void what_lies_between_now_and_a_time_ahead_stays_free() {
    for (long slot = 10_000; slot < 10_100; slot += 3) {
      gone.add(slot, slot + 1); // while the clock was there
    }
    for (long slot = 100; slot < 9_900; slot += 70) {
      gone.add(slot, slot + 1);
      assertFalse(gone.contains(slot + 1));
      assertFalse(gone.contains(9_999));
    }
    assertTrue(gone.contains(100));
    assertTrue(gone.contains(10_099));
    assertTrue(gone.contains(10_000));
  }
}
