package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class KeyRefreshTest {

  @Test
  void the_defaults() {
    assertEquals(
        new KeyRefresh(
            Duration.ofMinutes(5),
            Duration.ofSeconds(5),
            Duration.ofHours(1),
            Duration.ofSeconds(1),
            false),
        KeyRefresh.DEFAULT);
  }

  @Test
  void each_part_can_be_set() {
    KeyRefresh refresh =
        KeyRefresh.DEFAULT
            .withEvery(Duration.ofMinutes(1))
            .withCooldown(Duration.ofSeconds(7))
            .withMaxWait(Duration.ofMillis(200))
            .withMaxStale(Duration.ofMinutes(10))
            .startingLazily();
    assertEquals(Duration.ofMinutes(1), refresh.every());
    assertEquals(Duration.ofSeconds(7), refresh.cooldown());
    assertEquals(Duration.ofMillis(200), refresh.maxWait());
    assertEquals(Duration.ofMinutes(10), refresh.maxStale());
    assertTrue(refresh.lazy());
  }

  @Test
  void values_out_of_range_are_refused_by_name() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> KeyRefresh.DEFAULT.withEvery(Duration.ofSeconds(9)));
    assertEquals("keys.refresh-every must be between PT10S and PT24H, was PT9S", e.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> KeyRefresh.DEFAULT.withCooldown(Duration.ofMillis(999)));
    assertThrows(
        IllegalArgumentException.class,
        () -> KeyRefresh.DEFAULT.withMaxStale(Duration.ofMinutes(4)));
    assertThrows(
        IllegalArgumentException.class, () -> KeyRefresh.DEFAULT.withMaxStale(Duration.ofDays(8)));
    assertThrows(
        IllegalArgumentException.class, () -> KeyRefresh.DEFAULT.withMaxWait(Duration.ofMillis(9)));
    assertThrows(
        IllegalArgumentException.class,
        () -> KeyRefresh.DEFAULT.withMaxWait(Duration.ofSeconds(11)));
  }
}
