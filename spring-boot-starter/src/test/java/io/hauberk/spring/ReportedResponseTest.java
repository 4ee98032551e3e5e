package io.hauberk.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.request.Reason;
import io.hauberk.spring.orders.OrdersApplication;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** A service whose responses are held against its contract as they are by default. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@SpringBootTest(classes = OrdersApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(RecordingConfiguration.class)
class ReportedResponseTest {
  private final Client client;
  private final RecordedEvents events;

  ReportedResponseTest(@LocalServerPort int port, @Autowired RecordedEvents events) {
    this.client = new Client(port);
    this.events = events;
  }

  @Test
  void a_property_that_is_not_declared_leaves_and_is_told_without_its_name() throws Exception {
    HttpResponse<String> response = client.get("/catalogue");
    assertEquals(200, response.statusCode());
    assertEquals("{\"for\":\"anyone\"}", response.body());
    SecurityEvent event = events.last(Kind.RESPONSE_REPORTED).orElseThrow();
    assertEquals(Reason.RESPONSE_INVALID, event.reason().orElseThrow());
    assertEquals("response.body/*", event.findings().get(0).where());
  }

  @Test
  void a_response_carries_the_headers_that_OWASP_advises() throws Exception {
    HttpResponse<String> response = client.get("/catalogue");
    assertTrue(response.headers().firstValue("Cache-Control").orElse("").contains("no-store"));
    assertEquals("nosniff", response.headers().firstValue("X-Content-Type-Options").orElse(""));
    assertEquals("DENY", response.headers().firstValue("X-Frame-Options").orElse(""));
    assertEquals(
        "frame-ancestors 'none'",
        response.headers().firstValue("Content-Security-Policy").orElse(""));
    assertEquals("", response.headers().firstValue("Server").orElse(""));
  }
}
