package io.hauberk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvents;
import io.hauberk.request.HandClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What strangers write is joined across events, and shown in none. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PseudonymTest {
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: shop, version: '1'}
      security: [{main: []}]
      paths:
        /things:
          get: {operationId: things, responses: {'200': {description: ok}}}
      components:
        securitySchemes:
          main: {type: http, scheme: bearer}
      """;
  private static final byte[] KEY =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);

  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final TestIssuer issuer = new TestIssuer("k1", clock);

  /** What is told of this detail, when a service with this key is called so. */
  private List<Optional<String>> told(Detail detail, byte[] key, TestHead... calls) {
    List<SecurityEvent> events = new ArrayList<>();
    SecurityEvents publisher =
        SecurityEvents.builder()
            .sink(events::add)
            .clock(clock)
            .foldWindow(Duration.ZERO)
            .pseudonymKey(key)
            .build();
    Contract contract =
        Contract.read("shop", CONTRACT.getBytes(StandardCharsets.UTF_8), ContractOptions.DEFAULT);
    try (Hauberk hauberk =
        Hauberk.builder()
            .contract(contract)
            .issuer(issuer.profile("main"))
            .events(publisher)
            .clock(clock)
            .build()) {
      for (TestHead call : calls) {
        Passage unused = hauberk.begin(call);
      }
    }
    publisher.close();
    return events.stream()
        .filter(event -> event.reason().isPresent())
        .map(event -> Optional.ofNullable(event.details().get(detail)))
        .toList();
  }

  @Test
  void a_scanned_path_has_one_name_whoever_asks_for_it_with_whatever_query() {
    List<Optional<String>> names =
        told(
            Detail.PATH_PSEUDONYM,
            KEY,
            TestHead.get("/.env"),
            TestHead.get("/.env?x=1").from("192.0.2.9"),
            TestHead.get("/.git"));
    assertEquals(names.get(0), names.get(1));
    assertNotEquals(names.get(0), names.get(2));
    assertTrue(names.get(0).orElseThrow().matches("[0-9a-f]{32}"));
  }

  @Test
  void a_bad_credential_has_one_name_wherever_it_is_tried() {
    String bad = issuer.token() + "x";
    List<Optional<String>> names =
        told(
            Detail.CREDENTIAL_PSEUDONYM,
            KEY,
            TestHead.get("/things").bearer(bad),
            TestHead.get("/things?x=1").bearer(bad).from("192.0.2.9"),
            TestHead.get("/things").bearer(bad + "y"),
            TestHead.get("/things"));
    assertEquals(names.get(0), names.get(1));
    assertNotEquals(names.get(0), names.get(2));
    assertTrue(names.get(0).isPresent());
    assertEquals(Optional.empty(), names.get(3)); // none was brought
  }

  @Test
  void a_good_credential_has_no_name_in_the_refusal_of_something_else() {
    TestHead undeclared = TestHead.get("/.env").bearer(issuer.token());
    assertEquals(List.of(Optional.empty()), told(Detail.CREDENTIAL_PSEUDONYM, KEY, undeclared));
  }

  @Test
  void instances_with_one_key_give_one_name_and_others_another() {
    byte[] other = KEY.clone();
    other[0]++;
    List<Optional<String>> name = told(Detail.PATH_PSEUDONYM, KEY, TestHead.get("/.env"));
    assertEquals(name, told(Detail.PATH_PSEUDONYM, KEY, TestHead.get("/.env")));
    assertNotEquals(name, told(Detail.PATH_PSEUDONYM, other, TestHead.get("/.env")));
  }

  @Test
  void without_a_key_the_names_of_two_processes_differ() {
    try (SecurityEvents one = SecurityEvents.to();
        SecurityEvents two = SecurityEvents.to()) {
      assertEquals(one.pseudonym("/.env"), one.pseudonym("/.env"));
      assertNotEquals(one.pseudonym("/.env"), two.pseudonym("/.env"));
    }
  }

  @Test
  void of_a_long_text_the_end_and_the_length_count() {
    try (SecurityEvents events = SecurityEvents.builder().pseudonymKey(KEY).build()) {
      String end = "e".repeat(512);
      assertEquals(events.pseudonym("a" + end), events.pseudonym("b" + end));
      assertNotEquals(events.pseudonym("a" + end), events.pseudonym("aa" + end));
      assertNotEquals(events.pseudonym(end + "a"), events.pseudonym(end + "b"));
    }
  }

  @Test
  void a_key_that_is_too_short_is_refused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> SecurityEvents.builder().pseudonymKey(new byte[31]));
    assertFalse(String.valueOf(e.getMessage()).contains("[B"));
  }
}
