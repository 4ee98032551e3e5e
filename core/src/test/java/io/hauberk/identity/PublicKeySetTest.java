package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.TestIssuer;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvents;
import io.hauberk.request.HandClock;
import io.hauberk.secret.Mount;
import io.hauberk.secret.SecretFile;
import io.hauberk.secret.SecretHandle;
import io.hauberk.secret.SecretPoller;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PublicKeySetTest {
  @TempDir Path directory;
  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final List<SecurityEvent> events = new ArrayList<>();
  private final SecretPoller poller =
      new SecretPoller(SecurityEvents.direct(events::add, clock), clock);

  private static Map<String, String> files(TestIssuer issuer) {
    return Map.of("jwks.json", new String(issuer.jwks(), StandardCharsets.UTF_8));
  }

  private SecretHandle<PublicKeySet> open() {
    return poller.open(
        PublicKeySet.in(SecretFile.at("keys", directory.resolve("jwks.json")))
            .withOverlap(Duration.ofMinutes(5)));
  }

  @Test
  void three_swaps_in_a_row_show_every_reader_one_whole_set_and_keep_the_one_before()
      throws Exception {
    Mount kubelet = new Mount(directory);
    kubelet.update(files(new TestIssuer("k0", clock)));
    SecretHandle<PublicKeySet> keys = open();
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService readers = Executors.newFixedThreadPool(2);
    try {
      List<Future<Integer>> running = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        running.add(
            readers.submit(
                () -> {
                  int reads = 0;
                  do {
                    PublicKeySet set = keys.current();
                    String id =
                        set.keyIds().stream().filter(k -> k.startsWith("k")).findAny().get();
                    assertTrue(new String(set.json(), StandardCharsets.UTF_8).contains(id));
                    reads++;
                  } while (!done.get());
                  return reads;
                }));
      }
      for (int swap = 1; swap <= 3; swap++) {
        kubelet.update(files(new TestIssuer("k" + swap, clock)));
        poller.poll();
        assertTrue(keys.current().keyIds().contains("k" + swap));
        assertTrue(keys.previous().orElseThrow().keyIds().contains("k" + (swap - 1)));
      }
      done.set(true);
      for (Future<Integer> reader : running) {
        assertTrue(reader.get() > 0);
      }
    } finally {
      done.set(true);
      readers.shutdownNow();
    }
    assertEquals(3, events.size());
  }

  @Test
  void a_set_with_a_private_key_does_not_come_into_force() {
    Mount mount = new Mount(directory);
    TestIssuer issuer = new TestIssuer("k0", clock);
    mount.update(files(issuer));
    SecretHandle<PublicKeySet> keys = open();
    mount.update(Map.of("jwks.json", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}"));
    poller.poll();
    assertArrayEquals(issuer.jwks(), keys.current().json());
    assertEquals(SecurityEvent.Kind.SECRET_UNUSABLE, events.get(0).kind());
    assertEquals(1, keys.current().size());
    assertEquals("PublicKeySet[1 keys]", keys.current().toString());
    assertEquals(Set.of(), Set.copyOf(keys.previous().stream().toList()));
  }

  @Test
  void a_set_that_cannot_be_used_stops_the_start() {
    new Mount(directory).update(Map.of("jwks.json", "{}"));
    assertThrows(KeySetException.class, this::open);
  }
}
