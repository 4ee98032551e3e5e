package io.hauberk.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.spring.orders.OrdersApplication;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/**
 * {@code hauberk.proxies} reads the forwarding header as it was received, whatever Spring Boot has
 * the container or a filter make of it.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ForwardedHeadersTest {
  private static final String CLIENT = "203.0.113.7";
  private static final String PROXY = "127.0.0.1";

  abstract static class BehindProxy {
    @LocalServerPort int port;
    @Autowired RecordedEvents events;

    String clientOf(String header, String value) throws Exception {
      assertEquals(401, new Client(port).get("/orders", header, value).statusCode());
      SecurityEvent refused = events.last(Kind.REQUEST_REFUSED).orElseThrow();
      assertEquals(PROXY, refused.peerAddress().orElseThrow());
      return refused.clientAddress().orElseThrow();
    }
  }

  @Nested
  @SpringBootTest(
      classes = OrdersApplication.class,
      webEnvironment = WebEnvironment.RANDOM_PORT,
      properties = "hauberk.proxies=127.0.0.0/8")
  @Import(RecordingConfiguration.class)
  class With_no_strategy extends BehindProxy {
    @Test
    void the_client_is_the_one_that_the_proxy_names() throws Exception {
      assertEquals(CLIENT, clientOf("X-Forwarded-For", CLIENT));
    }

    @Test
    void the_other_header_is_not_read() throws Exception {
      assertEquals(PROXY, clientOf("Forwarded", "for=" + CLIENT));
    }
  }

  @Nested
  @SpringBootTest(
      classes = OrdersApplication.class,
      webEnvironment = WebEnvironment.RANDOM_PORT,
      properties = {"hauberk.proxies=127.0.0.0/8", "spring.main.cloud-platform=kubernetes"})
  @Import(RecordingConfiguration.class)
  class On_Kubernetes extends BehindProxy {
    @Test
    void the_client_is_the_one_that_the_proxy_names() throws Exception {
      assertEquals(CLIENT, clientOf("X-Forwarded-For", CLIENT));
    }
  }

  @Nested
  @SpringBootTest(
      classes = OrdersApplication.class,
      webEnvironment = WebEnvironment.RANDOM_PORT,
      properties = {"hauberk.proxies=127.0.0.0/8", "server.forward-headers-strategy=framework"})
  @Import(RecordingConfiguration.class)
  class With_the_strategy_framework extends BehindProxy {
    @Test
    void the_client_is_the_one_that_the_proxy_names() throws Exception {
      assertEquals(CLIENT, clientOf("X-Forwarded-For", CLIENT));
    }

    @Test
    void a_prefix_changes_no_verdict() throws Exception {
      Client client = new Client(port);
      assertEquals("public", client.get("/public/orders", "X-Forwarded-Prefix", "/shop").body());
      assertEquals(401, client.get("/orders", "X-Forwarded-Prefix", "/public").statusCode());
    }
  }
}
