package io.hauberk.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.Hauberk;
import io.hauberk.apikey.ApiKey;
import io.hauberk.apikey.ApiKeyEntry;
import io.hauberk.apikey.ApiKeyList;
import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvents;
import io.hauberk.identity.ApiKeyProfile;
import io.hauberk.limit.RateLimit;
import io.hauberk.request.Control;
import io.hauberk.request.HandClock;
import io.hauberk.request.Mode;
import io.hauberk.request.Reason;
import io.hauberk.secret.Mount;
import io.hauberk.secret.SecretPoller;
import io.hauberk.servlet.TestServer.Container;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** API keys in real containers, and their list swapped as Kubernetes swaps a mounted volume. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ApiKeyRotationTest {
  private static final int REQUESTS_DURING_A_SWAP = 60;
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: test, version: '1'}
      security: [{header: []}]
      paths:
        /header: {get: {operationId: header, responses: {'200': {description: ok}}}}
        /query: {get: {operationId: query, security: [{query: []}], responses: {'200': {description: ok}}}}
        /cookie: {get: {operationId: cookie, security: [{cookie: []}], responses: {'200': {description: ok}}}}
      components:
        securitySchemes:
          header: {type: apiKey, in: header, name: X-API-Key}
          query: {type: apiKey, in: query, name: api_key}
          cookie: {type: apiKey, in: cookie, name: key}
      """;

  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final List<SecurityEvent> events = new CopyOnWriteArrayList<>();
  private final SecurityEvents told = SecurityEvents.direct(events::add, clock);
  private final SecretPoller poller = new SecretPoller(told, clock);
  private final SecureRandom random = new SecureRandom();

  @TempDir Path mount;

  private Hauberk hauberk() {
    return Hauberk.builder()
        .contract(
            Contract.read(
                "test", CONTRACT.getBytes(StandardCharsets.UTF_8), ContractOptions.DEFAULT))
        .apiKeys(ApiKeyProfile.of("partners", mount.resolve("keys.json")))
        .secrets(poller)
        .mode(Control.RESPONSE_CONTRACT, Mode.OFF) // here requests are judged
        .callerLimit(RateLimit.perSecond(1_000_000))
        .failedAuthenticationLimit(RateLimit.perSecond(1_000_000))
        .addressLimit(RateLimit.perSecond(1_000_000))
        .events(told)
        .clock(clock)
        .build();
  }

  private static Map<String, String> list(ApiKey... keys) {
    ApiKeyList list = ApiKeyList.EMPTY;
    for (ApiKey key : keys) {
      list = list.with(ApiKeyEntry.of(key, "billing"));
    }
    return Map.of("keys.json", list.write());
  }

  /** Answers with the caller. */
  private static final class WhoCalls extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest in, HttpServletResponse out) throws IOException {
      out.setContentType("text/plain");
      out.getOutputStream().print(String.valueOf(in.getRemoteUser()));
    }
  }

  private static int header(TestServer server, ApiKey key) throws IOException {
    return RawHttp.get(server.port(), "/header", "X-API-Key: " + key.text()).status();
  }

  @Test
  void three_swaps_in_a_row_fail_no_honest_request_and_end_each_key_that_is_taken_out()
      throws Exception {
    List<ApiKey> keys = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      keys.add(ApiKey.generate("k" + i, random));
    }
    Mount kubelet = new Mount(mount);
    kubelet.update(list(keys.get(0), keys.get(1)));
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try (Hauberk hauberk = hauberk();
        TestServer server = Container.TOMCAT.start(hauberk, new WhoCalls())) {
      for (int swap = 1; swap <= 3; swap++) {
        ApiKey leaving = keys.get(swap - 1);
        ApiKey staying = keys.get(swap);
        assertEquals(200, header(server, leaving), "before swap " + swap);
        kubelet.update(swap == 3 ? list(staying) : list(staying, keys.get(swap + 1)));
        List<Future<Integer>> running = new ArrayList<>();
        for (int i = 0; i < REQUESTS_DURING_A_SWAP; i++) {
          Callable<Integer> call = () -> header(server, staying);
          running.add(callers.submit(call));
        }
        poller.poll();
        for (Future<Integer> call : running) {
          assertEquals(200, call.get());
        }
        assertEquals(401, header(server, leaving), "after swap " + swap);
      }
    } finally {
      callers.shutdownNow();
    }
    assertEquals(3, events.stream().filter(event -> event.kind() == Kind.SECRET_ROTATED).count());
    assertEquals(
        List.of(Reason.API_KEY_UNKNOWN, Reason.API_KEY_UNKNOWN, Reason.API_KEY_UNKNOWN),
        events.stream().flatMap(event -> event.reason().stream()).toList());
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void each_place_is_read_and_no_answer_tells_a_key(Container container) throws Exception {
    ApiKey good = ApiKey.generate("good", random);
    ApiKey bad = ApiKey.generate("good", random);
    new Mount(mount).update(list(good));
    try (Hauberk hauberk = hauberk();
        TestServer server = container.start(hauberk, new WhoCalls())) {
      for (ApiKey key : List.of(good, bad)) {
        int status = key == good ? 200 : 401;
        for (RawHttp.Response answer :
            List.of(
                RawHttp.get(server.port(), "/header", "x-api-key: " + key.text()),
                RawHttp.get(server.port(), "/query?api_key=" + key.text()),
                RawHttp.get(server.port(), "/cookie", "Cookie: key=" + key.text()))) {
          assertEquals(status, answer.status());
          assertFalse(answer.toString().contains(key.text().substring(9)), "the key is told");
          if (status == 200) {
            assertTrue(answer.body().contains("billing"), answer::body);
          } else {
            assertEquals("ApiKey realm=\"api\"", answer.header("WWW-Authenticate"));
          }
        }
      }
      assertEquals(
          400,
          RawHttp.get(
                  server.port(),
                  "/header",
                  "X-API-Key: " + good.text(),
                  "X-API-Key: " + good.text())
              .status());
      assertEquals(
          401, RawHttp.get(server.port(), "/header", "Cookie: key=" + good.text()).status());
    }
  }
}
