package io.hauberk.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvents;
import io.hauberk.request.HandClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SecretHandleTest {
  @TempDir Path mount;
  private final List<SecurityEvent> events = new ArrayList<>();
  private final HandClock clock = HandClock.at("2026-02-01T00:00:00Z");
  private final SecretPoller poller =
      new SecretPoller(SecurityEvents.direct(this::record, clock), clock);

  /** How the files of a test are mounted is the matter of another one. */
  private void record(SecurityEvent event) {
    if (event.kind() != SecurityEvent.Kind.SECRET_EXPOSED) {
      events.add(event);
    }
  }

  private SecretSource<String> text() {
    return SecretSource.text(SecretFile.at("password", mount.resolve("password")));
  }

  private void write(String content) {
    Mount.write(mount.resolve("password"), content);
  }

  private SecretSource<CertifiedKey> pair() {
    return SecretSource.certifiedKey(SecretDirectory.at("tls", mount), "tls.crt", "tls.key");
  }

  private static Map<String, String> files(TestCertificate leaf) {
    return Map.of("tls.crt", leaf.chainPem(), "tls.key", leaf.keyPem());
  }

  @Test
  void an_error_of_a_listener_keeps_nobody_from_what_comes_next() {
    write("one");
    SecretHandle<String> password = poller.open(text());
    List<String> taken = new ArrayList<>();
    password.onRotation(
        content -> {
          if (content.equals("two")) {
            throw new NoClassDefFoundError("Absent");
          }
          taken.add(content);
        });
    write("two");
    poller.poll();
    assertEquals("two", password.current());
    assertEquals("in force, but not taken over: NoClassDefFoundError", cause(password.state()));
    write("three");
    poller.poll();
    assertEquals(List.of("three"), taken);
    assertNull(password.state().trouble());
  }

  @Nested
  class A_refresh {

    @Test
    void brings_what_was_written_since_the_last_look() {
      write("one");
      SecretHandle<String> password = poller.open(text());
      write("two-two");
      assertEquals("one", password.current());
      assertEquals("two-two", password.refresh());
      assertEquals(List.of("SECRET_ROTATED "), told());
    }

    @Test
    void looks_at_no_other_secret_and_tells_no_listener_before_the_next_look() {
      write("one");
      Mount.write(mount.resolve("other"), "one");
      SecretHandle<String> password = poller.open(text());
      SecretHandle<String> other =
          poller.open(SecretSource.text(SecretFile.at("other", mount.resolve("other"))));
      List<String> taken = new ArrayList<>();
      password.onRotation(taken::add);
      other.onRotation(taken::add);
      write("two-two");
      Mount.write(mount.resolve("other"), "other-two");
      assertEquals("two-two", password.refresh());
      assertEquals("one", other.current());
      assertEquals(List.of(), taken);
      poller.glance();
      assertEquals(List.of("two-two", "other-two"), taken);
    }

    @Test
    void tells_listeners_at_the_next_glance_though_nothing_has_moved_then() {
      write("one");
      SecretHandle<String> password = poller.open(text());
      List<String> taken = new ArrayList<>();
      password.onRotation(taken::add);
      write("two-two");
      assertEquals("two-two", password.refresh());
      poller.glance();
      assertEquals(List.of("two-two"), taken);
    }

    @Test
    void reads_a_file_that_seems_unchanged_once_a_second_at_most() {
      write("one");
      AtomicInteger reads = new AtomicInteger();
      FileReading counting =
          (name, file, configured) -> {
            reads.incrementAndGet();
            return FileReading.REAL.read(name, file, configured);
          };
      SecretHandle<String> password =
          poller.open(
              SecretSource.text(new SecretFile("password", mount.resolve("password"), counting)));
      for (int i = 0; i < 100; i++) {
        assertEquals("one", password.refresh());
      }
      assertEquals(1, reads.get());
      clock.advance(Duration.ofSeconds(1));
      for (int i = 0; i < 100; i++) {
        assertEquals("one", password.refresh());
      }
      assertEquals(2, reads.get());
    }

    @Test
    void waits_for_the_look_of_another_thread() throws Exception {
      write("one");
      CountDownLatch looking = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      SecretSource<String> slow =
          SecretSource.text(
              SecretFile.at("password", mount.resolve("password")),
              content -> {
                if (content.equals("two-two")) {
                  looking.countDown();
                  awaitUnchecked(go);
                }
                return content;
              });
      SecretHandle<String> password = poller.open(slow);
      write("two-two");
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try {
        Future<String> first = threads.submit(password::refresh);
        looking.await();
        AtomicReference<Thread> waiting = new AtomicReference<>();
        Future<String> second =
            threads.submit(
                () -> {
                  waiting.set(Thread.currentThread());
                  return password.refresh();
                });
        while (!second.isDone()
            && (waiting.get() == null || waiting.get().getState() != Thread.State.TIMED_WAITING)) {
          Thread.onSpinWait();
        }
        go.countDown();
        assertEquals("two-two", first.get());
        assertEquals("two-two", second.get());
      } finally {
        threads.shutdownNow();
      }
    }

    private static void awaitUnchecked(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private List<String> told() {
    return events.stream()
        .map(event -> event.kind() + " " + event.details().getOrDefault(Detail.CAUSE, ""))
        .toList();
  }

  private static String cause(SecretState state) {
    Trouble trouble = state.trouble();
    return trouble == null ? "" : trouble.cause();
  }

  @Nested
  class A_text {
    @Test
    void is_what_the_file_says_without_one_newline() {
      write("hunter2 \r\n");
      SecretHandle<String> password = poller.open(text());
      assertEquals("hunter2 ", password.current());
      write("hunter3\n\n");
      poller.poll();
      assertEquals("hunter3\n", password.current());
      assertEquals("SecretHandle[password]", password.toString());
    }

    @Test
    void that_is_none_does_not_come_into_force() {
      write("good");
      SecretHandle<String> password = poller.open(text());
      Map<byte[], String> bad =
          Map.of(
              new byte[] {'a', (byte) 0xff},
              "is no UTF-8 text: write it in UTF-8, or read it as bytes",
              new byte[] {'a', 0},
              "holds a NUL: write it as text, or read it as bytes",
              "\uFEFFgood".getBytes(StandardCharsets.UTF_8),
              "begins with a byte order mark: write it without one",
              new byte[] {'\r', '\n'},
              "is empty but for a newline: write its content");
      bad.forEach(
          (content, cause) -> {
            events.clear();
            Mount.write(mount.resolve("password"), content);
            poller.poll();
            assertEquals("good", password.current());
            assertEquals(List.of("SECRET_UNUSABLE refused: the content " + cause), told());
            assertEquals("refused: the content " + cause, cause(password.state()));
          });
    }

    @Test
    void has_a_fingerprint_by_which_nobody_can_try_out_what_it_is() {
      write("1234");
      SecretHandle<String> password = poller.open(text());
      Secret guess = Secret.of("1234".getBytes(StandardCharsets.UTF_8));
      assertNotEquals(guess.fingerprint(), password.state().fingerprint());
      assertEquals(guess.maskedFingerprint(), password.state().fingerprint());
    }

    @Test
    void that_is_missing_at_the_start_is_an_error() {
      assertThrows(SecretException.class, () -> poller.open(text()));
      assertEquals(List.of(), poller.states());
    }
  }

  @Nested
  class After_a_rotation {
    @Test
    void the_content_before_is_accepted_until_the_overlap_ends() {
      write("one");
      SecretHandle<String> key = poller.open(text().withOverlap(Duration.ofMinutes(5)));
      assertEquals(Optional.empty(), key.previous());
      write("two");
      poller.poll();
      clock.advance(Duration.ofMinutes(5).minusNanos(1));
      assertEquals(List.of("two", "one"), key.accepted());
      assertEquals(Optional.of("one"), key.previous());
      clock.advance(Duration.ofNanos(1));
      assertEquals(List.of("two"), key.accepted());
      assertEquals(Optional.empty(), key.previous());
      poller.poll();
      clock.set("2026-02-01T00:00:00Z"); // once it is over, it is gone, whatever the clock says
      assertEquals(List.of("two"), key.accepted());
    }

    @Test
    void a_second_one_ends_the_overlap_of_the_first() {
      write("one");
      SecretHandle<String> key = poller.open(text().withOverlap(Duration.ofMinutes(5)));
      write("two");
      poller.poll();
      write("three");
      poller.poll();
      assertEquals(List.of("three", "two"), key.accepted());
    }

    @Test
    void nothing_of_before_is_kept_unless_asked_for() {
      write("one");
      SecretHandle<String> key = poller.open(text());
      write("two");
      poller.poll();
      assertEquals(List.of("two"), key.accepted());
      assertThrows(IllegalArgumentException.class, () -> text().withOverlap(Duration.ofNanos(-1)));
      assertThrows(IllegalArgumentException.class, () -> text().withOverlap(Duration.ofDays(8)));
    }

    @Test
    void listeners_are_told_once_it_is_in_force() {
      write("one");
      SecretHandle<String> password = poller.open(text());
      List<String> taken = new ArrayList<>();
      password.onRotation(content -> taken.add(content + "=" + password.current()));
      poller.poll();
      assertEquals(List.of(), taken);
      write("two");
      poller.poll();
      poller.poll();
      assertEquals(List.of("two=two"), taken);
    }

    @Test
    void a_listener_that_has_all_secrets_looked_at_is_told_once() {
      write("one");
      SecretHandle<String> password = poller.open(text());
      List<String> taken = new ArrayList<>();
      password.onRotation(
          content -> {
            poller.poll();
            taken.add(content);
          });
      write("two");
      poller.poll();
      assertEquals(List.of("two"), taken);
    }

    @Test
    void a_listener_that_fails_is_told_again_until_it_has_taken_it() {
      write("one");
      SecretHandle<String> password = poller.open(text());
      List<String> taken = new ArrayList<>();
      AtomicBoolean down = new AtomicBoolean(true);
      password.onRotation(
          content -> {
            if (down.get()) {
              throw new IllegalStateException("no pool for " + content);
            }
            taken.add(content);
          });
      password.onRotation(content -> taken.add("other " + content));
      write("hunter2");
      poller.poll();
      poller.poll();
      assertEquals(List.of("other hunter2"), taken);
      String cause = "in force, but not taken over: IllegalStateException";
      assertEquals(List.of("SECRET_ROTATED ", "SECRET_UNUSABLE " + cause), told());
      assertEquals(cause, cause(poller.states().get(0)));
      down.set(false);
      poller.poll();
      poller.poll();
      assertEquals(List.of("other hunter2", "hunter2"), taken);
      assertNull(password.state().trouble());
    }
  }

  @Nested
  class The_age {
    private final TestCertificate root = TestCertificate.authority("root");

    private void mount(String from, String to) {
      TestCertificate leaf =
          root.issue("leaf").valid(Instant.parse(from), Instant.parse(to)).make();
      Mount.write(mount.resolve("both.pem"), leaf.pem() + leaf.keyPem());
    }

    private SecretSource<CertifiedKey> both() {
      return SecretSource.certifiedKey(SecretDirectory.at("tls", mount), "both.pem", "both.pem");
    }

    @Test
    void of_a_certificate_is_told_once_when_a_sixth_of_its_life_is_left_and_at_its_end() {
      clock.set("2026-02-01T00:49:59Z");
      mount("2026-02-01T00:00:00Z", "2026-02-01T01:00:00Z"); // as SPIRE issues them
      SecretHandle<CertifiedKey> tls = poller.open(both());
      assertEquals(List.of(), told());
      assertEquals(Instant.parse("2026-02-01T01:00:00Z"), tls.state().expires());
      assertEquals(Instant.parse("2026-02-01T00:00:00Z"), tls.state().born());
      assertNull(tls.state().alarm());
      clock.advance(Duration.ofSeconds(1));
      poller.poll();
      poller.poll();
      assertEquals(List.of("SECRET_EXPIRING expires at 2026-02-01T01:00:00Z"), told());
      assertEquals(
          new Trouble(clock.instant(), "expires at 2026-02-01T01:00:00Z"), tls.state().alarm());
      clock.advance(Duration.ofMinutes(10));
      poller.poll();
      poller.poll();
      assertEquals("SECRET_EXPIRED expired at 2026-02-01T01:00:00Z", told().get(1));
      assertEquals(2, events.size());

      mount("2026-02-01T00:59:00Z", "2026-02-01T02:00:00Z");
      poller.poll();
      assertNull(tls.state().alarm());
      assertEquals("SECRET_ROTATED ", told().get(2));
    }

    @Test
    void of_a_long_certificate_is_told_a_month_before_its_end_or_as_configured() {
      mount("2025-01-01T00:00:00Z", "2026-03-03T00:00:01Z");
      poller.open(both());
      assertEquals(List.of(), told());
      poller.open(both().withExpiryWarning(Duration.ofDays(31)));
      assertEquals(List.of("SECRET_EXPIRING expires at 2026-03-03T00:00:01Z"), told());
      clock.advance(Duration.ofSeconds(1));
      poller.poll();
      assertEquals(2, events.size());
    }

    @Test
    void a_certificate_that_has_expired_never_takes_the_place_of_one_that_has_not() {
      mount("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");
      SecretHandle<CertifiedKey> tls = poller.open(both());
      CertifiedKey good = tls.current();
      mount("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z");
      poller.poll();
      assertSame(good, tls.current());
      assertEquals(
          List.of("SECRET_UNUSABLE refused: the content has expired: mount one that is valid"),
          told());
    }

    @Test
    void
        a_certificate_that_is_not_valid_yet_takes_the_place_of_one_that_is_when_its_time_has_come() {
      mount("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");
      SecretHandle<CertifiedKey> tls = poller.open(both());
      CertifiedKey good = tls.current();
      mount("2026-02-01T00:00:10Z", "2027-01-01T00:00:00Z");
      poller.poll();
      poller.poll();
      assertSame(good, tls.current());
      assertEquals(
          List.of(
              "SECRET_UNUSABLE refused: the content is not valid yet: it is taken when its time has"
                  + " come"),
          told());
      clock.advance(Duration.ofSeconds(10));
      poller.poll();
      assertNotSame(good, tls.current());
      assertNull(tls.state().trouble());
      assertEquals("SECRET_ROTATED ", told().get(1));
    }

    @Test
    void a_certificate_that_has_expired_at_the_start_is_told() {
      mount("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z");
      poller.open(both());
      assertEquals(List.of("SECRET_EXPIRED expired at 2026-01-01T00:00:00Z"), told());
    }

    @Test
    void of_a_text_is_that_of_its_file_and_told_where_a_greatest_age_is_configured()
        throws IOException {
      write("one");
      Instant written = Instant.parse("2026-01-01T00:00:00Z");
      Files.setLastModifiedTime(mount.resolve("password"), FileTime.from(written));
      SecretHandle<String> password = poller.open(text().withMaxAge(Duration.ofDays(40)));
      assertEquals(written, password.state().born());
      assertNull(password.state().expires());
      clock.set("2026-02-10T00:00:00Z");
      poller.poll();
      poller.poll();
      assertEquals(
          List.of("SECRET_TOO_OLD older than PT960H: there since 2026-01-01T00:00:00Z"), told());
      write("two");
      poller.poll();
      assertNull(password.state().alarm());
      assertEquals(
          clock.instant(), password.state().born()); // the file says the future: not believed
      assertThrows(IllegalArgumentException.class, () -> text().withMaxAge(Duration.ZERO));
      assertThrows(
          IllegalArgumentException.class, () -> text().withExpiryWarning(Duration.ofNanos(-1)));
    }
  }

  @Nested
  class A_pair {
    private final TestCertificate root = TestCertificate.authority("root");

    @Test
    void that_is_read_between_two_writes_does_not_come_into_force() {
      TestCertificate first = root.issue("first").make();
      TestCertificate second = root.issue("second").make();
      Mount.write(mount.resolve("tls.crt"), first.pem());
      Mount.write(mount.resolve("tls.key"), first.keyPem());
      SecretHandle<CertifiedKey> tls = poller.open(pair());

      Mount.write(mount.resolve("tls.crt"), second.pem());
      poller.poll();
      assertEquals(first.certificate(), tls.current().certificate());
      String cause =
          "refused: the file 'tls.key' does not hold the key of the first certificate in 'tls.crt':"
              + " replace both in one step";
      assertEquals(List.of("SECRET_UNUSABLE " + cause), told());
      assertEquals(cause, cause(tls.state()));

      Mount.write(mount.resolve("tls.key"), second.keyPem());
      poller.poll();
      assertEquals(second.certificate(), tls.current().certificate());
      assertNull(tls.state().trouble());
      assertEquals("SECRET_ROTATED ", told().get(1));
    }

    @Test
    void of_a_mount_in_which_other_files_are_not_ours_to_read() {
      TestCertificate leaf = root.issue("leaf").make();
      Mount.write(mount.resolve("tls.crt"), leaf.pem());
      Mount.write(mount.resolve("tls.key"), leaf.keyPem());
      Mount.write(mount.resolve("huge"), new byte[2 * 1024 * 1024]);
      assertEquals(leaf.certificate(), poller.open(pair()).current().certificate());
      Mount.remove(mount.resolve("tls.key"));
      poller.poll();
      assertEquals(
          List.of(
              "SECRET_UNUSABLE cannot be read: 'tls.key' is missing: mount it there, or name another"
                  + " place"),
          told());
    }

    @Test
    void fits_for_every_reader_while_three_swaps_go_over_it() throws Exception {
      Mount kubelet = new Mount(mount);
      kubelet.update(files(root.issue("leaf0").make()));
      SecretHandle<CertifiedKey> tls = poller.open(pair());
      AtomicBoolean done = new AtomicBoolean();
      ExecutorService readers = Executors.newFixedThreadPool(4);
      try {
        List<Future<Integer>> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          running.add(
              readers.submit(
                  () -> {
                    int reads = 0;
                    do {
                      CertifiedKey pair = tls.current();
                      CertifiedKey.requireFit("c", pair.certificate(), "k", pair.key());
                      reads++;
                    } while (!done.get());
                    return reads;
                  }));
        }
        for (int swap = 1; swap <= 3; swap++) {
          TestCertificate next = root.issue("leaf" + swap).make();
          kubelet.update(files(next));
          poller.poll();
          assertEquals(next.certificate(), tls.current().certificate());
        }
        done.set(true);
        for (Future<Integer> reader : running) {
          assertTrue(reader.get() > 0);
        }
      } finally {
        done.set(true);
        readers.shutdownNow();
      }
      assertEquals(List.of("SECRET_ROTATED ", "SECRET_ROTATED ", "SECRET_ROTATED "), told());
    }
  }

  @Test
  void bytes_are_what_stands_in_the_file() {
    write("a\n");
    SecretHandle<Secret> bytes =
        poller.open(SecretSource.bytes(SecretFile.at("key", mount.resolve("password"))));
    assertEquals(2, bytes.current().length());
    Secret before = bytes.current();
    poller.poll();
    assertSame(before, bytes.current());
    assertFalse(bytes.state().name().isEmpty());
  }
}
