package io.hauberk.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.spring.orders.OrdersApplication;
import io.hauberk.spring.test.LocalIssuer;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Import;

/** On Kubernetes Boot lets the container believe forwarding headers; limits and events must not. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PeerAddressTest {
  private static final String FORGED = "203.0.113.7";
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "0:0:0:0:0:0:0:1");

  abstract static class OnKubernetes {
    @LocalServerPort int port;
    @Autowired LocalIssuer issuer;
    @Autowired RecordedEvents events;
    @Autowired ServletWebServerApplicationContext context;

    abstract String container();

    @Test
    void a_forged_header_changes_what_the_service_sees_and_not_what_the_event_says()
        throws Exception {
      assertTrue(
          String.valueOf(context.getWebServer()).contains(container()),
          () -> String.valueOf(context.getWebServer()));
      Client client = new Client(port);
      String reader = issuer.token().scopes("orders:read").bearer();
      // the trap is real: the application is fooled
      String body =
          client.get("/orders/1", "Authorization", reader, "X-Forwarded-For", FORGED).body();
      assertTrue(body.contains("\"address\":\"" + FORGED + "\""), body);
      // and Hauberk is not
      assertEquals(401, client.get("/orders", "X-Forwarded-For", FORGED).statusCode());
      SecurityEvent refused = events.last(Kind.REQUEST_REFUSED).orElseThrow();
      assertTrue(LOOPBACK.contains(refused.peerAddress().orElseThrow()), refused.toString());
      assertTrue(LOOPBACK.contains(refused.clientAddress().orElse("::1")), refused.toString());
    }
  }

  @Nested
  @SpringBootTest(
      classes = OrdersApplication.class,
      webEnvironment = WebEnvironment.RANDOM_PORT,
      properties = "spring.main.cloud-platform=kubernetes")
  @Import(RecordingConfiguration.class)
  class In_Tomcat extends OnKubernetes {
    @Override
    String container() {
      return "Tomcat";
    }
  }

  @Nested
  @SpringBootTest(
      classes = OrdersApplication.class,
      webEnvironment = WebEnvironment.RANDOM_PORT,
      properties = {
        "spring.main.cloud-platform=kubernetes",
        "spring.autoconfigure.exclude=org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration"
      })
  @Import(RecordingConfiguration.class)
  class In_Jetty extends OnKubernetes {
    @Override
    String container() {
      return "Jetty";
    }
  }
}
