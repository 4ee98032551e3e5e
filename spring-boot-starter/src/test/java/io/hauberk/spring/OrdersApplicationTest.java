package io.hauberk.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.request.Reason;
import io.hauberk.spring.orders.OrdersApplication;
import io.hauberk.spring.test.LocalIssuer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
 * A whole service on a real port, with Spring Security on the class path and no chain of its own.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@SpringBootTest(classes = OrdersApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(RecordingConfiguration.class)
class OrdersApplicationTest {
  private final Client client;
  private final LocalIssuer issuer;
  private final RecordedEvents events;

  OrdersApplicationTest(
      @LocalServerPort int port, @Autowired LocalIssuer issuer, @Autowired RecordedEvents events) {
    this.client = new Client(port);
    this.issuer = issuer;
    this.events = events;
  }

  private String reader() {
    return issuer.token().subject("alice").scopes("orders:read").bearer();
  }

  private String writer() {
    return issuer.token().subject("bob").scopes("orders:write").bearer();
  }

  private Optional<Reason> refusedFor() {
    return events.last(Kind.REQUEST_REFUSED).flatMap(SecurityEvent::reason);
  }

  private HttpResponse<String> photo(String type, int size) throws Exception {
    String body =
        """
        --xyz
        Content-Disposition: form-data; name="title"

        t
        --xyz
        Content-Disposition: form-data; name="meta"
        Content-Type: application/json

        {"width":1}
        --xyz
        Content-Disposition: form-data; name="file"; filename="a.png"
        Content-Type: %s

        %s
        --xyz--
        """
            .formatted(type, "x".repeat(size))
            .replace("\n", "\r\n");
    return client.send(
        "POST", "/photos", "multipart/form-data; boundary=xyz", body, "Authorization", writer());
  }

  @Nested
  class Admits {

    @Test
    void a_caller_with_the_scope_and_tells_the_handler_who_it_is() throws Exception {
      HttpResponse<String> response = client.get("/orders?limit=5", "Authorization", reader());
      assertEquals(200, response.statusCode());
      assertEquals("[\"alice\",\"alice\"]", response.body());
    }

    @Test
    void a_POST_with_a_token_through_the_default_security_chain() throws Exception {
      HttpResponse<String> response =
          client.post("/orders", "{\"sku\":\"A-1\"}", "Authorization", writer());
      assertEquals(201, response.statusCode());
      assertTrue(response.body().contains("\"by\":\"local:bob\""), response.body());
      assertTrue(response.headers().firstValue("Set-Cookie").isEmpty());
    }

    @Test
    void a_form_with_a_file_in_memory_or_beyond() throws Exception {
      for (int size : new int[] {3, 200_000}) {
        HttpResponse<String> response = photo("image/png", size);
        assertEquals(200, response.statusCode());
        for (String seen :
            List.of(
                "\"title\":\"t\"",
                "\"name\":\"a.png\"",
                "\"type\":\"image/png\"",
                "\"size\":" + size,
                "\"meta\":{\"width\":1}")) {
          assertTrue(response.body().contains(seen), response.body());
        }
      }
    }

    @Test
    void anyone_where_the_contract_says_so() throws Exception {
      assertEquals("{\"for\":\"anyone\"}", client.get("/catalogue").body());
      assertEquals(
          "{\"for\":\"anyone\"}", client.get("/catalogue", "Accept", "application/json").body());
    }

    @Test
    void an_answer_that_another_thread_gives() throws Exception {
      assertEquals("[\"alice\",\"alice\"]", client.get("/later", "Authorization", reader()).body());
    }

    @Test
    void a_functional_endpoint() throws Exception {
      assertEquals("functional", client.get("/functional").body());
    }

    @Test
    void another_name_for_a_variable_of_the_template() throws Exception {
      HttpResponse<String> response = client.get("/orders/42", "Authorization", reader());
      assertEquals(200, response.statusCode());
      assertTrue(response.body().contains("\"id\":\"42\""));
    }
  }

  @Nested
  class Denies {

    @Test
    void a_file_of_another_media_type() throws Exception {
      assertEquals(400, photo("image/svg+xml", 3).statusCode());
      assertEquals(Optional.of(Reason.BODY_INVALID), refusedFor());
    }

    @Test
    void a_call_without_a_token() throws Exception {
      HttpResponse<String> response = client.get("/orders");
      assertEquals(401, response.statusCode());
      assertTrue(response.headers().firstValue("WWW-Authenticate").orElse("").startsWith("Bearer"));
      assertEquals(Optional.of(Reason.CREDENTIALS_MISSING), refusedFor());
    }

    @Test
    void a_token_for_another_service() throws Exception {
      String token = issuer.token().scopes("orders:read").audience("https://other.test").bearer();
      assertEquals(401, client.get("/orders", "Authorization", token).statusCode());
      assertEquals(Optional.of(Reason.AUDIENCE_MISMATCH), refusedFor());
    }

    @Test
    void a_token_that_a_stranger_signed() throws Exception {
      String token = issuer.token().scopes("orders:read").signedByStranger().bearer();
      assertEquals(401, client.get("/orders", "Authorization", token).statusCode());
      assertEquals(Optional.of(Reason.SIGNATURE_INVALID), refusedFor());
    }

    @Test
    void a_token_that_has_expired() throws Exception {
      String token = issuer.token().scopes("orders:read").expired().bearer();
      assertEquals(401, client.get("/orders", "Authorization", token).statusCode());
      assertEquals(Optional.of(Reason.EXPIRED), refusedFor());
    }

    @Test
    void a_token_without_the_scope() throws Exception {
      assertEquals(
          403, client.post("/orders", "{\"sku\":\"A\"}", "Authorization", reader()).statusCode());
      assertEquals(Optional.of(Reason.SCOPE_MISSING), refusedFor());
    }

    @Test
    void what_the_contract_admits_and_the_method_does_not() throws Exception {
      HttpResponse<String> response =
          client.send("DELETE", "/orders/1", "", "", "Authorization", reader());
      assertEquals(403, response.statusCode());
      assertFalse(response.body().contains("OrdersController"), response.body());
    }

    @Test
    void a_body_that_breaks_the_contract() throws Exception {
      HttpResponse<String> response =
          client.post("/orders", "{\"sku\":7}", "Authorization", writer());
      assertEquals(400, response.statusCode());
      assertEquals(
          "application/problem+json", response.headers().firstValue("Content-Type").orElse(""));
      assertEquals(Optional.of(Reason.BODY_INVALID), refusedFor());
    }

    @Test
    void a_form_in_place_of_JSON() throws Exception {
      HttpResponse<String> response =
          client.send(
              "POST",
              "/orders",
              "application/x-www-form-urlencoded",
              "sku=A-1",
              "Authorization",
              writer());
      assertEquals(415, response.statusCode());
    }

    @Test
    void a_route_that_the_framework_serves_and_the_contract_does_not_know() throws Exception {
      assertEquals(404, client.get("/undeclared", "Authorization", reader()).statusCode());
      assertEquals(Optional.of(Reason.OPERATION_UNKNOWN), refusedFor());
    }

    @Test
    void an_ambiguous_path() throws Exception {
      assertEquals(
          400, client.get("/orders/%2e%2e/secret", "Authorization", reader()).statusCode());
    }

    @Test
    void an_actuator_endpoint_that_hides_behind_a_template_of_the_contract() throws Exception {
      assertEquals(404, client.get("/actuator/info").statusCode());
      assertEquals(Optional.of(Reason.HANDLER_MISMATCH), refusedFor());
      assertEquals("docs intro", client.get("/docs/intro").body());
    }

    @Test
    void a_handler_that_insists_on_a_caller_where_there_is_none() throws Exception {
      HttpResponse<String> response = client.get("/secret");
      assertEquals(401, response.statusCode());
      assertEquals("Bearer", response.headers().firstValue("WWW-Authenticate").orElse(""));
      assertEquals(
          "application/problem+json", response.headers().firstValue("Content-Type").orElse(""));
    }
  }

  @Test
  void a_service_that_breaks_tells_nothing_of_its_inside() throws Exception {
    HttpResponse<String> response = client.get("/broken");
    assertEquals(500, response.statusCode());
    assertEquals(
        "{\"type\":\"about:blank\",\"title\":\"Internal Server Error\",\"status\":500}",
        response.body());
  }

  @Test
  void every_open_operation_is_told_at_the_start() {
    assertEquals(
        Set.of("publicOrders", "catalogue", "secret", "broken", "functional", "page"),
        events.events().stream()
            .filter(event -> event.kind() == Kind.OPERATION_OPEN)
            .map(event -> event.operation().orElseThrow().id())
            .collect(Collectors.toSet()));
  }

  @Test
  void every_open_path_is_told_at_the_start() {
    assertEquals(
        Set.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"),
        events.events().stream()
            .filter(event -> event.kind() == Kind.PATH_OPEN)
            .map(event -> event.details().get(SecurityEvent.Detail.ROUTE))
            .collect(Collectors.toSet()));
  }

  @Test
  void the_contract_is_held_against_the_routes_when_the_application_is_ready() {
    assertEquals(
        "unserved",
        events.last(Kind.ROUTE_MISSING).flatMap(SecurityEvent::operation).orElseThrow().id());
    assertEquals(
        Set.of("GET /undeclared", "POST /functional"),
        events.events().stream()
            .filter(event -> event.kind() == Kind.ROUTE_UNDECLARED)
            .map(event -> event.details().get(SecurityEvent.Detail.ROUTE))
            .collect(Collectors.toSet()));
  }
}
