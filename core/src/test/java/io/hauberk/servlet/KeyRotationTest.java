package io.hauberk.servlet;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.TestIssuer;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvents;
import io.hauberk.identity.KeySource;
import io.hauberk.limit.RateLimit;
import io.hauberk.request.HandClock;
import io.hauberk.request.Reason;
import io.hauberk.secret.Mount;
import io.hauberk.secret.SecretPoller;
import io.hauberk.servlet.TestServer.Container;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Signing keys swapped as Kubernetes swaps a mounted volume, while requests run. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KeyRotationTest {
  private static final int ROTATIONS = 3;

  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final List<SecurityEvent> told = new CopyOnWriteArrayList<>();
  private final SecretPoller poller =
      new SecretPoller(SecurityEvents.direct(told::add, clock), clock);
  private final AtomicLong tokens = new AtomicLong();

  @TempDir Path mount;

  /** How the keys are mounted. */
  enum Form {
    JWKS {
      @Override
      String content(TestIssuer... issuers) {
        return new String(TestIssuer.jwks(issuers), StandardCharsets.UTF_8);
      }

      @Override
      KeySource keys(Path file) {
        return KeySource.jwksFile(file);
      }
    },
    PEM {
      @Override
      String content(TestIssuer... issuers) {
        return TestIssuer.pem(issuers);
      }

      @Override
      KeySource keys(Path file) {
        return KeySource.pemFiles(file);
      }
    };

    abstract String content(TestIssuer... issuers);

    abstract KeySource keys(Path file);
  }

  /*
   * A rotation is what an issuer does: the new key is mounted beside the old one, tokens are signed with the new one,
   * and the old one is taken out. Three rotations are six swaps of the mount, each under load of clients whose tokens
   * are signed with the key in force, most of them never seen before.
   */
  @ParameterizedTest
  @EnumSource(Form.class)
  void three_rotations_in_a_row_fail_no_honest_request_and_end_every_old_token(Form form)
      throws Exception {
    Mount kubelet = new Mount(mount);
    TestIssuer current = TestIssuer.namedByThumbprint(clock);
    kubelet.update(Map.of("keys", form.content(current)));
    AtomicReference<TestIssuer> inForce = new AtomicReference<>(current);
    try (TestService service =
            new TestService(
                Container.TOMCAT,
                Optional.of(current.profile("main", form.keys(mount.resolve("keys")))),
                b -> b.secrets(poller).callerLimit(RateLimit.perSecond(1_000_000)));
        HonestLoad clients =
            new HonestLoad(() -> get(service, fresh(requireNonNull(inForce.get()))))) {
      for (int rotation = 1; rotation <= ROTATIONS; rotation++) {
        String when = " in rotation " + rotation;
        TestIssuer next = TestIssuer.namedByThumbprint(clock);
        String known = fresh(current);
        clients.awaitRound("before all" + when);
        assertEquals(200, get(service, known), "the key in force" + when);
        assertEquals(401, get(service, fresh(next)), "a key that is not mounted yet" + when);

        kubelet.update(Map.of("keys", form.content(current, next)));
        poller.poll();
        clients.awaitRound("with both keys" + when);
        assertEquals(200, get(service, known), "the old key beside the new one" + when);
        assertEquals(200, get(service, fresh(next)), "the new key beside the old one" + when);

        inForce.set(next);
        clients.awaitRound("with the new key" + when); // nobody sends an old token any more
        service.takeReasons();
        kubelet.update(Map.of("keys", form.content(next)));
        poller.poll();
        assertEquals(401, get(service, known), "a token that was verified before" + when);
        assertEquals(401, get(service, fresh(current)), "a new token of the old key" + when);
        clients.awaitRound("after all" + when);
        assertEquals(
            List.of(Reason.KEY_NOT_FOUND, Reason.KEY_NOT_FOUND),
            service.takeReasons(),
            "refused" + when);
        current = next;
      }
    }
    assertEquals(
        List.of(
            Kind.SECRET_ROTATED,
            Kind.SECRET_ROTATED,
            Kind.SECRET_ROTATED,
            Kind.SECRET_ROTATED,
            Kind.SECRET_ROTATED,
            Kind.SECRET_ROTATED),
        told.stream().map(SecurityEvent::kind).toList());
  }

  /** A token that the service has never seen. */
  private String fresh(TestIssuer issuer) {
    return issuer.token(claims -> claims.jwtID("t" + tokens.incrementAndGet()));
  }

  private static int get(TestService service, String token) throws IOException {
    return RawHttp.get(service.port(), "/files/a", "Authorization: Bearer " + token).status();
  }
}
