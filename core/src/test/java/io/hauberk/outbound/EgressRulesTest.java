package io.hauberk.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EgressRulesTest {
  private static final EgressRules RULES =
      EgressRules.builder()
          .destination("https://api.partner.example")
          .destination("http://inventory.shop.svc:8080", "10.0.0.0/8", "fd12::/16")
          .destination("https://[2001:db8::7]", "2001:db8::/32")
          .destination("https://xn--bcher-kva.example")
          .build();

  private static Optional<EgressRefusal> judge(String uri, String... addresses) {
    InetAddress[] all = new InetAddress[addresses.length];
    for (int i = 0; i < all.length; i++) {
      try {
        all[i] = InetAddress.getByName(addresses[i]); // literals: nothing is looked up
      } catch (UnknownHostException e) {
        throw new IllegalStateException(e);
      }
    }
    return all.length == 0
        ? RULES.judgeDestination(URI.create(uri))
        : RULES.judge(URI.create(uri), all);
  }

  @Nested
  class A_destination {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://api.partner.example/orders?x=1",
          "HTTPS://API.Partner.Example:443/",
          "wss://api.partner.example/feed",
          "https://xn--bcher-kva.example/"
        })
    void is_the_same_however_it_is_written(String uri) {
      assertEquals(Optional.empty(), judge(uri, "8.8.8.8"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://other.example/",
          "https://api.partner.example:8443/",
          "https://api.partner.example./orders",
          "http://api.partner.example/",
          "https://api.partner.example.evil.test/",
          "https://evil.test/api.partner.example",
          "https://api.partner.example%2eevil.test/",
          "https://sub.api.partner.example/",
          "http://inventory.shop.svc/",
          "https://8.8.8.8/"
        })
    void that_is_not_listed_is_refused(String uri) {
      assertTrue(
          judge(uri, "8.8.8.8").isPresent(), "refused before any address, and with a public one");
    }

    @ParameterizedTest
    @CsvSource({
      "ftp://api.partner.example/,             SCHEME_NOT_HTTP",
      "file:///etc/passwd,                     SCHEME_NOT_HTTP",
      "/orders,                                SCHEME_NOT_HTTP",
      "https:opaque,                           HOST_MISSING",
      "https://b\u00fccher.example/,            HOST_MISSING",
      "https://user:secret@api.partner.example, USER_INFORMATION",
      "https://api.partner.example@evil.test/, USER_INFORMATION"
    })
    void that_is_no_plain_URL_of_HTTP_is_refused(String uri, EgressRefusal refusal) {
      assertEquals(Optional.of(refusal), RULES.judgeDestination(URI.create(uri)));
    }

    /** {@code URI} knows no host there. */
    @Test
    void may_have_the_name_of_a_container() throws UnknownHostException {
      EgressRules rules =
          EgressRules.builder().destination("http://my_service:8080", "10.0.0.0/8").build();
      InetAddress inside = InetAddress.getByName("10.0.0.1");
      assertEquals(Optional.empty(), rules.judge(URI.create("http://my_service:8080/x"), inside));
      assertEquals(
          Optional.of(EgressRefusal.UNLISTED),
          rules.judge(URI.create("http://my_service:8081/x"), inside));
    }
  }

  @Nested
  class An_address {

    @ParameterizedTest
    @CsvSource({
      "10.1.2.3,                ",
      "fd12::1,                 ",
      "::ffff:10.1.2.3,         ",
      "8.8.8.8,                 ",
      "192.168.0.1,             ADDRESS_NOT_LISTED",
      "127.0.0.1,               ADDRESS_NOT_LISTED",
      "::1,                     ADDRESS_NOT_LISTED",
      "::ffff:127.0.0.1,        ADDRESS_NOT_LISTED",
      "64:ff9b::7f00:1,         ADDRESS_NOT_LISTED",
      "169.254.169.254,         ADDRESS_FORBIDDEN",
      "::ffff:169.254.169.254,  ADDRESS_FORBIDDEN",
      "fe80::1,                 ADDRESS_FORBIDDEN",
      "0.0.0.0,                 ADDRESS_FORBIDDEN"
    })
    void of_the_inside_is_called_only_where_its_range_is_listed(
        String address, EgressRefusal refusal) {
      assertEquals(
          Optional.ofNullable(refusal), judge("http://inventory.shop.svc:8080/stock", address));
    }

    @Test
    void of_the_inside_is_no_address_of_a_destination_of_the_internet() {
      assertEquals(
          Optional.of(EgressRefusal.ADDRESS_NOT_LISTED),
          judge("https://api.partner.example/", "10.1.2.3"));
    }

    @Test
    void among_several_may_not_be_hidden_behind_a_good_one() {
      assertEquals(
          Optional.of(EgressRefusal.ADDRESS_FORBIDDEN),
          judge("https://api.partner.example/", "8.8.8.8", "169.254.169.254"));
    }

    @Test
    void that_is_its_own_host_is_judged_like_others() {
      assertEquals(Optional.empty(), judge("https://[2001:db8::7]/", "2001:db8::7"));
      assertEquals(Optional.empty(), judge("https://[2001:db8:0:0::7]/", "2001:db8::7"));
      assertEquals(
          Optional.of(EgressRefusal.UNLISTED), judge("https://[2001:db8::8]/", "2001:db8::8"));
    }
  }

  @Nested
  class A_host_without_scheme_and_port {

    @ParameterizedTest
    @CsvSource({
      "inventory.shop.svc,   10.1.2.3,        ",
      "Inventory.Shop.SVC,   10.1.2.3,        ",
      "inventory.shop.svc.,  10.1.2.3,        UNLISTED",
      "inventory.shop.svc,   192.168.0.1,     ADDRESS_NOT_LISTED",
      "api.partner.example,  8.8.8.8,         ",
      "api.partner.example,  10.1.2.3,        ADDRESS_NOT_LISTED",
      "api.partner.example,  169.254.169.254, ADDRESS_FORBIDDEN",
      "2001:db8::7,          2001:db8::7,     ",
      "2001:db8:0:0:0:0:0:7, 2001:db8::7,     ",
      "evil.test,            8.8.8.8,         UNLISTED",
      "'',                   8.8.8.8,         UNLISTED"
    })
    void is_judged_by_all_destinations_of_its_name(
        String host, String address, EgressRefusal refusal) throws UnknownHostException {
      assertEquals(Optional.ofNullable(refusal), RULES.judge(host, InetAddress.getByName(address)));
    }
  }

  @Test
  void with_nothing_listed_only_what_is_never_called_is_refused() throws UnknownHostException {
    EgressRules rules = EgressRules.ONLY_FORBIDDEN;
    for (String address : new String[] {"8.8.8.8", "10.0.0.1", "127.0.0.1"}) {
      assertFalse(
          rules.judge(URI.create("http://any"), InetAddress.getByName(address)).isPresent());
    }
    assertTrue(
        rules
            .judge(URI.create("http://any"), InetAddress.getByName("169.254.169.254"))
            .isPresent());
  }

  @Nested
  class Where_unlisted_destinations_may_be_called {
    private final EgressRules open = EgressRules.builder().allowUnlisted().build();

    @Test
    void public_addresses_are_called_and_no_others() throws UnknownHostException {
      URI uri = URI.create("https://hooks.example/");
      assertFalse(open.judge(uri, InetAddress.getByName("8.8.8.8")).isPresent());
      assertTrue(open.judge(uri, InetAddress.getByName("10.0.0.1")).isPresent());
      assertTrue(open.judge(uri, InetAddress.getByName("169.254.169.254")).isPresent());
    }
  }

  @Test
  void nothing_is_said_of_a_call_without_an_address() {
    assertThrows(IllegalArgumentException.class, () -> RULES.judge(URI.create("https://8.8.8.8/")));
  }

  @Nested
  class A_rule {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "api.partner.example",
          "https://api.partner.example/path",
          "https://api.partner.example?x",
          "https://user@api.partner.example",
          "https://",
          "https://b\u00fccher.example",
          "https://*.example",
          "not a url",
          ""
        })
    void that_is_no_origin_is_refused_at_the_start(String origin) {
      EgressRules.Builder builder = EgressRules.builder();
      assertThrows(IllegalArgumentException.class, () -> builder.destination(origin));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "10.0.0.1/8",
          "0.0.0.0/0",
          "inside",
          "169.254.0.0/16",
          "fe80::/10",
          "8.8.8.0/24"
        })
    void with_a_range_that_cannot_be_right_is_refused_at_the_start(String range) {
      EgressRules.Builder builder = EgressRules.builder();
      assertThrows(
          IllegalArgumentException.class, () -> builder.destination("https://a.example", range));
    }

    @Test
    void for_one_destination_twice_is_refused_at_the_start() {
      EgressRules.Builder builder = EgressRules.builder().destination("https://a.example");
      assertThrows(
          IllegalArgumentException.class, () -> builder.destination("https://A.example:443/"));
    }
  }
}
