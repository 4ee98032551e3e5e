package io.hauberk.address;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReachTest {

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8,                 PUBLIC",
    "172.32.0.1,              PUBLIC",
    "192.0.1.1,               PUBLIC",
    "100.128.0.1,             PUBLIC",
    "2606:4700::1,            PUBLIC",
    "64:ff9b::8.8.8.8,        PUBLIC",
    "2002:808:808::1,         PUBLIC",
    "10.0.0.1,                PRIVATE",
    "172.16.0.1,              PRIVATE",
    "172.31.255.255,          PRIVATE",
    "192.168.1.1,             PRIVATE",
    "100.64.0.1,              PRIVATE",
    "198.51.100.7,            PRIVATE",
    "fc00::1,                 PRIVATE",
    "fdff::1,                 PRIVATE",
    "fec0::1,                 PRIVATE",
    "2001:db8::1,             PRIVATE",
    "2001:0:1234::1,          PRIVATE",
    "::ffff:10.0.0.1,         PRIVATE",
    "::10.0.0.1,              PRIVATE",
    "64:ff9b::10.0.0.1,       PRIVATE",
    "64:ff9b:1::808:808,      PRIVATE",
    "64:ff9b:1::a9fe:a9fe,    FORBIDDEN",
    "::ffff:0:808:808,        PUBLIC",
    "::ffff:0:a9fe:a9fe,      FORBIDDEN",
    "::ffff:0:7f00:1,         LOOPBACK",
    "2002:a00:1::1,           PRIVATE",
    "127.0.0.1,               LOOPBACK",
    "127.255.0.1,             LOOPBACK",
    "::1,                     LOOPBACK",
    "::ffff:127.0.0.1,        LOOPBACK",
    "64:ff9b::127.0.0.1,      LOOPBACK",
    "0.0.0.0,                 FORBIDDEN",
    "0.1.2.3,                 FORBIDDEN",
    "169.254.169.254,         FORBIDDEN",
    "169.254.170.2,           FORBIDDEN",
    "100.100.100.200,         FORBIDDEN",
    "168.63.129.16,           FORBIDDEN",
    "192.0.0.192,             FORBIDDEN",
    "224.0.0.1,               FORBIDDEN",
    "255.255.255.255,         FORBIDDEN",
    "::,                      FORBIDDEN",
    "fe80::1,                 FORBIDDEN",
    "febf::1,                 FORBIDDEN",
    "ff02::1,                 FORBIDDEN",
    "fd00:ec2::254,           FORBIDDEN",
    "fd00:ec2::23,            FORBIDDEN",
    "fd20:ce::254,            FORBIDDEN",
    "fd00:42::42,             FORBIDDEN",
    "::ffff:169.254.169.254,  FORBIDDEN",
    "::169.254.169.254,       FORBIDDEN",
    "64:ff9b::169.254.169.254, FORBIDDEN",
    "2002:a9fe:a9fe::1,       FORBIDDEN"
  })
  void is_what_the_address_or_the_one_inside_of_it_leads_to(String address, Reach reach)
      throws UnknownHostException {
    assertEquals(reach, IpAddress.parse(address).orElseThrow().reach());
    assertEquals(reach, IpAddress.of(InetAddress.getByName(address)).reach());
  }
}
