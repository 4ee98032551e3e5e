package io.hauberk.outbound;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvents;
import io.hauberk.fetch.HttpFetcher;
import io.hauberk.request.HandClock;
import io.hauberk.secret.Mount;
import io.hauberk.secret.SecretException;
import io.hauberk.secret.SecretFile;
import io.hauberk.secret.SecretPoller;
import io.hauberk.secret.SecretRefusedException;
import io.hauberk.secret.SecretSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls by the JDK's client, over real sockets, to an issuer and a destination. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OutboundCredentialsTest {
  private static final String SECRET = TokenServers.MARKER + " +%";

  private final HandClock clock = HandClock.at("2026-03-01T10:00:00Z");
  private final List<SecurityEvent> events = new CopyOnWriteArrayList<>();
  private final SecurityEvents publisher = SecurityEvents.direct(Calls.recorder(events), clock);
  private final SecretPoller secrets = new SecretPoller(publisher, clock);
  private final TokenServers servers = new TokenServers();
  private final HttpClient plain = HttpClient.newHttpClient();
  private Duration maxWait = Duration.ofSeconds(30);
  private final List<OutboundCredentials> opened = new ArrayList<>();

  @TempDir Path directory;
  private Mount mount;

  @BeforeEach
  void mount() {
    mount = new Mount(directory);
    mount.update(Map.of("secret", SECRET + "\n"));
  }

  @AfterEach
  void stop() {
    opened.forEach(OutboundCredentials::close);
    servers.close();
    for (SecurityEvent event : events) {
      assertFalse(event.details().toString().contains(TokenServers.MARKER));
    }
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private TokenGrant grant() {
    return TokenGrant.clientCredentials(servers.tokenUri())
        .client(ClientAuthentication.secretBasic("orders app", file("secret")))
        .scope("stock:read", "stock:write")
        .maxWait(maxWait)
        .build();
  }

  private OutboundCredentials.Builder builder() {
    return OutboundCredentials.builder(publisher, secrets).clock(clock).jitter(() -> 0.5);
  }

  private OutboundCredentials credentials(CredentialSource source) {
    return open(builder().credential("inventory", source, servers.origin()));
  }

  private OutboundCredentials open(OutboundCredentials.Builder builder) {
    OutboundCredentials credentials = builder.build();
    opened.add(credentials);
    return credentials;
  }

  private HttpClient client(CredentialSource source) {
    return CredentialedHttpClient.of(plain, credentials(source));
  }

  private int get(HttpClient client) throws IOException, InterruptedException {
    return get(client, servers.stock());
  }

  private static int get(HttpClient client, URI uri) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).statusCode();
  }

  private static String message(Exception failure) {
    return String.valueOf(failure.getMessage());
  }

  private List<String> told() {
    return events.stream()
        .map(event -> event.kind().id() + " " + event.details().getOrDefault(Detail.CAUSE, ""))
        .map(String::strip)
        .toList();
  }

  @Nested
  class Client_credentials {

    @Test
    void bring_a_token_that_each_call_carries() throws Exception {
      servers.grant("t1");
      HttpClient client = client(grant());
      assertEquals(200, get(client));
      assertEquals(200, get(client));
      assertEquals(List.of("Bearer t1", "Bearer t1"), servers.arrived());
      assertEquals(1, servers.tokenRequests().size());
      LoggedRequest request = servers.tokenRequests().get(0);
      assertEquals(
          "grant_type=client_credentials&scope=stock%3Aread+stock%3Awrite",
          request.getBodyAsString());
      assertEquals("application/x-www-form-urlencoded", request.getHeader("Content-Type"));
      assertEquals(List.of(), told());
    }

    /** RFC 6749, 2.3.1: name and password are coded as a form before they are joined. */
    @Test
    void are_coded_as_a_form_in_the_authorization_field() throws Exception {
      servers.grant("t1");
      assertEquals(200, get(client(grant())));
      String sent = servers.tokenRequests().get(0).getHeader("Authorization");
      assertEquals(
          "orders+app:pl4nted-secret-marker+%2B%25",
          new String(
              Base64.getDecoder().decode(sent.substring("Basic ".length())),
              StandardCharsets.US_ASCII));
    }

    @Test
    void can_be_sent_in_the_body() throws Exception {
      servers.grant("t1");
      TokenGrant grant =
          TokenGrant.clientCredentials(servers.tokenUri())
              .client(ClientAuthentication.secretPost("orders", file("secret")))
              .audience("inventory")
              .resource(URI.create("https://inventory.example/"))
              .build();
      assertEquals(200, get(client(grant)));
      LoggedRequest request = servers.tokenRequests().get(0);
      assertFalse(request.containsHeader("Authorization"));
      assertEquals(
          "grant_type=client_credentials&audience=inventory"
              + "&resource=https%3A%2F%2Finventory.example%2F"
              + "&client_id=orders&client_secret=pl4nted-secret-marker+%2B%25",
          request.getBodyAsString());
    }

    @Test
    void that_are_rotated_are_used_from_the_next_request_on() throws Exception {
      HttpClient client = client(grant());
      for (int i = 0; i < 3; i++) {
        mount.update(Map.of("secret", "rotated-" + i));
        servers.grant("t" + i);
        clock.advance(Duration.ofHours(2));
        assertEquals(200, get(client));
        String sent = servers.tokenRequests().get(i).getHeader("Authorization");
        assertEquals(
            "orders+app:rotated-" + i,
            new String(
                Base64.getDecoder().decode(sent.substring("Basic ".length())),
                StandardCharsets.US_ASCII));
      }
      assertEquals(List.of("secret_rotated", "secret_rotated", "secret_rotated"), told());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFFsecret", "two\nlines", " ", "\n"})
    void that_nobody_would_be_let_in_with_stop_the_start(String secret) {
      mount.update(Map.of("secret", secret));
      assertThrows(SecretRefusedException.class, () -> credentials(grant()));
    }

    @Test
    void that_are_no_utf_8_stop_the_start() throws Exception {
      Files.write(file("latin"), new byte[] {'s', (byte) 0xe9});
      TokenGrant.Builder grant = TokenGrant.clientCredentials(servers.tokenUri());
      grant.client(ClientAuthentication.secretBasic("orders", file("latin")));
      assertThrows(SecretRefusedException.class, () -> credentials(grant.build()));
    }

    @Test
    void that_are_missing_stop_the_start() {
      TokenGrant.Builder grant = TokenGrant.clientCredentials(servers.tokenUri());
      grant.client(ClientAuthentication.secretBasic("orders", file("missing")));
      SecretException missing =
          assertThrows(SecretException.class, () -> credentials(grant.build()));
      assertTrue(
          message(missing).contains("hauberk.outbound.inventory.client-secret-file"),
          missing.getMessage());
    }
  }

  @Nested
  class One_request_for_all {

    /** The servers take 100 streams of one connection, and each of these calls needs one. */
    private HttpClient client(CredentialSource source) {
      return CredentialedHttpClient.of(
          HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
          credentials(source));
    }

    @Test
    void two_hundred_threads_meet_an_expired_token() throws Exception {
      servers.grant("t1");
      HttpClient client = client(grant());
      assertEquals(200, get(client));
      clock.advance(Duration.ofHours(2));
      servers.accept("t2");
      servers.answer(okJson(TokenServers.answer("t2", 3600)).withFixedDelay(300));
      ExecutorService threads = Executors.newFixedThreadPool(200);
      try {
        List<Future<Integer>> calls =
            threads.invokeAll(Collections.nCopies(200, () -> get(client)));
        for (Future<Integer> call : calls) {
          assertEquals(200, call.get());
        }
      } finally {
        threads.shutdownNow();
      }
      assertEquals(2, servers.tokenRequests().size());
    }

    @Test
    void hundred_threads_are_refused_the_same_token() throws Exception {
      servers.grant("t1");
      HttpClient client = client(grant());
      assertEquals(200, get(client));
      clock.advance(Duration.ofMinutes(1));
      servers.grant("t2"); // t1 was taken back
      ExecutorService threads = Executors.newFixedThreadPool(100);
      try {
        List<Future<Integer>> calls =
            threads.invokeAll(Collections.nCopies(100, () -> get(client)));
        for (Future<Integer> call : calls) {
          assertEquals(200, call.get());
        }
      } finally {
        threads.shutdownNow();
      }
      assertEquals(2, servers.tokenRequests().size());
    }
  }

  @Nested
  class Under_load {

    /**
     * The issuer knows the next secret before the mount has it, three times: what is in force
     * serves meanwhile, and what is mounted is used at the next attempt.
     */
    @Test
    void three_swaps_of_the_secret_fail_no_call() throws Exception {
      servers.destination().stubFor(any(anyUrl()).willReturn(okJson("{}")));
      accept("secret-0", "t0");
      mount.update(Map.of("secret", "secret-0"));
      HttpClient client = client(grant());
      assertEquals(200, get(client));
      AtomicBoolean over = new AtomicBoolean();
      AtomicInteger made = new AtomicInteger();
      ExecutorService threads = Executors.newFixedThreadPool(8);
      try {
        List<Future<Integer>> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          callers.add(
              threads.submit(
                  () -> {
                    int worst = 200;
                    while (!over.get()) {
                      worst = Math.max(worst, get(client));
                      made.incrementAndGet();
                    }
                    return worst;
                  }));
        }
        for (int i = 1; i <= 3; i++) {
          String next = "t" + i;
          accept("secret-" + i, next);
          clock.advance(Duration.ofMinutes(50)); // the old secret is refused from here on
          awaitMore(made, 20);
          while (refusals() < i) {
            awaitMore(made, 1);
          }
          mount.update(Map.of("secret", "secret-" + i));
          clock.advance(Duration.ofSeconds(31));
          while (servers.arrived().stream().noneMatch(("Bearer " + next)::equals)) {
            awaitMore(made, 1);
          }
        }
        over.set(true);
        for (Future<Integer> caller : callers) {
          assertEquals(200, caller.get());
        }
      } finally {
        over.set(true);
        threads.shutdownNow();
      }
    }

    private void accept(String secret, String token) {
      servers
          .issuer()
          .stubFor(
              com.github.tomakehurst.wiremock.client.WireMock.post("/token")
                  .willReturn(aResponse().withStatus(401)));
      servers
          .issuer()
          .stubFor(
              com.github.tomakehurst.wiremock.client.WireMock.post("/token")
                  .withBasicAuth("orders+app", secret)
                  .willReturn(okJson(TokenServers.answer(token, 3600))));
    }

    /** How often the issuer has refused the secret, as far as it is known here. */
    private long refusals() {
      return told().stream().filter(one -> one.startsWith("credential_unavailable")).count();
    }

    /** Until this many calls more were answered. */
    private void awaitMore(AtomicInteger made, int more) {
      int goal = made.get() + more;
      while (made.get() < goal) {
        Thread.onSpinWait();
      }
    }
  }

  @Nested
  class An_issuer_that_is_down {

    @Test
    void is_not_noticed_by_calls_until_the_token_expires_and_forgotten_when_it_is_back()
        throws Exception {
      servers.grant("t1");
      HttpClient client = client(grant());
      assertEquals(200, get(client));
      servers.answer(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
      clock.advance(Duration.ofMinutes(55));
      assertEquals(200, get(client));
      clock.advance(Duration.ofMinutes(5));
      CredentialException failure = assertThrows(CredentialException.class, () -> get(client));
      assertEquals(
          "The call was not sent: the credential 'inventory' for "
              + servers.origin()
              + " cannot be had (token endpoint: connection). Check hauberk.outbound.inventory and"
              + " what it names; the next calls ask again.",
          failure.getMessage());
      assertEquals("inventory", failure.credential());
      assertTrue(
          told()
              .contains("credential_unavailable token endpoint: connection; no token is in force"),
          told()::toString);
      servers.grant("t2");
      clock.advance(Duration.ofMinutes(1));
      assertEquals(200, get(client));
      assertEquals("credential_restored", told().get(told().size() - 1));
    }

    @Test
    void does_not_hold_a_call_for_longer_than_allowed() {
      servers.answer(okJson(TokenServers.answer("t1", 3600)).withFixedDelay(60_000));
      maxWait = Duration.ofMillis(50);
      HttpClient client = client(grant());
      CredentialException failure = assertThrows(CredentialException.class, () -> get(client));
      assertTrue(message(failure).contains("no answer came within 50 ms"));
    }

    @Test
    void fails_calls_that_nobody_waits_for_likewise() {
      servers.answer(aResponse().withStatus(503));
      CompletionException failure =
          assertThrows(
              CompletionException.class,
              () ->
                  client(grant())
                      .sendAsync(
                          HttpRequest.newBuilder(servers.stock()).build(), BodyHandlers.ofString())
                      .join());
      assertInstanceOf(CredentialException.class, failure.getCause());
    }
  }

  @Nested
  class A_destination_that_refuses {

    private HttpResponse<String> post(HttpClient client, BodyPublisher body) throws Exception {
      return client.send(
          HttpRequest.newBuilder(servers.stock()).POST(body).build(), BodyHandlers.ofString());
    }

    @Test
    void is_called_once_more_with_a_new_token_and_the_same_body() throws Exception {
      servers.grant("t1");
      HttpClient client = client(grant());
      assertEquals(200, post(client, BodyPublishers.ofString("one")).statusCode());
      clock.advance(Duration.ofMinutes(1));
      servers.grant("t2");
      HttpResponse<String> answer = post(client, BodyPublishers.ofString("two"));
      assertEquals(200, answer.statusCode());
      assertEquals("{}", answer.body());
      assertEquals(
          List.of("two", "two", "one"),
          servers.destination().getAllServeEvents().stream()
              .map(event -> event.getRequest().getBodyAsString())
              .toList());
    }

    @Test
    void is_called_once_more_by_those_who_do_not_wait() {
      servers.grant("t1");
      HttpClient client = client(grant());
      HttpRequest request = HttpRequest.newBuilder(servers.stock()).build();
      assertEquals(200, client.sendAsync(request, BodyHandlers.ofString()).join().statusCode());
      clock.advance(Duration.ofMinutes(1));
      servers.grant("t2");
      assertEquals(200, client.sendAsync(request, BodyHandlers.ofString()).join().statusCode());
      assertEquals(List.of("Bearer t2", "Bearer t1", "Bearer t1"), servers.arrived());
    }

    @Test
    void is_not_called_again_with_a_body_that_can_be_read_once_only() throws Exception {
      servers.grant("t1");
      HttpClient client = client(grant());
      assertEquals(200, get(client));
      clock.advance(Duration.ofMinutes(1));
      servers.grant("t2");
      ByteArrayInputStream once = new ByteArrayInputStream(new byte[] {1});
      assertEquals(401, post(client, BodyPublishers.ofInputStream(() -> once)).statusCode());
      assertEquals(200, get(client)); // the new token is there, or on its way
      assertEquals(1, servers.destination().findAll(postRequestedFor(anyUrl())).size());
      assertEquals(2, servers.tokenRequests().size());
    }

    @Test
    void again_gets_its_say_and_is_told_of_once() throws Exception {
      servers.grant("t1");
      HttpClient client = client(grant());
      assertEquals(200, get(client));
      clock.advance(Duration.ofMinutes(1));
      servers.accept("none");
      servers.answer(okJson(TokenServers.answer("t2", 3600)));
      for (int i = 0; i < 5; i++) {
        assertEquals(401, get(client));
      }
      assertEquals(2, servers.tokenRequests().size());
      assertEquals(List.of("credential_refused"), told());
      assertEquals(servers.origin(), events.get(0).details().get(Detail.DESTINATION));
      servers.accept("t2");
      assertEquals(200, get(client));
      servers.accept("none");
      assertEquals(401, get(client));
      assertEquals(List.of("credential_refused", "credential_refused"), told());
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void at_length_is_not_listened_to_the_end(HttpClient.Version version) throws Exception {
      servers.grant("t1");
      HttpClient client =
          CredentialedHttpClient.of(
              HttpClient.newBuilder().version(version).build(), credentials(grant()));
      assertEquals(200, get(client));
      clock.advance(Duration.ofMinutes(1));
      servers.grant("t2");
      servers
          .destination()
          .stubFor(
              any(anyUrl()).atPriority(2).willReturn(status(401).withBody("x".repeat(5_000_000))));
      assertEquals(200, get(client));
    }

    @Test
    void while_no_new_token_can_be_had_has_failed_the_call() throws Exception {
      servers.grant("t1");
      HttpClient client = client(grant());
      assertEquals(200, get(client));
      clock.advance(Duration.ofMinutes(1));
      servers.accept("none");
      servers.answer(aResponse().withStatus(503));
      CredentialException failure = assertThrows(CredentialException.class, () -> get(client));
      assertTrue(
          message(failure)
              .startsWith("The call was sent and answered with 401, and was not sent again: "),
          failure.getMessage());
    }
  }

  @Nested
  class A_credential_stays_with_its_destination {

    @Test
    void another_port_or_host_is_not_sent_it() throws Exception {
      servers.grant("t1");
      servers.issuer().stubFor(any(anyUrl()).atPriority(9).willReturn(okJson("{}")));
      HttpClient client = client(grant());
      assertEquals(200, get(client));
      URI otherPort = URI.create("http://127.0.0.1:" + servers.issuer().port() + "/stock");
      URI otherHost = URI.create("http://localhost:" + servers.destination().port() + "/stock");
      assertEquals(200, get(client, otherPort));
      assertEquals(401, get(client, otherHost));
      assertEquals(List.of("null", "Bearer t1"), servers.arrived());
      assertTrue(
          servers.issuer().getAllServeEvents().stream()
              .filter(event -> event.getRequest().getUrl().equals("/stock"))
              .noneMatch(event -> event.getRequest().containsHeader("Authorization")));
    }

    /** A name server may take the one for another host than the other. */
    @Test
    void a_host_with_a_dot_at_its_end_is_another_one() {
      OutboundCredentials credentials =
          open(builder().credential("inventory", grant(), "https://inventory.shop"));
      assertTrue(credentials.begin("GET", URI.create("https://inventory.shop/")).isPresent());
      assertFalse(credentials.begin("GET", URI.create("https://inventory.shop./")).isPresent());
    }

    @Test
    void a_redirect_is_handed_over_and_not_followed() throws Exception {
      servers.grant("t1");
      String elsewhere = "http://127.0.0.1:" + servers.issuer().port() + "/stolen";
      servers
          .destination()
          .stubFor(any(anyUrl()).atPriority(1).willReturn(temporaryRedirect(elsewhere)));
      assertEquals(302, get(client(grant())));
      assertEquals(1, servers.issuer().getAllServeEvents().size());
    }

    @Test
    void a_client_that_follows_redirects_is_not_taken() {
      servers.grant("t1");
      HttpClient follows =
          HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
      OutboundCredentials credentials = credentials(grant());
      assertThrows(
          IllegalArgumentException.class, () -> CredentialedHttpClient.of(follows, credentials));
    }

    @Test
    void a_request_with_an_authorization_of_its_own_is_left_alone() throws Exception {
      servers.grant("t1");
      HttpRequest request =
          HttpRequest.newBuilder(servers.stock()).header("authorization", "Basic own").build();
      assertEquals(401, client(grant()).send(request, BodyHandlers.ofString()).statusCode());
      assertEquals(List.of("Basic own"), servers.arrived());
      assertEquals(0, servers.tokenRequests().size());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "http://inventory.example",
          "https://inventory.example/path",
          "https://user@inventory.example",
          "ftp://inventory.example",
          "inventory.example",
          ""
        })
    void a_destination_that_is_none_or_in_the_clear_is_refused(String destination) {
      OutboundCredentials.Builder builder = builder();
      TokenFile source = TokenFile.at(file("secret"));
      assertThrows(
          IllegalArgumentException.class,
          () -> builder.credential("inventory", source, destination));
    }

    @Test
    void one_destination_has_one_credential() {
      OutboundCredentials.Builder builder =
          builder().credential("one", grant(), "https://inventory.example");
      IllegalArgumentException twice =
          assertThrows(
              IllegalArgumentException.class,
              () -> builder.credential("two", grant(), "https://INVENTORY.example:443"));
      assertEquals(
          "https://inventory.example:443 is a destination of credential 'one' and of 'two': bind it"
              + " to one",
          twice.getMessage());
    }
  }

  @Nested
  class A_token_endpoint_is_not_believed {

    private static ResponseDefinitionBuilder json(String body) {
      return okJson(body);
    }

    static Stream<Arguments> answers() {
      String good = TokenServers.answer("t1", 3600);
      return Stream.of(
          Arguments.of(
              "status 400 invalid_client",
              aResponse()
                  .withStatus(400)
                  .withHeader("Content-Type", "application/json;charset=UTF-8")
                  .withBody(
                      "{\"error\":\"invalid_client\",\"error_description\":\"pl4nted-secret-marker\"}")),
          Arguments.of(
              "status 400",
              aResponse()
                  .withStatus(400)
                  .withHeader("Content-Type", "application/json")
                  .withBody("{\"error\":\"pl4nted-secret-marker\"}")),
          Arguments.of("status 503", aResponse().withStatus(503)),
          Arguments.of("status 302", temporaryRedirect("http://127.0.0.1:1/token")),
          Arguments.of("status 201", json(good).withStatus(201)),
          Arguments.of(
              "the answer is not application/json",
              aResponse().withHeader("Content-Type", "text/html").withBody(good)),
          Arguments.of("the answer is not application/json", aResponse().withBody(good)),
          Arguments.of(
              "the answer is no JSON object, or too large, or names a member twice",
              json(good.replace("{", "{\"access_token\":\"other\","))),
          Arguments.of(
              "the answer is no JSON object, or too large, or names a member twice",
              json("[" + good + "]")),
          Arguments.of(
              "the answer is no JSON object, or too large, or names a member twice",
              json("{" + "\"x\":1,".repeat(5000) + good.substring(1))),
          Arguments.of("too_large", json(" ".repeat(100_000) + good)),
          Arguments.of("connection", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
          Arguments.of("connection", aResponse().withFault(Fault.EMPTY_RESPONSE)),
          Arguments.of("the token_type is not Bearer", json(good.replace("Bearer", "mac"))),
          Arguments.of("the token_type is not Bearer", json(good.replace("Bearer", "DPoP"))),
          Arguments.of("the token_type is not Bearer", json(good.replace("\"Bearer\"", "1"))),
          Arguments.of(
              "the access_token is missing, malformed or longer than 16 KiB",
              json(good.replace("access_token", "token"))),
          Arguments.of(
              "the access_token is missing, malformed or longer than 16 KiB",
              json(good.replace("t1", "t1\\r\\nX-Injected: 1"))),
          Arguments.of(
              "the access_token is missing, malformed or longer than 16 KiB",
              json(good.replace("t1", "t 1"))),
          Arguments.of(
              "the access_token is missing, malformed or longer than 16 KiB",
              json(good.replace("t1", ""))),
          Arguments.of(
              "the access_token is missing, malformed or longer than 16 KiB",
              json(good.replace("t1", "t".repeat(17_000)))),
          Arguments.of(
              "expires_in is not a positive whole number", json(good.replace("3600", "0"))),
          Arguments.of(
              "expires_in is not a positive whole number", json(good.replace("3600", "-1"))),
          Arguments.of(
              "expires_in is not a positive whole number", json(good.replace("3600", "1.5"))),
          Arguments.of(
              "expires_in is not a positive whole number", json(good.replace("3600", "\"3600\""))));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void its_answer_is_judged(String cause, ResponseDefinitionBuilder answer) {
      servers.accept("t1");
      servers.answer(answer);
      HttpClient client = client(grant());
      CredentialException failure = assertThrows(CredentialException.class, () -> get(client));
      assertTrue(
          message(failure).contains("(token endpoint: " + cause + ")"), failure.getMessage());
      assertFalse(message(failure).contains(TokenServers.MARKER));
      assertEquals(List.of(), servers.arrived());
      assertEquals(
          List.of("credential_unavailable token endpoint: " + cause + "; no token is in force"),
          told());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", ",\"expires_in\":1e30", ",\"expires_in\":99999999999,\"scope\":\"a\""})
    void what_it_leaves_out_or_exaggerates_is_bounded(String more) throws Exception {
      servers.accept("t1");
      servers.answer(json("{\"access_token\":\"t1\",\"token_type\":\"bearer\"" + more + "}"));
      HttpClient client = client(grant());
      assertEquals(200, get(client));
      clock.advance(Duration.ofMinutes(1));
      assertEquals(200, get(client));
      assertEquals(1, servers.tokenRequests().size());
      clock.advance(Duration.ofHours(25));
      assertEquals(200, get(client));
      assertEquals(2, servers.tokenRequests().size());
    }

    @Test
    void one_that_drips_is_cut_off() {
      servers.answer(json(TokenServers.answer("t1", 3600)).withChunkedDribbleDelay(60, 60_000));
      HttpFetcher fetcher = HttpFetcher.builder().totalTimeout(Duration.ofMillis(200)).build();
      HttpClient client =
          CredentialedHttpClient.of(
              plain,
              open(builder().credential("inventory", grant(), servers.origin()).fetcher(fetcher)));
      CredentialException failure = assertThrows(CredentialException.class, () -> get(client));
      assertTrue(message(failure).contains("(token endpoint: timeout)"), failure.getMessage());
      fetcher.close();
    }
  }

  @Nested
  class A_token_file {

    @Test
    void is_sent_as_it_stands_and_read_anew() throws Exception {
      mount.update(Map.of("token", "f1\n"));
      servers.accept("f1");
      HttpClient client = client(TokenFile.at(file("token")));
      assertEquals(200, get(client));
      for (int i = 2; i <= 4; i++) {
        mount.update(Map.of("token", "f" + i));
        secrets.poll();
        servers.accept("f" + i);
        assertEquals(200, get(client));
      }
    }

    @Test
    void is_looked_at_again_when_it_is_refused() throws Exception {
      mount.update(Map.of("token", "f1"));
      HttpClient client = client(TokenFile.at(file("token")));
      mount.update(Map.of("token", "f2"));
      servers.accept("f2");
      assertEquals(200, get(client));
      servers.accept("none");
      assertEquals(401, get(client));
      assertEquals(List.of("Bearer f2", "Bearer f2", "Bearer f1"), servers.arrived());
      assertEquals(List.of("secret_rotated", "credential_refused"), told());
    }

    @Test
    void that_is_replaced_while_hundred_threads_are_refused_fails_none_of_them() throws Exception {
      mount.update(Map.of("token", "f0"));
      HttpClient client =
          CredentialedHttpClient.of(
              HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
              credentials(TokenFile.at(file("token"))));
      ExecutorService threads = Executors.newFixedThreadPool(100);
      try {
        for (int i = 1; i <= 3; i++) {
          mount.update(Map.of("token", "f" + i));
          servers.accept("f" + i);
          List<Future<Integer>> calls =
              threads.invokeAll(Collections.nCopies(100, () -> get(client)));
          for (Future<Integer> call : calls) {
            assertEquals(200, call.get());
          }
        }
      } finally {
        threads.shutdownNow();
      }
      assertFalse(told().contains("credential_refused"), told()::toString);
    }

    @Test
    void that_is_refused_has_calls_run_nothing_of_other_secrets() throws Exception {
      mount.update(Map.of("token", "f1", "other", "o1"));
      List<String> taken = new ArrayList<>();
      secrets.open(SecretSource.text(SecretFile.at("other", file("other")))).onRotation(taken::add);
      HttpClient client = client(TokenFile.at(file("token")));
      mount.update(Map.of("token", "f2", "other", "o2"));
      servers.accept("f2");
      assertEquals(200, get(client));
      assertEquals(List.of(), taken);
      secrets.poll();
      assertEquals(List.of("o2"), taken);
    }

    @Test
    void with_a_token_that_has_expired_is_not_sent() throws Exception {
      mount.update(Map.of("token", jwt("2026-03-01T11:00:00Z")));
      servers.destination().stubFor(any(anyUrl()).willReturn(okJson("{}")));
      HttpClient client = client(TokenFile.at(file("token")));
      assertEquals(200, get(client));
      clock.advance(Duration.ofHours(1));
      assertThrows(CredentialException.class, () -> get(client));
      assertThrows(CredentialException.class, () -> get(client));
      assertEquals(
          List.of(
              "credential_unavailable the token in its file has expired, and nobody has written a"
                  + " new one; no token is in force"),
          told());
      mount.update(Map.of("token", jwt("2026-03-01T12:00:00Z")));
      assertEquals(200, get(client)); // looked at at once
      assertTrue(told().contains("credential_restored"));
    }

    private static String jwt(String expires) {
      String claims = "{\"exp\":" + java.time.Instant.parse(expires).getEpochSecond() + "}";
      return "e30."
          + Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(claims.getBytes(StandardCharsets.US_ASCII))
          + ".c2ln";
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "Bearer abc", "a\nb", "\"quoted\"", "caf\u00e9", "="})
    void that_holds_no_token_stops_the_start_and_is_not_taken_later(String content)
        throws Exception {
      mount.update(Map.of("token", content));
      assertThrows(CredentialFileException.class, () -> credentials(TokenFile.at(file("token"))));
      mount.update(Map.of("token", "f1"));
      servers.accept("f1");
      HttpClient client = client(TokenFile.at(file("token")));
      mount.update(Map.of("token", content));
      secrets.poll();
      assertEquals(200, get(client));
      assertEquals(1, told().size());
      assertTrue(told().get(0).startsWith("secret_unusable refused: the file holds no token"));
    }
  }

  @Test
  void nothing_tells_its_secret_by_its_text_form() throws Exception {
    servers.grant(TokenServers.MARKER);
    OutboundCredentials credentials = credentials(grant());
    OutboundCall call = credentials.begin("GET", servers.stock()).orElseThrow();
    assertEquals("Bearer " + TokenServers.MARKER, call.fields().get("Authorization"));
    TokenForm form = new TokenForm().add("client_secret", TokenServers.MARKER);
    HeldToken token = new HeldToken(TokenServers.MARKER, TokenType.BEARER, 0, 1, 2);
    for (Object each :
        List.of(credentials, call, form, token, new Minting.Minted(token), grant())) {
      assertFalse(each.toString().contains(TokenServers.MARKER), each.toString());
    }
  }
}
