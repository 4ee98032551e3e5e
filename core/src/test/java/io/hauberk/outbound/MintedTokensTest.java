package io.hauberk.outbound;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvents;
import io.hauberk.outbound.Minting.Failed;
import io.hauberk.outbound.Minting.Minted;
import io.hauberk.request.HandClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** When tokens are asked for, and which one serves meanwhile: an issuer that answers by hand. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MintedTokensTest {
  private static final long HOUR = 3_600_000;

  private final HandClock clock = HandClock.at("2026-03-01T10:00:00Z");
  private final List<SecurityEvent> events = new ArrayList<>();
  private final Deque<CompletableFuture<Minting>> asked = new ArrayDeque<>();
  private int requests;
  private double jitter = 0.5;

  private final MintedTokens tokens =
      new MintedTokens(
          now -> {
            requests++;
            asked.add(new CompletableFuture<>());
            return asked.getLast();
          },
          null,
          new CredentialNews("inventory", SecurityEvents.direct(events::add, clock), clock),
          clock,
          () -> jitter,
          60_000);

  /** The issuer answers the oldest request with an hour of this token, renewed after 80 %. */
  private void grant(String value) {
    long now = clock.millis();
    HeldToken token = new HeldToken(value, TokenType.BEARER, now, now + HOUR / 10 * 8, now + HOUR);
    assertTrue(asked.remove().complete(new Minted(token)));
  }

  private void refuse(String cause) {
    assertTrue(asked.remove().complete(new Failed(cause)));
  }

  /** A call asks for a token and does not care what it gets. */
  private void ask() {
    assertNotNull(tokens.current());
  }

  private CompletableFuture<Minting> renewal(HeldToken refused) {
    return requireNonNull(tokens.renewal(refused));
  }

  private static String value(CompletableFuture<Minting> answer) {
    assertTrue(answer.isDone());
    return assertInstanceOf(Minted.class, answer.join()).token().value();
  }

  private static HeldToken token(CompletableFuture<Minting> answer) {
    return assertInstanceOf(Minted.class, answer.join()).token();
  }

  private static String cause(CompletableFuture<Minting> answer) {
    assertTrue(answer.isDone());
    return assertInstanceOf(Failed.class, answer.join()).cause();
  }

  private List<String> told() {
    return events.stream()
        .map(event -> event.kind().id() + " " + event.details().getOrDefault(Detail.CAUSE, ""))
        .map(String::strip)
        .toList();
  }

  @Nested
  class While_the_issuer_answers {

    @Test
    void all_who_need_the_first_token_wait_for_one_request() {
      CompletableFuture<Minting> one = tokens.current();
      CompletableFuture<Minting> other = tokens.current();
      assertFalse(one.isDone() || other.isDone());
      grant("first");
      assertEquals("first", value(one));
      assertEquals("first", value(other));
      assertEquals(1, requests);
      assertEquals(List.of(), told());
    }

    @Test
    void the_next_one_is_asked_for_early_while_this_one_serves() {
      ask();
      grant("first");
      clock.advance(Duration.ofMinutes(47));
      assertEquals("first", value(tokens.current()));
      assertEquals(1, requests);
      clock.advance(Duration.ofMinutes(2));
      assertEquals("first", value(tokens.current()));
      assertEquals("first", value(tokens.current()));
      assertEquals(2, requests);
      grant("second");
      assertEquals("second", value(tokens.current()));
      assertEquals(2, requests);
    }

    @Test
    void upkeep_asks_ahead_without_calls() {
      tokens.maintain();
      grant("first");
      tokens.maintain();
      assertEquals(1, requests);
      clock.advance(Duration.ofMinutes(49));
      tokens.maintain();
      tokens.maintain();
      assertEquals(2, requests);
    }
  }

  @Nested
  class While_it_does_not {

    @Test
    void a_token_serves_until_it_expires_and_not_longer() {
      ask();
      grant("first");
      clock.advance(Duration.ofMinutes(50));
      assertEquals("first", value(tokens.current()));
      refuse("token endpoint: connection");
      clock.advance(Duration.ofSeconds(599));
      assertEquals("first", value(tokens.current()));
      refuse("token endpoint: connection");
      clock.advance(Duration.ofSeconds(1));
      assertTrue(tokens.current().isDone()); // still pausing: told at once
      clock.advance(Duration.ofSeconds(2));
      CompletableFuture<Minting> none = tokens.current();
      refuse("token endpoint: connection");
      assertEquals("token endpoint: connection", cause(none));
      assertEquals(
          List.of(
              "credential_unavailable token endpoint: connection",
              "credential_unavailable token endpoint: connection; no token is in force"),
          told());
    }

    @Test
    void it_recovers_by_itself_and_tells_so() {
      ask();
      refuse("token endpoint: timeout");
      clock.advance(Duration.ofSeconds(1));
      CompletableFuture<Minting> next = tokens.current();
      grant("first");
      assertEquals("first", value(next));
      assertEquals(
          List.of(
              "credential_unavailable token endpoint: timeout; no token is in force",
              "credential_restored"),
          told());
    }

    @Test
    void each_pause_is_longer_than_the_last_up_to_half_a_minute() {
      jitter = 0.999_999;
      List<Long> pauses = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        ask();
        refuse("token endpoint: connection");
        int before = requests;
        long waited = 0;
        while (requests == before) {
          assertEquals("token endpoint: connection", cause(tokens.current()));
          clock.advance(Duration.ofMillis(500));
          waited += 500;
          tokens.maintain();
        }
        pauses.add(waited);
      }
      assertEquals(List.of(1000L, 2000L, 4000L, 8000L, 16000L, 30000L, 30000L, 30000L), pauses);
      assertEquals(1, told().size());
    }

    @Test
    void a_clock_that_is_put_back_does_not_stop_the_asking() {
      ask();
      refuse("token endpoint: connection");
      clock.advance(Duration.ofHours(-5));
      ask();
      assertEquals(2, requests);
    }

    @Test
    void one_that_was_not_made_blames_nobody_and_the_next_call_asks_again() {
      CompletableFuture<Minting> none = tokens.current();
      assertTrue(asked.remove().complete(Minting.BUSY));
      assertFalse(cause(none).contains("token endpoint"));
      CompletableFuture<Minting> next = tokens.current();
      assertEquals(2, requests);
      grant("first");
      assertEquals("first", value(next));
      assertEquals(List.of(), told());
    }

    @Test
    void a_mint_that_breaks_is_a_failure_without_its_words() {
      ask();
      asked.remove().completeExceptionally(new IllegalStateException("secret words"));
      assertEquals("unexpected IllegalStateException", cause(tokens.current()));
    }
  }

  @Nested
  class What_operators_see {

    private String seen() {
      CredentialState state = tokens.state();
      return "%s %s %s %s"
          .formatted(
              state.standing(),
              state.since(),
              state.expires(),
              state.trouble() == null
                  ? "well"
                  : state.trouble().since() + " " + state.trouble().cause());
    }

    @Test
    void is_how_it_stands_and_never_the_token() {
      assertEquals("WAITING null null well", seen());
      ask();
      grant("first");
      assertEquals("IN_FORCE 2026-03-01T10:00:00Z 2026-03-01T11:00:00Z well", seen());
      clock.advance(Duration.ofMinutes(50));
      ask();
      refuse("token endpoint: connection");
      clock.advance(Duration.ofMinutes(1));
      ask();
      refuse("token endpoint: timeout");
      assertEquals(
          "STALE 2026-03-01T10:00:00Z 2026-03-01T11:00:00Z"
              + " 2026-03-01T10:50:00Z token endpoint: timeout",
          seen());
      clock.advance(Duration.ofMinutes(9));
      assertEquals("ABSENT null null 2026-03-01T10:50:00Z token endpoint: timeout", seen());
      ask();
      grant("second");
      assertEquals("IN_FORCE 2026-03-01T11:00:00Z 2026-03-01T12:00:00Z well", seen());
      assertFalse(tokens.state().toString().contains("second"));
    }
  }

  @Nested
  class When_a_destination_refuses_the_token {

    @Test
    void the_next_one_is_asked_for_once_for_all() {
      ask();
      grant("first");
      HeldToken first = token(tokens.current());
      clock.advance(Duration.ofMinutes(1));
      CompletableFuture<Minting> one = renewal(first);
      CompletableFuture<Minting> other = renewal(first);
      assertEquals(2, requests);
      assertEquals("first", value(tokens.current())); // others may take it still
      grant("second");
      assertEquals("second", value(one));
      assertEquals("second", value(other));
      assertEquals("second", value(renewal(first))); // came late
      assertEquals(2, requests);
    }

    @Test
    void a_token_that_is_fresh_is_not_bettered() {
      ask();
      grant("first");
      clock.advance(Duration.ofSeconds(9));
      assertNull(tokens.renewal(token(tokens.current())));
      assertEquals(1, requests);
    }

    @Test
    void an_issuer_that_hands_out_the_same_one_again_is_not_asked_in_a_circle() {
      ask();
      grant("same");
      HeldToken first = token(tokens.current());
      clock.advance(Duration.ofMinutes(1));
      assertNotNull(renewal(first));
      grant("same");
      assertNull(tokens.renewal(first));
      assertEquals(2, requests);
    }

    @Test
    void it_serves_elsewhere_while_the_next_one_cannot_be_had() {
      ask();
      grant("first");
      HeldToken first = token(tokens.current());
      clock.advance(Duration.ofMinutes(1));
      CompletableFuture<Minting> next = renewal(first);
      refuse("token endpoint: status 503");
      assertEquals("token endpoint: status 503", cause(next));
      assertEquals("first", value(tokens.current()));
      assertEquals(2, requests);
    }
  }
}
