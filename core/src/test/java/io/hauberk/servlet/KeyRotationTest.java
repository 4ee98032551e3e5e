package io.hauberk.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.TestIssuer;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvents;
import io.hauberk.identity.KeySource;
import io.hauberk.request.HandClock;
import io.hauberk.secret.SecretPoller;
import io.hauberk.servlet.TestServer.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys swapped as Kubernetes swaps a mounted volume, while requests run. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KeyRotationTest {
  private static final int SWAPS = 3;
  private static final int REQUESTS_DURING_A_SWAP = 60;

  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");

  @TempDir Path mount;

  @Test
  void three_swaps_in_a_row_fail_no_honest_request_and_end_every_old_token() throws Exception {
    TestIssuer current = new TestIssuer("k0", clock);
    swap(0, current);
    List<SecurityEvent> events = new ArrayList<>();
    SecretPoller poller = new SecretPoller(SecurityEvents.direct(events::add, clock));
    KeySource keys = KeySource.jwksFile(mount.resolve("jwks.json"));
    ExecutorService callers = Executors.newFixedThreadPool(4);
    TestIssuer first = current;
    try (TestService service =
        new TestService(
            Container.TOMCAT, Optional.of(first.profile("main", keys)), b -> b.secrets(poller))) {
      for (int swap = 1; swap <= SWAPS; swap++) {
        TestIssuer next = new TestIssuer("k" + swap, clock);
        String old = current.token("x");
        assertEquals(200, get(service, old), "before swap " + swap);
        assertEquals(401, get(service, next.token("x")), "a key that is not mounted yet");

        // Both keys are mounted first, as every rotation does, so that no token is refused by the
        // swap.
        mount(2 * swap - 1, TestIssuer.jwks(current, next));
        List<Future<Integer>> running = new ArrayList<>();
        for (int i = 0; i < REQUESTS_DURING_A_SWAP; i++) {
          Callable<Integer> call = () -> get(service, old);
          running.add(callers.submit(call));
        }
        poller.poll();
        for (Future<Integer> call : running) {
          assertEquals(200, call.get());
        }
        assertEquals(200, get(service, next.token("x")), "after swap " + swap);

        swap(2 * swap, next);
        poller.poll();
        assertEquals(401, get(service, old), "the old key is gone in swap " + swap);
        assertEquals(200, get(service, next.token("x")));
        current = next;
      }
    } finally {
      callers.shutdownNow();
    }
    assertTrue(events.size() >= 2 * SWAPS, "rotations told: " + events.size());
  }

  private static int get(TestService service, String token) throws IOException {
    return RawHttp.get(service.port(), "/files/a", "Authorization: Bearer " + token).status();
  }

  private void swap(int generation, TestIssuer issuer) throws IOException {
    mount(generation, issuer.jwks());
  }

  /**
   * A new generation in a folder of its own, then one rename of {@code ..data}, as the kubelet
   * does.
   */
  private void mount(int generation, byte[] jwks) throws IOException {
    Path folder = Files.createDirectory(mount.resolve("..2026_01_01_" + generation));
    Files.write(folder.resolve("jwks.json"), jwks);
    Path link = Files.createSymbolicLink(mount.resolve("..data_tmp"), folder.getFileName());
    Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    if (!Files.exists(mount.resolve("jwks.json"), LinkOption.NOFOLLOW_LINKS)) {
      Files.createSymbolicLink(mount.resolve("jwks.json"), Path.of("..data", "jwks.json"));
    }
  }
}
