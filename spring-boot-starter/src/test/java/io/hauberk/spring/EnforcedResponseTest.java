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

/** A service whose responses must be what its contract declares. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@SpringBootTest(
    classes = OrdersApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "hauberk.controls.response-contract=enforce")
@Import(RecordingConfiguration.class)
class EnforcedResponseTest {
  private static final String WITHHELD =
      "{\"type\":\"about:blank\",\"title\":\"Internal Server Error\",\"status\":500}";

  private final Client client;
  private final LocalIssuer issuer;
  private final RecordedEvents events;

  EnforcedResponseTest(
      @LocalServerPort int port, @Autowired LocalIssuer issuer, @Autowired RecordedEvents events) {
    this.client = new Client(port);
    this.issuer = issuer;
    this.events = events;
  }

  @Test
  void a_property_that_is_not_declared_does_not_leave() throws Exception {
    HttpResponse<String> response = client.get("/catalogue");
    assertEquals(500, response.statusCode());
    assertEquals(WITHHELD, response.body());
    assertEquals(
        Optional.of(Reason.RESPONSE_INVALID),
        events.last(Kind.RESPONSE_WITHHELD).flatMap(SecurityEvent::reason));
  }

  @Test
  void what_is_declared_leaves_also_from_another_thread() throws Exception {
    String reader = issuer.token().subject("alice").scopes("orders:read").bearer();
    assertEquals(
        "[\"alice\",\"alice\"]", client.get("/orders?limit=5", "Authorization", reader).body());
    assertEquals("[\"alice\",\"alice\"]", client.get("/later", "Authorization", reader).body());
    assertEquals("docs intro", client.get("/docs/intro").body());
  }

  @Test
  void an_exception_leaves_as_problem_details() throws Exception {
    HttpResponse<String> response = client.get("/broken");
    assertEquals(500, response.statusCode());
    assertEquals(WITHHELD, response.body());
  }
}
