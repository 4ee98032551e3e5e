package io.hauberk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.event.EventMeters;
import io.hauberk.event.JsonLineSink;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvents;
import io.hauberk.event.Slf4jEventSink;
import io.hauberk.identity.DpopOptions;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.identity.KeySource;
import io.hauberk.request.HandClock;
import io.hauberk.request.Reachable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Tokens and what callers write are planted in requests of every kind, and looked for in all that a
 * service says of itself: answers, events, logs, meters, and the text of each object in its heap.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NothingLeaksTest {
  private static final String PLANTED = "pl4nted";
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: shop, version: '1'}
      security: [{main: []}]
      paths:
        /things/{id}:
          post:
            operationId: change
            parameters:
              - {name: id, in: path, required: true, schema: {type: string, maxLength: 40, pattern: '^[a-z0-9]+$'}}
              - {name: size, in: query, schema: {type: integer}}
              - {name: X-Kind, in: header, schema: {enum: [a]}}
            requestBody:
              content:
                application/json:
                  schema: {type: object, additionalProperties: false, properties: {name: {type: string, maxLength: 3}}}
            responses: {'200': {description: ok}}
      components:
        securitySchemes:
          main: {type: http, scheme: bearer}
      """;

  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final TestIssuer issuer = new TestIssuer("k1", clock);
  private final TestIssuer stranger = new TestIssuer("k1", clock);
  private final TestDpop client = new TestDpop(clock);
  private final List<String> tokens = new ArrayList<>();
  private final List<SecurityEvent> events = new ArrayList<>();
  private final StringBuilder lines = new StringBuilder();
  private final List<String> said = new ArrayList<>();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger("io.hauberk");
  private final Level levelBefore = root.getLevel();

  @TempDir Path mount;

  @BeforeEach
  void listen() {
    log.start();
    root.setLevel(Level.TRACE);
    root.addAppender(log);
  }

  @AfterEach
  void listenNoMore() {
    root.detachAppender(log);
    root.setLevel(levelBefore);
  }

  private String planted(TestIssuer by, String subject) {
    String token =
        by.token(claims -> claims.subject(subject).claim("secret_claim", PLANTED).jwtID(PLANTED));
    tokens.add(token);
    return token;
  }

  private void send(Hauberk hauberk, TestHead head, String body) {
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    Passage passage =
        hauberk.begin(
            head.with("Content-Type", "application/json")
                .with("Content-Length", Integer.toString(octets.length)));
    said.add(passage.toString());
    if (passage instanceof Passage.NeedsBody needs) {
      passage = needs.body(octets, octets.length);
      said.add(passage.toString());
    }
    if (passage instanceof Passage.Answered answered) {
      said.add(new String(answered.answer().body(), StandardCharsets.UTF_8));
      said.add(answered.answer().headers().toString());
    }
    if (passage instanceof Passage.Admitted admitted) {
      admitted.caller().ifPresent(caller -> said.add(caller + " " + caller.proofs()));
    }
  }

  private static TestHead post(String target) {
    return TestHead.of("POST", target);
  }

  /** Requests that are admitted, and refused by each control that reads what callers write. */
  private void sendAll(Hauberk hauberk) {
    String good = planted(issuer, "c1");
    String body = "{\"name\":\"a\"}";
    send(hauberk, post("/things/1").bearer(good), body);
    send(hauberk, post("/things/1").bearer(good), body);
    send(hauberk, post("/things/1").bearer(planted(stranger, "c1")), body);
    send(hauberk, post("/things/1").bearer(good + "x"), body);
    send(hauberk, post("/things/1").bearer("a." + PLANTED + ".b"), body);
    send(hauberk, post("/things/1").with("Authorization", "Basic " + PLANTED), body);
    send(hauberk, post("/things/1").with("Authorization", PLANTED), body);
    send(hauberk, post("/things/1?access_token=" + good).bearer(good), body);
    send(hauberk, post("/things/" + PLANTED + "%21").bearer(good), body);
    send(hauberk, post("/things/1;" + PLANTED).bearer(good), body);
    send(hauberk, post("/" + PLANTED).bearer(good), body);
    send(hauberk, post("/things/1?size=" + PLANTED).bearer(good), body);
    send(hauberk, post("/things/1?" + PLANTED + "=1").bearer(good), body);
    send(hauberk, post("/things/1").with("X-Kind", PLANTED).bearer(good), body);
    send(hauberk, post("/things/1").bearer(good), "{\"name\":\"" + PLANTED + "\"}");
    send(hauberk, post("/things/1").bearer(good), "{\"" + PLANTED + "\":1}");
    send(hauberk, post("/things/1").bearer(good), "{" + PLANTED);
    sendProofs(hauberk, body);
    clock.advance(Duration.ofHours(1));
    send(hauberk, post("/things/1").bearer(good), body);
  }

  private void sendProofs(Hauberk hauberk, String body) {
    String token = client.token(issuer);
    String good =
        client.proof(
            "POST", "https://api.example/things/1", token, claims -> claims.jwtID(PLANTED));
    String elsewhere = client.proof("POST", "https://api.example/" + PLANTED, token);
    tokens.addAll(List.of(token, good, elsewhere));
    for (String proof : List.of(good, good, good + "x", elsewhere, PLANTED)) {
      TestHead head = post("/things/1").with("Authorization", "DPoP " + token);
      send(hauberk, head.with("DPoP", proof), body);
    }
  }

  private List<String> logged() {
    return log.list.stream()
        .map(
            event ->
                event.getFormattedMessage()
                    + event.getKeyValuePairs()
                    + (event.getThrowableProxy() == null
                        ? ""
                        : ThrowableProxyUtil.asString(event.getThrowableProxy())))
        .toList();
  }

  private boolean tells(String text) {
    return text.contains(PLANTED)
        || tokens.stream()
            .map(token -> token.substring(token.lastIndexOf('.') + 1))
            .anyMatch(text::contains);
  }

  private void assertSilent(String where, List<String> texts) {
    assertFalse(texts.isEmpty(), where + ": nothing was looked at");
    assertEquals(List.of(), texts.stream().filter(this::tells).toList(), where);
  }

  @Test
  void of_what_callers_send() throws IOException {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    Path keys = Files.write(mount.resolve("jwks.json"), issuer.jwks());
    JsonLineSink json = JsonLineSink.to(lines);
    Slf4jEventSink logger = new Slf4jEventSink();
    List<SecurityEvent> received = events; // so that the walk over the heap doesn't meet this test
    SecurityEvents publisher =
        SecurityEvents.direct(
            event -> {
              received.add(event);
              json.accept(event);
              logger.accept(event);
            },
            clock);
    try (Hauberk hauberk =
        Hauberk.builder()
            .contract(
                Contract.read(
                    "shop", CONTRACT.getBytes(StandardCharsets.UTF_8), ContractOptions.DEFAULT))
            .issuer(
                issuer.profile("main", KeySource.jwksFile(keys), IssuerProfile.Builder::acceptDpop))
            .dpop(DpopOptions.builder().origin("https://api.example").build())
            .events(publisher)
            .meter(new EventMeters(meters, publisher))
            .nanoTime(() -> 0)
            .clock(clock)
            .build()) {
      sendAll(hauberk);
      assertTrue(events.size() >= 15, "refusals: " + events.size());
      assertSilent("answers", said);
      assertSilent("events", events.stream().map(SecurityEvent::toString).toList());
      assertSilent("lines", List.of(lines.toString().split("\n")));
      assertSilent("log", logged());
      assertSilent(
          "meters", meters.getMeters().stream().map(meter -> meter.getId().toString()).toList());
      assertHeapIsSilent(hauberk);
    }
  }

  private void assertHeapIsSilent(Hauberk hauberk) {
    List<String> leaks = new ArrayList<>();
    int visited =
        Reachable.visit(
            hauberk,
            (object, path) -> {
              boolean ours = Reachable.isOurs(object.getClass());
              if ((ours && tells(String.valueOf(object))) || holdsToken(object)) {
                leaks.add(path);
              }
            });
    assertTrue(visited > 1000, "objects: " + visited);
    assertEquals(List.of(), leaks);
  }

  /** Claims of verified callers stay, of course; their tokens do not. */
  private boolean holdsToken(Object object) {
    String text =
        object instanceof byte[] octets
            ? new String(octets, StandardCharsets.ISO_8859_1)
            : object instanceof CharSequence characters ? characters.toString() : "";
    return tokens.stream().anyMatch(text::contains);
  }
}
