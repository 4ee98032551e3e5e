package io.hauberk.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.limit.ClientAddress;
import io.hauberk.limit.RateLimit;
import io.hauberk.servlet.TestServer.Container;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits by address behind a proxy, in real containers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AddressLimitTest {

  private static int status(TestService service, String forwardedFor) throws Exception {
    return RawHttp.get(service.port(), "/open", "X-Forwarded-For: " + forwardedFor).status();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void addresses_of_one_64_count_together_and_those_of_another_by_themselves(Container container)
      throws Exception {
    try (TestService service =
        new TestService(
            container,
            builder ->
                builder
                    .nanoTime(() -> 0)
                    .clientAddress(ClientAddress.behind(List.of("127.0.0.1")))
                    .addressLimit(RateLimit.perMinute(2)))) {
      assertEquals(200, status(service, "2001:db8:1:2::1"));
      assertEquals(200, status(service, "2001:db8:1:2:ffff::9"));
      assertEquals(429, status(service, "2001:db8:1:2:3::4"));
      assertEquals(200, status(service, "2001:db8:1:3::1"));
      assertEquals(
          429, status(service, "2001:db8:1:9::1, 2001:db8:1:2::5"), "what the proxy saw counts");
    }
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void an_address_that_nobody_trusted_vouches_for_is_not_believed(Container container)
      throws Exception {
    try (TestService service =
        new TestService(
            container, builder -> builder.nanoTime(() -> 0).addressLimit(RateLimit.perMinute(2)))) {
      assertEquals(200, status(service, "2001:db8:1:2::1"));
      assertEquals(200, status(service, "2001:db8:1:3::1"));
      assertEquals(429, status(service, "2001:db8:1:4::1"));
    }
  }
}
