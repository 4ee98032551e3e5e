package io.hauberk.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hauberk.limit.ClientAddress.Client;
import io.hauberk.limit.ClientAddress.Header;
import io.hauberk.request.RequestHead;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ClientAddressTest {
  private static final List<String> PROXIES = List.of("10.0.0.0/8", "2001:db8:aaaa::/48");
  private static final String PROXY = "10.0.0.1";

  /** A request as the peer sent it: with these lines of one header. */
  private record Head(String peerAddress, Map<String, List<String>> lines) implements RequestHead {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String target() {
      return "/orders";
    }

    @Override
    public List<String> headers(String name) {
      return lines.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }
  }

  private static String xff(String peer, String... lines) {
    Head head = new Head(peer, Map.of("x-forwarded-for", List.of(lines)));
    return ClientAddress.behind(PROXIES).find(head).address();
  }

  private static String forwarded(String peer, String... lines) {
    Head head = new Head(peer, Map.of("forwarded", List.of(lines)));
    return ClientAddress.behind(PROXIES, Header.FORWARDED).find(head).address();
  }

  @Nested
  class Without_proxies {
    @ParameterizedTest
    @ValueSource(strings = {"198.51.100.7", "10.0.0.1", "127.0.0.1"})
    void a_request_counts_for_its_peer_whatever_it_says(String peer) {
      Head head =
          new Head(
              peer,
              Map.of(
                  "x-forwarded-for", List.of("203.0.113.9"),
                  "forwarded", List.of("for=203.0.113.9"),
                  "x-real-ip", List.of("203.0.113.9"),
                  "client-id", List.of("alice")));
      assertEquals(new Client(peer, peer), ClientAddress.ofPeer().find(head));
    }

    @Test
    void a_connection_without_an_address_has_one_group() {
      assertEquals(
          new Client("unknown", "unknown"),
          ClientAddress.ofPeer().find(new Head("/run/app.sock", Map.of())));
    }
  }

  @Nested
  class Groups {
    @ParameterizedTest
    @CsvSource({
      "198.51.100.7,          198.51.100.7,     198.51.100.7",
      "::ffff:198.51.100.7,   198.51.100.7,     198.51.100.7",
      "2001:db8:1:2:3::4,     2001:db8:1:2:3::4, 2001:db8:1:2::/64",
      "2001:db8:1:2:ffff::5,  2001:db8:1:2:ffff::5, 2001:db8:1:2::/64",
      "2001:db8:1:3::1,       2001:db8:1:3::1,  2001:db8:1:3::/64",
      "fe80::1%eth0,          fe80::1,          fe80::/64"
    })
    void ipv6_by_64_bits_and_ipv4_by_address(String peer, String address, String group) {
      assertEquals(
          new Client(address, group), ClientAddress.ofPeer().find(new Head(peer, Map.of())));
    }
  }

  @Nested
  class X_forwarded_for {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "203.0.113.9                         | 203.0.113.9",
          "203.0.113.9:4711                    | 203.0.113.9",
          "2001:db8::1                         | 2001:db8::1",
          "[2001:db8::1]                       | 2001:db8::1",
          "[2001:db8::1]:4711                  | 2001:db8::1",
          "[fe80::1%25eth0]:4711               | fe80::1",
          "::ffff:203.0.113.9                  | 203.0.113.9",
          "[::ffff:203.0.113.9]:4711           | 203.0.113.9",
          "203.0.113.9, 10.1.1.1               | 203.0.113.9",
          "203.0.113.9,10.1.1.1,  10.2.2.2     | 203.0.113.9",
          "203.0.113.9, 2001:db8:aaaa::5       | 203.0.113.9",
          "203.0.113.9, ::ffff:10.1.1.1        | 203.0.113.9"
        })
    void of_a_trusted_proxy_names_the_client(String line, String client) {
      assertEquals(client, xff(PROXY, line));
      assertEquals(client, xff("::ffff:10.0.0.1", line));
    }

    @Test
    void of_anybody_else_is_not_read() {
      assertEquals("198.51.100.7", xff("198.51.100.7", "203.0.113.9"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "1.1.1.1, 203.0.113.9",
          "10.9.9.9, 203.0.113.9",
          "127.0.0.1, ::1, 203.0.113.9",
          "garbage, \"<script>, 203.0.113.9",
          ",,,,203.0.113.9",
          "for=1.1.1.1, 203.0.113.9",
          "1.1.1.1, 203.0.113.9, 10.1.1.1"
        })
    void is_read_from_the_right_so_nobody_can_put_an_address_in_front(String line) {
      assertEquals("203.0.113.9", xff(PROXY, line));
    }

    @Test
    void in_several_lines_is_one_list() {
      assertEquals("203.0.113.9", xff(PROXY, "1.1.1.1", "203.0.113.9, 10.1.1.1", "10.2.2.2"));
      assertEquals("203.0.113.9", xff(PROXY, "1.1.1.1", "203.0.113.9"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          " ",
          "unknown",
          "_hidden",
          "203.0.113.9,",
          "203.0.113.9, ,10.1.1.1",
          "203.0.113.009",
          "203.0.113.9:port",
          "203.0.113.9:123456",
          "[203.0.113.9]",
          "[2001:db8::1",
          "[2001:db8::1]x",
          "2001:db8::1]",
          "client.example.com",
          "203.0.113.9 1.1.1.1",
          "203.0.113.9;1.1.1.1"
        })
    void without_an_address_where_the_proxy_writes_counts_for_the_peer(String line) {
      assertEquals(PROXY, xff(PROXY, line));
    }

    @Test
    void that_is_absent_counts_for_the_peer() {
      assertEquals(PROXY, xff(PROXY));
    }

    @Test
    void with_proxies_only_counts_for_the_furthest() {
      assertEquals("10.3.3.3", xff(PROXY, "10.3.3.3, 10.2.2.2, 10.1.1.1"));
    }

    @Test
    void with_more_proxies_than_anybody_has_counts_for_the_peer() {
      assertEquals("203.0.113.9", xff(PROXY, "203.0.113.9" + ", 10.1.1.1".repeat(31)));
      assertEquals(PROXY, xff(PROXY, "203.0.113.9" + ", 10.1.1.1".repeat(32)));
    }

    @Test
    void of_any_length_is_read_no_further_than_needed() {
      String[] lines =
          Collections.nCopies(1_000, "1.1.1.1, ".repeat(1_000) + "10.1.1.1").toArray(String[]::new);
      lines[999] = "203.0.113.9";
      assertEquals("203.0.113.9", xff(PROXY, lines));
    }

    @Test
    void is_not_read_where_forwarded_is_what_the_proxies_write() {
      Head head = new Head(PROXY, Map.of("x-forwarded-for", List.of("203.0.113.9")));
      assertEquals(PROXY, ClientAddress.behind(PROXIES, Header.FORWARDED).find(head).address());
    }
  }

  @Nested
  class Forwarded {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '~',
        value = {
          "for=203.0.113.9                                   | 203.0.113.9",
          "For=203.0.113.9;proto=https;by=10.0.0.1           | 203.0.113.9",
          "proto=https; for=203.0.113.9                      | 203.0.113.9",
          "for=\"203.0.113.9:4711\"                          | 203.0.113.9",
          "for=\"[2001:db8::1]\"                             | 2001:db8::1",
          "for=\"[2001:db8::1]:4711\"                        | 2001:db8::1",
          "for=\"[2001:db8::1]:_port\"                       | 2001:db8::1",
          "for=203.0.113.9;host=\"a,b;for=1.1.1.1\"          | 203.0.113.9",
          "for=203.0.113.9;host=\"a\\\",for=1.1.1.1\"        | 203.0.113.9",
          "for=203.0.113.9, for=10.1.1.1                     | 203.0.113.9",
          "for=203.0.113.9,for=10.1.1.1;proto=http ,for=10.2.2.2 | 203.0.113.9"
        })
    void of_a_trusted_proxy_names_the_client(String line, String client) {
      assertEquals(client, forwarded(PROXY, line));
    }

    @Test
    void of_anybody_else_is_not_read() {
      assertEquals("198.51.100.7", forwarded("198.51.100.7", "for=203.0.113.9"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "for=1.1.1.1, for=203.0.113.9",
          "for=unknown, for=203.0.113.9",
          "for=10.9.9.9, for=203.0.113.9",
          "for=\"x, for=1.1.1.1\", for=203.0.113.9"
        })
    void is_read_from_the_right(String line) {
      assertEquals("203.0.113.9", forwarded(PROXY, line));
    }

    @Test
    void in_several_lines_is_one_list() {
      assertEquals(
          "203.0.113.9", forwarded(PROXY, "for=1.1.1.1", "for=203.0.113.9", "for=10.1.1.1"));
      assertEquals("203.0.113.9", forwarded(PROXY, "for=\"", "for=203.0.113.9"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "203.0.113.9",
          "for",
          "for=",
          "for=unknown",
          "for=_hidden",
          "by=203.0.113.9",
          "for=203.0.113.9;for=1.1.1.1",
          "for=203.0.113.9,",
          ",for=203.0.113.9",
          "for = 203.0.113.9",
          "for=[2001:db8::1]",
          "for=203.0.113.9 for=1.1.1.1",
          "for=\"203.0.113.9",
          "for=\"203.0.113.9\\",
          "for=\"203.0.113.9\"x",
          "=203.0.113.9"
        })
    void that_is_malformed_or_without_an_address_counts_for_the_peer(String line) {
      assertEquals(PROXY, forwarded(PROXY, line));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "for=\"1.1.1.1",
          "for=1.1.1.1;x=\"",
          "for=1.1.1.1;x=\"\\",
          "for=1.1.1.1;x=\"a\", for=2.2.2.2;y=\""
        })
    void with_an_open_quote_cannot_swallow_what_the_proxy_adds(String sentByTheClient) {
      for (String added :
          List.of(
              "for=203.0.113.9",
              "for=\"203.0.113.9:4711\"",
              "for=\"[2001:db8::1]:4711\";host=\"\"",
              "for=203.0.113.9;host=\"orders.example\";by=\"[::1]\"")) {
        assertEquals(PROXY, forwarded(PROXY, sentByTheClient + ", " + added));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0/0", "::/0", "proxy.internal", "10.0.0.1/8"})
  void proxies_that_cannot_be_trusted_are_refused_at_set_up(String range) {
    assertThrows(IllegalArgumentException.class, () -> ClientAddress.behind(List.of(range)));
  }
}
