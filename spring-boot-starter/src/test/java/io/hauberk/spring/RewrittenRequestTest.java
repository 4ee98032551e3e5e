package io.hauberk.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.request.Reason;
import io.hauberk.spring.orders.OrdersApplication;
import io.hauberk.spring.test.LocalIssuer;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Spring's own filters can make another request of what was admitted; its handler must not run. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@SpringBootTest(
    classes = OrdersApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "server.forward-headers-strategy=framework",
      "spring.mvc.hiddenmethod.filter.enabled=true"
    })
@Import(RecordingConfiguration.class)
class RewrittenRequestTest {
  private final Client client;
  private final LocalIssuer issuer;
  private final RecordedEvents events;

  RewrittenRequestTest(
      @LocalServerPort int port, @Autowired LocalIssuer issuer, @Autowired RecordedEvents events) {
    this.client = new Client(port);
    this.issuer = issuer;
    this.events = events;
  }

  private Optional<Reason> refusedFor() {
    return events.last(Kind.REQUEST_REFUSED).flatMap(SecurityEvent::reason);
  }

  @Test
  void a_forged_prefix_does_not_lead_from_an_open_operation_to_a_closed_handler() throws Exception {
    assertEquals("public", client.get("/public/orders").body());
    assertEquals(401, client.get("/orders", "X-Forwarded-Prefix", "/public").statusCode());
    assertEquals(Optional.of(Reason.CREDENTIALS_MISSING), refusedFor());
  }

  @Test
  void a_forged_prefix_does_not_lead_from_an_open_path_to_a_handler() throws Exception {
    assertEquals(200, client.get("/actuator/health").statusCode());
    assertEquals(404, client.get("/health", "X-Forwarded-Prefix", "/actuator").statusCode());
    assertEquals(Optional.of(Reason.OPERATION_UNKNOWN), refusedFor());
  }

  @Test
  void an_honest_prefix_of_a_gateway_changes_nothing() throws Exception {
    String caller = issuer.token().scopes("orders:read").bearer();
    assertEquals(
        200,
        client
            .get("/orders/1", "Authorization", caller, "X-Forwarded-Prefix", "/gateway")
            .statusCode());
  }

  @Test
  void a_hidden_method_does_not_lead_to_the_handler_of_another_operation() throws Exception {
    String caller = issuer.token().scopes("orders:read", "orders:admin").bearer();
    assertEquals("touched", post("a=b", caller).body());
    assertEquals(404, post("_method=DELETE", caller).statusCode());
    assertEquals(Optional.of(Reason.HANDLER_MISMATCH), refusedFor());
  }

  private HttpResponse<String> post(String form, String caller) throws Exception {
    return client.send(
        "POST", "/orders/1", "application/x-www-form-urlencoded", form, "Authorization", caller);
  }
}
