package io.hauberk.outbound;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.fetch.Loopback;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens in exchange for those of whom a call is made for (RFC 8693). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TokenExchangeTest {
  @TempDir Path directory;
  private Calls calls;

  @BeforeEach
  void start() {
    calls = new Calls(directory);
    calls.mount.update(Map.of("secret", "s", "subject", "sub.ject.0", "actor", "ac.tor.0"));
  }

  @AfterEach
  void stop() {
    calls.close();
  }

  private ClientAuthentication secret() {
    return ClientAuthentication.secretBasic("orders", calls.file("secret"));
  }

  private void answerFor(String subject, String token) {
    calls
        .servers
        .issuer()
        .stubFor(
            post("/token")
                .withRequestBody(containing("subject_token=" + subject + "&"))
                .willReturn(
                    okJson(
                        TokenServers.answer(token, 3600)
                            .replace(
                                "}",
                                ",\"issued_token_type\":\"urn:ietf:params:oauth:token-type:access_token\"}"))));
  }

  @Test
  void a_token_of_a_file_is_exchanged_and_says_who_acts() throws Exception {
    TokenGrant grant =
        calls
            .exchange(secret())
            .subjectTokenFile(calls.file("subject"))
            .actorTokenFile(calls.file("actor"))
            .audience("inventory")
            .build();
    HttpClient client = Calls.client(calls.credentials(grant));
    calls.servers.accept("t1");
    answerFor("sub.ject.0", "t1");
    assertEquals(200, calls.get(client));
    assertEquals(
        Map.of(
            "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
            "subject_token", "sub.ject.0",
            "subject_token_type", "urn:ietf:params:oauth:token-type:jwt",
            "requested_token_type", "urn:ietf:params:oauth:token-type:access_token",
            "actor_token", "ac.tor.0",
            "actor_token_type", "urn:ietf:params:oauth:token-type:jwt",
            "audience", "inventory"),
        calls.form(0));
    calls.mount.update(Map.of("secret", "s", "subject", "sub.ject.1", "actor", "ac.tor.1"));
    calls.clock.advance(Duration.ofHours(2));
    calls.servers.accept("t2");
    answerFor("sub.ject.1", "t2");
    assertEquals(200, calls.get(client));
    assertEquals("ac.tor.1", calls.form(1).get("actor_token"));
  }

  @Test
  void each_of_those_whom_calls_are_made_for_has_a_token_of_his_own() throws Exception {
    OutboundCredentials credentials = calls.credentials(calls.exchange(secret()).build());
    calls.servers.destination().stubFor(any(anyUrl()).willReturn(okJson("{}")));
    answerFor("alice", "for-alice");
    answerFor("bob", "for-bob");
    for (String one : List.of("alice", "bob", "alice", "bob")) {
      assertEquals(200, calls.get(Calls.client(credentials.onBehalfOf(one))));
    }
    assertEquals(
        List.of("Bearer for-bob", "Bearer for-alice", "Bearer for-bob", "Bearer for-alice"),
        calls.servers.arrived());
    assertEquals(2, calls.servers.tokenRequests().size());
    assertEquals(
        "urn:ietf:params:oauth:token-type:access_token", calls.form(0).get("subject_token_type"));
  }

  @Test
  void a_call_for_nobody_or_for_one_who_is_refused_does_not_leave_and_is_no_event() {
    OutboundCredentials credentials = calls.credentials(calls.exchange(secret()).build());
    CredentialException nobody =
        assertThrows(CredentialException.class, () -> calls.get(Calls.client(credentials)));
    assertTrue(String.valueOf(nobody.getMessage()).contains("the call is made for nobody"));
    calls.servers.answer(
        status(400)
            .withHeader("Content-Type", "application/json")
            .withBody("{\"error\":\"invalid_grant\"}"));
    HttpClient mallory = Calls.client(credentials.onBehalfOf("mallory"));
    CredentialException refused = assertThrows(CredentialException.class, () -> calls.get(mallory));
    assertTrue(String.valueOf(refused.getMessage()).contains("invalid_grant"));
    assertFalse(String.valueOf(refused.getMessage()).contains("mallory"));
    assertEquals(List.of(), calls.servers.arrived());
    assertEquals(List.of(), calls.events);
  }

  @Test
  void credentials_of_this_service_stay_what_they_are_in_calls_for_others() throws Exception {
    OutboundCredentials credentials = calls.credentials(calls.clientCredentials(secret()).build());
    calls.servers.grant("own");
    assertEquals(200, calls.get(Calls.client(credentials.onBehalfOf("alice"))));
    assertFalse(calls.form(0).containsKey("subject_token"));
    assertThrows(IllegalArgumentException.class, () -> credentials.onBehalfOf("no token"));
  }

  /** The endpoint answers nobody who is alone; a flood of these is no outage of anything else. */
  @Test
  void tokens_for_many_are_asked_for_at_once_and_hold_up_no_other_credential() throws Exception {
    CyclicBarrier together = new CyclicBarrier(8);
    CountDownLatch over = new CountDownLatch(1);
    byte[] token =
        TokenServers.answer("t1", 3600)
            .replace(
                "}", ",\"issued_token_type\":\"urn:ietf:params:oauth:token-type:access_token\"}")
            .getBytes(StandardCharsets.US_ASCII);
    Loopback.Answer granted =
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          Loopback.body(token).to(exchange);
        };
    try (Loopback endpoint =
        new Loopback(
            exchange -> {
              String form =
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
              if (form.contains("subject_token=stuck")) {
                await(() -> over.await(60, TimeUnit.SECONDS));
              } else if (form.contains("subject_token=")) {
                await(() -> together.await(30, TimeUnit.SECONDS));
              }
              granted.to(exchange);
            })) {
      OutboundCredentials credentials =
          calls.credentials(
              Map.of(
                  "https://inventory.example",
                  TokenGrant.exchange(endpoint.uri())
                      .client(secret())
                      .maxWait(Duration.ofSeconds(30))
                      .build(),
                  "https://ledger.example",
                  TokenGrant.clientCredentials(endpoint.uri())
                      .client(secret())
                      .maxWait(Duration.ofSeconds(30))
                      .build()));
      List<CompletableFuture<Map<String, String>>> asked = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        asked.add(fields(credentials.onBehalfOf("subject-" + i), "https://inventory.example"));
      }
      for (CompletableFuture<Map<String, String>> one : asked) {
        assertEquals("Bearer t1", one.get(60, TimeUnit.SECONDS).get("Authorization"));
      }
      for (int i = 0; i < 400; i++) { // more than fit
        asked.add(fields(credentials.onBehalfOf("stuck-" + i), "https://inventory.example"));
      }
      CompletableFuture<Map<String, String>> last = asked.get(asked.size() - 1);
      ExecutionException busy =
          assertThrows(ExecutionException.class, () -> last.get(60, TimeUnit.SECONDS));
      String message = String.valueOf(busy.getCause());
      assertTrue(message.contains("this service has too many requests"), message);
      assertFalse(message.contains("token endpoint"), message);
      assertEquals(
          "Bearer t1",
          fields(credentials, "https://ledger.example")
              .get(60, TimeUnit.SECONDS)
              .get("Authorization"));
      assertEquals(List.of(), calls.events);
      over.countDown();
    }
  }

  private static CompletableFuture<Map<String, String>> fields(
      OutboundCredentials credentials, String destination) {
    return credentials.begin("GET", URI.create(destination + "/")).orElseThrow().fieldsAsync();
  }

  private static void await(Callable<?> what) {
    try {
      what.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void what_is_issued_must_be_an_access_token() {
    OutboundCredentials credentials = calls.credentials(calls.exchange(secret()).build());
    calls.servers.answer(
        okJson(
            TokenServers.answer("t1", 3600)
                .replace(
                    "}",
                    ",\"issued_token_type\":\"urn:ietf:params:oauth:token-type:refresh_token\"}")));
    CredentialException refused =
        assertThrows(
            CredentialException.class,
            () -> calls.get(Calls.client(credentials.onBehalfOf("alice"))));
    assertTrue(String.valueOf(refused.getMessage()).contains("issued_token_type"));
  }

  @Test
  void only_an_exchange_has_a_subject() {
    TokenGrant.Builder grant =
        TokenGrant.clientCredentials(URI.create("https://issuer.example/token"))
            .client(secret())
            .subjectTokenFile(calls.file("subject"));
    assertThrows(IllegalArgumentException.class, grant::build);
  }

  /** Nothing grows with the number of those whom calls are made for. */
  @Test
  void tokens_of_a_thousand_are_at_hand_and_no_more() {
    int[] made = new int[1];
    SubjectTokens tokens =
        new SubjectTokens(
            subject -> {
              made[0]++;
              return new SubjectTokens(
                  one -> {
                    throw new IllegalStateException();
                  },
                  null);
            },
            null);
    for (int i = 0; i < 1001; i++) {
      tokens.onBehalfOf("subject-" + i);
    }
    tokens.onBehalfOf("subject-1000");
    assertEquals(1001, made[0]);
    tokens.onBehalfOf("subject-0");
    assertEquals(1002, made[0]);
  }
}
