package io.hauberk.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.TestIssuer;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvents;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.identity.JwsAlgorithm;
import io.hauberk.identity.KeySource;
import io.hauberk.request.HandClock;
import io.hauberk.request.Reason;
import io.hauberk.secret.Mount;
import io.hauberk.secret.SecretPoller;
import io.hauberk.servlet.TestServer.Container;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Revocation lists swapped as Kubernetes swaps a mounted volume, while requests run. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RevocationRotationTest {
  private static final int REQUESTS_DURING_A_SWAP = 60;

  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final TestIssuer issuer = new TestIssuer("k1", clock);
  private final TestIssuer thief = new TestIssuer("stolen", clock);

  @TempDir Path mount;

  @Test
  void three_swaps_in_a_row_fail_no_honest_request_and_end_each_token_that_they_name()
      throws Exception {
    List<SecurityEvent> events = new ArrayList<>();
    SecretPoller poller = new SecretPoller(SecurityEvents.direct(events::add, clock));
    String honest = issuer.token(claims -> claims.jwtID("honest").subject("alice"));
    List<String> revoked =
        List.of(
            issuer.token(claims -> claims.jwtID("lost").subject("alice")),
            issuer.token(claims -> claims.subject("bob")),
            thief.token(claims -> claims.subject("alice")));
    List<String> entries =
        List.of(
            "{\"jti\":\"lost\",\"until\":\"2026-01-01T00:05:00Z\"}",
            "{\"sub\":\"bob\",\"issued_before\":\"2026-01-01T00:00:00Z\"}",
            "{\"kid\":\"stolen\"}");
    Mount kubelet = new Mount(mount);
    kubelet.update(list(List.of()));
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try (TestService service =
        new TestService(Container.TOMCAT, Optional.of(profile()), b -> b.secrets(poller))) {
      for (int swap = 1; swap <= entries.size(); swap++) {
        assertEquals(200, get(service, revoked.get(swap - 1)).status(), "before swap " + swap);

        kubelet.update(list(entries.subList(0, swap)));
        List<Future<Integer>> running = new ArrayList<>();
        for (int i = 0; i < REQUESTS_DURING_A_SWAP; i++) {
          Callable<Integer> call = () -> get(service, honest).status();
          running.add(callers.submit(call));
        }
        poller.poll();
        for (Future<Integer> call : running) {
          assertEquals(200, call.get());
        }
        service.takeReasons();
        for (String token : revoked.subList(0, swap)) {
          RawHttp.Response answer = get(service, token);
          assertEquals(401, answer.status(), "after swap " + swap);
          assertEquals(
              "Bearer realm=\"api\", error=\"invalid_token\"", answer.header("WWW-Authenticate"));
          assertEquals(List.of(Reason.TOKEN_REVOKED), service.takeReasons());
        }
      }
      Date now = Date.from(clock.instant());
      String signedInAgain = issuer.token(claims -> claims.subject("bob").issueTime(now));
      assertEquals(200, get(service, signedInAgain).status());
    } finally {
      callers.shutdownNow();
    }
    assertEquals(entries.size(), events.size(), "rotations told: " + events);
  }

  private IssuerProfile profile() {
    return IssuerProfile.builder("main")
        .issuer(TestIssuer.ISSUER)
        .audience(TestIssuer.AUDIENCE)
        .algorithms(JwsAlgorithm.ES256)
        .keys(KeySource.jwks(TestIssuer.jwks(issuer, thief)))
        .revocations(mount.resolve("revoked.json"))
        .build();
  }

  private static Map<String, String> list(List<String> entries) {
    return Map.of("revoked.json", "{\"revoked\":[" + String.join(",", entries) + "]}");
  }

  private static RawHttp.Response get(TestService service, String token) throws IOException {
    return RawHttp.get(service.port(), "/files/a", "Authorization: Bearer " + token);
  }
}
