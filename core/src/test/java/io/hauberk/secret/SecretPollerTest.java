package io.hauberk.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvents;
import io.hauberk.request.HandClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SecretPollerTest {
  private static final String GONE =
      "cannot be read: 'password' is missing: mount it there, or name another place";

  @TempDir Path mount;
  private final List<SecurityEvent> events = new ArrayList<>();
  private final List<String> taken = new ArrayList<>();
  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final SecretPoller poller =
      new SecretPoller(SecurityEvents.direct(events::add, clock), clock);
  private Path file;

  @BeforeEach
  void writeSecret() {
    file = mount.resolve("password");
    Mount.write(file, "one");
  }

  private void watch() {
    poller.watch(SecretFile.at("password", file), this::take);
  }

  /** Takes what begins with a letter of the alphabet. */
  private void take(Secret secret) {
    if (!Character.isLetter(secret.text().charAt(0))) {
      throw new IllegalArgumentException("not usable: " + secret.text());
    }
    taken.add(secret.text());
  }

  private List<String> told() {
    return events.stream().map(event -> event.kind() + " " + event.details()).toList();
  }

  @Test
  void the_first_content_is_given_at_once_and_is_no_rotation() {
    watch();
    poller.poll();
    assertEquals(List.of("one"), taken);
    assertEquals(List.of(), told());
  }

  @Test
  void each_new_content_is_given_and_told_by_fingerprint_only() {
    watch();
    Mount.write(file, "two");
    poller.poll();
    assertEquals(List.of("one", "two"), taken);
    assertEquals(List.of("SECRET_ROTATED {SECRET=password, FINGERPRINT=3fc4ccfe}"), told());
  }

  @Test
  void three_swaps_of_a_kubernetes_volume_in_a_row_are_three_rotations() {
    Path volume = mount.resolve("volume");
    assertTrue(volume.toFile().mkdir());
    Mount kubelet = new Mount(volume);
    kubelet.update(Map.of("user", "a"));
    poller.watch(
        SecretDirectory.at("db", volume), snapshot -> taken.add(snapshot.require("user").text()));
    for (String content : List.of("b", "c", "d")) {
      kubelet.update(Map.of("user", content));
      poller.poll();
    }
    assertEquals(List.of("a", "b", "c", "d"), taken);
    assertEquals(3, events.size());
  }

  @Test
  void a_rewrite_with_the_same_modification_time_is_noticed() throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    watch();
    Mount.write(file, "two");
    Files.setLastModifiedTime(file, time);
    poller.poll();
    assertEquals(List.of("one", "two"), taken);
  }

  @Test
  void a_rewrite_of_the_same_content_is_not_a_rotation() throws IOException {
    watch();
    Mount.write(file, "one");
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    poller.poll();
    assertEquals(List.of("one"), taken);
  }

  @Test
  void content_that_its_user_refuses_leaves_the_last_good_one_and_is_told_once() {
    watch();
    Mount.write(file, "%partial");
    poller.poll();
    poller.poll();
    assertEquals(List.of("one"), taken);
    assertEquals(
        List.of("SECRET_UNUSABLE {SECRET=password, CAUSE=refused: IllegalArgumentException}"),
        told());
  }

  @Test
  void a_partial_write_is_followed_by_the_whole() {
    watch();
    Mount.write(file, "%");
    poller.poll();
    Mount.write(file, "two");
    poller.poll();
    assertEquals(List.of("one", "two"), taken);
  }

  @Test
  void after_a_bad_content_the_old_one_may_return_which_is_told_and_is_no_rotation() {
    watch();
    Mount.write(file, "%");
    poller.poll();
    Mount.write(file, "one");
    poller.poll();
    Mount.write(file, "%");
    poller.poll();
    Mount.write(file, "one");
    poller.poll();
    poller.poll();
    assertEquals(List.of("one"), taken);
    String unusable = "SECRET_UNUSABLE {SECRET=password, CAUSE=refused: IllegalArgumentException}";
    String restored = "SECRET_RESTORED {SECRET=password, FINGERPRINT=7692c3ad}";
    assertEquals(List.of(unusable, restored, unusable, restored), told());
  }

  @Test
  void a_file_that_vanishes_leaves_the_last_good_one_and_is_told_once() throws IOException {
    watch();
    Files.delete(file);
    poller.poll();
    poller.poll();
    assertEquals(List.of("SECRET_UNUSABLE {SECRET=password, CAUSE=" + GONE + "}"), told());
    Mount.write(file, "one");
    poller.poll();
    assertEquals("SECRET_RESTORED {SECRET=password, FINGERPRINT=7692c3ad}", told().get(1));
    Mount.write(file, "two");
    poller.poll();
    assertEquals(List.of("one", "two"), taken);
  }

  @Test
  void no_event_holds_content() {
    watch();
    Mount.write(file, "%hunter2");
    poller.poll();
    Mount.write(file, "hunter2");
    poller.poll();
    assertEquals(2, events.size());
    for (SecurityEvent event : events) {
      assertFalse(event.details().toString().contains("hunter2"));
      assertEquals("password", event.details().get(Detail.SECRET));
    }
  }

  @Test
  void a_missing_file_at_the_start_is_an_error() throws IOException {
    Files.delete(file);
    assertThrows(SecretException.class, this::watch);
    poller.poll();
    assertEquals(List.of(), told());
  }

  @Test
  void a_first_content_that_its_user_refuses_is_its_users_error() {
    Mount.write(file, "%");
    assertThrows(IllegalArgumentException.class, this::watch);
  }

  @Test
  void one_bad_secret_does_not_keep_another_from_rotating() {
    Path other = mount.resolve("other");
    Mount.write(other, "a");
    watch();
    Consumer<Secret> takeOther = secret -> taken.add(secret.text());
    poller.watch(SecretFile.at("other", other), takeOther);
    Mount.write(file, "%");
    Mount.write(other, "b");
    poller.poll();
    assertEquals(List.of("one", "a", "b"), taken);
  }

  @Test
  void it_tells_at_any_time_how_it_stands_with_each_secret() {
    Instant start = clock.instant();
    Supplier<SecretState> state = poller.watch(SecretFile.at("password", file), this::take);
    SecretState first = new SecretState("password", "7692c3ad", start, null);
    assertEquals(first, state.get());

    clock.advance(Duration.ofSeconds(10));
    Mount.write(file, "%");
    poller.poll();
    Trouble trouble = new Trouble(start.plusSeconds(10), "refused: IllegalArgumentException");
    assertEquals(new SecretState("password", "7692c3ad", start, trouble), state.get());

    clock.advance(Duration.ofSeconds(10));
    Mount.remove(file);
    poller.poll();
    Trouble still = new Trouble(start.plusSeconds(10), GONE);
    assertEquals(new SecretState("password", "7692c3ad", start, still), state.get());

    Mount.write(file, "one");
    poller.poll();
    assertEquals(first, state.get());

    Mount.write(file, "two");
    poller.poll();
    SecretState second = new SecretState("password", "3fc4ccfe", start.plusSeconds(20), null);
    assertEquals(second, state.get());
    assertEquals(List.of(second), poller.states());
  }

  @Test
  void a_glance_sees_a_swap_and_a_write_without_reading_what_stands_still() {
    Path volume = mount.resolve("volume");
    assertTrue(volume.toFile().mkdir());
    Mount kubelet = new Mount(volume);
    kubelet.update(Map.of("user", "a"));
    poller.watch(
        SecretDirectory.at("db", volume), snapshot -> taken.add(snapshot.require("user").text()));
    watch();
    int[] reads = {0};
    FileReading counting =
        (name, path, configured) -> {
          reads[0]++;
          return FileReading.REAL.read(name, path, configured);
        };
    Consumer<Secret> nothing = secret -> {};
    poller.watch(new SecretFile("counted", file, counting), nothing);
    poller.glance();
    assertEquals(1, reads[0]);
    kubelet.update(Map.of("user", "b"));
    poller.glance();
    assertEquals(List.of("a", "one", "b"), taken);
    assertEquals(1, reads[0]);
    Mount.write(file, "longer");
    poller.glance();
    poller.glance();
    assertEquals(List.of("a", "one", "b", "longer"), taken);
    assertEquals(2, reads[0]);
    Mount.remove(file);
    poller.glance();
    assertEquals("SECRET_UNUSABLE {SECRET=password, CAUSE=" + GONE + "}", told().get(2 + 1));
  }

  @Test
  void what_no_glance_can_see_is_found_by_the_look_at_each_interval() throws IOException {
    ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    try {
      watch();
      poller.start(timers, Duration.ofSeconds(3));
      timers.shutdownNow(); // the steps are taken by hand
      FileTime time = Files.getLastModifiedTime(file);
      Mount.write(file, "two");
      Files.setLastModifiedTime(file, time);
      poller.step();
      poller.step();
      assertEquals(List.of("one"), taken);
      poller.step();
      assertEquals(List.of("one", "two"), taken);
    } finally {
      timers.shutdownNow();
    }
  }

  @Test
  void it_is_started_once_and_with_a_sensible_interval() {
    ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    try {
      assertThrows(
          IllegalArgumentException.class, () -> poller.start(timers, Duration.ofMillis(999)));
      assertThrows(
          IllegalArgumentException.class, () -> poller.start(timers, Duration.ofMinutes(61)));
      poller.start(timers, SecretPoller.DEFAULT_INTERVAL);
      assertThrows(
          IllegalStateException.class, () -> poller.start(timers, SecretPoller.DEFAULT_INTERVAL));
      poller.close();
    } finally {
      timers.shutdownNow();
    }
  }
}
