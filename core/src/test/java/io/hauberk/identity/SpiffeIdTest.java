package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SPIFFE-ID, 2. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SpiffeIdTest {

  @Test
  void has_a_trust_domain_and_a_path() {
    SpiffeId id =
        SpiffeId.parse("spiffe://prod.example_1-a.org/ns/Shop/sa/orders_v1.2").orElseThrow();
    assertEquals("prod.example_1-a.org", id.trustDomain());
    assertEquals("/ns/Shop/sa/orders_v1.2", id.path());
    assertTrue(id.namesWorkload());
    assertEquals("spiffe://prod.example_1-a.org/ns/Shop/sa/orders_v1.2", id.toString());
  }

  @Test
  void of_a_trust_domain_has_no_path() {
    SpiffeId id = SpiffeId.parse("spiffe://example.org").orElseThrow();
    assertEquals("", id.path());
    assertFalse(id.namesWorkload());
  }

  @Test
  void keeps_the_case_of_the_path_since_it_counts() {
    assertFalse(
        SpiffeId.parse("spiffe://example.org/Orders")
            .equals(SpiffeId.parse("spiffe://example.org/orders")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "spiffe:",
        "spiffe://",
        "spiffe:///orders",
        "SPIFFE://example.org/orders",
        "Spiffe://example.org/orders",
        "https://example.org/orders",
        "example.org/orders",
        " spiffe://example.org/orders",
        "spiffe://example.org/orders ",
        "spiffe://example.org/orders\n",
        "spiffe:/example.org/orders",
        "spiffe://Example.org/orders",
        "spiffe://example.org:8443/orders",
        "spiffe://example.org:/orders",
        "spiffe://user@example.org/orders",
        "spiffe://user:pw@example.org/orders",
        "spiffe://[::1]/orders",
        "spiffe://ex%61mple.org/orders",
        "spiffe://exämple.org/orders",
        "spiffe://example。org/orders",
        "spiffe://example.org?orders",
        "spiffe://example.org#orders"
      })
  void has_no_other_scheme_or_authority(String text) {
    assertEquals(Optional.empty(), SpiffeId.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spiffe://example.org/",
        "spiffe://example.org//",
        "spiffe://example.org/orders/",
        "spiffe://example.org//orders",
        "spiffe://example.org/ns//orders",
        "spiffe://example.org/.",
        "spiffe://example.org/..",
        "spiffe://example.org/./orders",
        "spiffe://example.org/ns/../orders",
        "spiffe://example.org/ns/..",
        "spiffe://example.org/orders?a=b",
        "spiffe://example.org/orders?",
        "spiffe://example.org/orders#a",
        "spiffe://example.org/orders#",
        "spiffe://example.org/%6frders",
        "spiffe://example.org/ns%2Forders",
        "spiffe://example.org/ord ers",
        "spiffe://example.org/ord:ers",
        "spiffe://example.org/ord~ers",
        "spiffe://example.org/ord;ers",
        "spiffe://example.org/ns\\orders",
        "spiffe://example.org/órders",
        "spiffe://example.org/orders\u0000"
      })
  void has_no_other_path(String text) {
    assertEquals(Optional.empty(), SpiffeId.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/...", "/.orders", "/orders..", "/-", "/_"})
  void may_have_dots_that_are_no_dot_segments(String path) {
    assertEquals(path, SpiffeId.parse("spiffe://example.org" + path).orElseThrow().path());
  }

  @Test
  void is_up_to_2048_octets_long_and_its_trust_domain_255() { // SPIFFE-ID, 2.3
    String longest = "spiffe://example.org/";
    longest += "a".repeat(2048 - longest.length());
    assertTrue(SpiffeId.parse(longest).isPresent());
    assertEquals(Optional.empty(), SpiffeId.parse(longest + "a"));
    assertTrue(SpiffeId.parse("spiffe://" + "a".repeat(255) + "/orders").isPresent());
    assertEquals(Optional.empty(), SpiffeId.parse("spiffe://" + "a".repeat(256) + "/orders"));
  }

  @Test
  void cannot_be_made_of_parts_that_are_none() {
    assertEquals(
        SpiffeId.parse("spiffe://example.org/orders").orElseThrow(),
        new SpiffeId("example.org", "/orders"));
    assertThrows(IllegalArgumentException.class, () -> new SpiffeId("example.org/x", "/orders"));
    assertThrows(IllegalArgumentException.class, () -> new SpiffeId("example.org", "orders"));
    assertThrows(
        IllegalArgumentException.class, () -> new SpiffeId("example.org", "/" + "a".repeat(2048)));
  }
}
