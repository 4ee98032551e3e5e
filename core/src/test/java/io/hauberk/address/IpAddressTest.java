package io.hauberk.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class IpAddressTest {

  private static IpAddress parse(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0,                         0.0.0.0",
    "203.0.113.9,                     203.0.113.9",
    "255.255.255.255,                 255.255.255.255",
    "::,                              ::",
    "::1,                             ::1",
    "1::,                             1::",
    "2001:DB8:0:0:0:0:0:1,            2001:db8::1",
    "2001:0db8:0000:0000:0001::,      2001:db8:0:0:1::",
    "2001:db8:0:1:1:1:1:1,            2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1,              2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1,            2001:db8::1:0:0:1",
    "1:2:3:4:5:6:7::,                 1:2:3:4:5:6:7:0",
    "::2:3:4:5:6:7:8,                 0:2:3:4:5:6:7:8",
    "::ffff:203.0.113.9,              203.0.113.9",
    "::ffff:cb00:7109,                203.0.113.9",
    "0:0:0:0:0:FFFF:203.0.113.9,      203.0.113.9",
    "64:ff9b::203.0.113.9,            64:ff9b::cb00:7109",
    "1:2:3:4:5:6:203.0.113.9,         1:2:3:4:5:6:cb00:7109",
    "fe80::1%eth0,                    fe80::1",
    "fe80::1%25eth0,                  fe80::1"
  })
  void an_address_has_one_canonical_text(String text, String canonical) {
    assertEquals(canonical, parse(text).toString());
    assertEquals(parse(text), parse(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "localhost",
        "example.com",
        "1",
        "127.1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.",
        ".1.2.3",
        "1..2.3",
        "256.1.1.1",
        "010.0.0.1",
        "0x7f.0.0.1",
        "2130706433",
        "1.2.3.4 ",
        "1.2.3.-4",
        "1.2.3.+4",
        "١.٢.٣.٤",
        "1.2.3.4%eth0",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        ":1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:",
        "12345::",
        "g::",
        "::1.2.3",
        "::1.2.3.4:5",
        "1.2.3.4::",
        "::1.2.3.256",
        "1:2:3:4:5:6:7:1.2.3.4",
        "[::1]",
        "::1/64",
        "::\u0661"
      })
  void what_is_no_literal_is_no_address(String text) {
    assertEquals(Optional.empty(), IpAddress.parse(text));
  }

  @Test
  void agrees_with_the_jdk_on_random_addresses() throws UnknownHostException {
    Random random = new Random(20250301);
    for (int i = 0; i < 20_000; i++) {
      byte[] octets = new byte[random.nextBoolean() ? 4 : 16];
      for (int j = 0; j < octets.length; j++) {
        octets[j] = random.nextInt(3) == 0 ? (byte) random.nextInt() : 0;
      }
      InetAddress expected = InetAddress.getByAddress(octets);
      String canonical = parse(expected.getHostAddress()).toString();
      assertEquals(expected, InetAddress.getByName(canonical));
      assertEquals(canonical, parse(canonical).toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.255,            32, 203.0.113.255",
    "203.0.113.255,            25, 203.0.113.128",
    "203.0.113.255,             1, 128.0.0.0",
    "203.0.113.255,             0, 0.0.0.0",
    "2001:db8:1:2:3:4:5:6,    128, 2001:db8:1:2:3:4:5:6",
    "2001:db8:1:2:3:4:5:6,     65, 2001:db8:1:2::",
    "2001:db8:1:2:ffff::,      65, 2001:db8:1:2:8000::",
    "2001:db8:1:2:3:4:5:6,     64, 2001:db8:1:2::",
    "2001:db8:1:2:3:4:5:6,     48, 2001:db8:1::",
    "ffff:db8:1:2:3:4:5:6,      1, 8000::",
    "2001:db8:1:2:3:4:5:6,      0, ::"
  })
  void a_prefix_keeps_the_first_bits(String text, int length, String prefix) {
    assertEquals(prefix, parse(text).prefix(length).toString());
  }

  @Nested
  class A_range {
    @ParameterizedTest
    @CsvSource({
      "10.0.0.0/8,      10.255.255.255, true",
      "10.0.0.0/8,      11.0.0.0,       false",
      "10.0.0.1,        10.0.0.1,       true",
      "10.0.0.1,        10.0.0.2,       false",
      "10.0.0.1/32,     10.0.0.1,       true",
      "0.0.0.0/1,       127.255.0.1,    true",
      "0.0.0.0/1,       128.0.0.0,      false",
      "2001:db8::/32,   2001:db8:ffff::1, true",
      "2001:db8::/32,   2001:db9::1,    false",
      "::1,             ::1,            true",
      "10.0.0.0/8,      ::ffff:10.1.2.3, true",
      "::ffff:10.0.0.1, 10.0.0.1,       true",
      "10.0.0.0/8,      a00::,          false",
      "::/1,            0.0.0.1,        false"
    })
    void holds_the_addresses_of_its_prefix(String range, String address, boolean holds) {
      assertEquals(holds, AddressRange.parse(range).contains(parse(address)));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "/8",
          "10.0.0.0/",
          "10.0.0.0/33",
          "10.0.0.0/-1",
          "10.0.0.0/+8",
          "10.0.0.0/08",
          "10.0.0.0/8/8",
          "10.0.0.0/999999999999",
          "10.0.0.1/8",
          "2001:db8::1/32",
          "2001:db8::/129",
          "0.0.0.0/0",
          "::/0",
          "fe80::1%eth0",
          "proxy.internal",
          "10.0.*.*"
        })
    void that_is_malformed_or_holds_everybody_is_refused(String range) {
      var e = assertThrows(IllegalArgumentException.class, () -> AddressRange.parse(range));
      assertTrue(String.valueOf(e.getMessage()).startsWith("'" + range + "' "));
    }
  }
}
