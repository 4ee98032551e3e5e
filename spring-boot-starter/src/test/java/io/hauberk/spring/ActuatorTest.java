package io.hauberk.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.spring.orders.OrdersApplication;
import io.hauberk.spring.test.LocalIssuer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Probes, operators and everyone else, on a real port. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ActuatorTest {

  @Nested
  @SpringBootTest(
      classes = OrdersApplication.class,
      webEnvironment = WebEnvironment.RANDOM_PORT,
      properties = {
        "hauberk.operator-scope=operate",
        "server.servlet.context-path=/shop",
        "hauberk.contracts[0].location=classpath:openapi.yaml",
        "hauberk.contracts[0].base-path=/shop",
        "management.endpoint.health.show-components=always"
      })
  class With_a_scope_for_operators {
    private final Client client;
    private final LocalIssuer issuer;

    With_a_scope_for_operators(@LocalServerPort int port, @Autowired LocalIssuer issuer) {
      this.client = new Client(port);
      this.issuer = issuer;
    }

    @Test
    void probes_need_no_token() throws Exception {
      HttpResponse<String> health = client.get("/shop/actuator/health");
      assertEquals(200, health.statusCode());
      assertTrue(health.body().contains("\"hauberk\":{\"status\":\"UP\"}"), health.body());
      HttpResponse<String> liveness = client.get("/shop/actuator/health/liveness");
      assertEquals(200, liveness.statusCode());
      assertFalse(liveness.body().contains("hauberk"), liveness.body());
      assertEquals(200, client.get("/shop/actuator/health/readiness").statusCode());
    }

    @Test
    void a_path_below_the_probes_is_not_open() throws Exception {
      assertEquals(401, client.get("/shop/actuator/health/diskSpace").statusCode());
    }

    @Test
    void operators_see_what_protects_the_service_and_no_secret() throws Exception {
      String operator = issuer.token().subject("ops").scopes("operate").bearer();
      HttpResponse<String> posture =
          client.get("/shop/actuator/hauberk", "Authorization", operator);
      assertEquals(200, posture.statusCode());
      String body = posture.body();
      assertTrue(body.contains("\"rate-limit\":\"enforce\""), body);
      assertTrue(
          body.contains(
              "{\"id\":\"createOrder\",\"method\":\"POST\",\"template\":\"/shop/orders\",\"open\":false,\"alternatives\":[{\"local\":[\"orders:write\"]}],\"limit\":\"100"
                  + " per PT1S\"}"),
          body);
      assertTrue(body.contains("\"routes\":{\"missing\":[\"unserved\"],\"undeclared\":["), body);
      assertTrue(body.contains("\"issuer\":\"https://local.issuer.test\""), body);
      assertTrue(body.contains("\"keys\":{\"standing\":\"in_force\",\"count\":1,"), body);
      assertTrue(body.contains("\"certificates\":[]"), body);
      assertTrue(body.contains("\"secrets\":[]"), body);
      assertFalse(body.contains("\"kty\""), body);
    }

    @Test
    void a_caller_of_the_service_is_no_operator() throws Exception {
      String caller = issuer.token().scopes("orders:read").bearer();
      assertEquals(403, client.get("/shop/actuator/hauberk", "Authorization", caller).statusCode());
      assertEquals(403, client.get("/shop/actuator/env", "Authorization", caller).statusCode());
      assertEquals(200, client.get("/shop/orders", "Authorization", caller).statusCode());
    }

    @Test
    void nobody_is_no_operator() throws Exception {
      assertEquals(401, client.get("/shop/actuator/env").statusCode());
      assertEquals(401, client.get("/shop/actuator").statusCode());
    }
  }

  @Nested
  @SpringBootTest(
      classes = OrdersApplication.class,
      webEnvironment = WebEnvironment.RANDOM_PORT,
      properties = {
        "hauberk.operator-scope=operate",
        "hauberk.operator-profiles=staff",
        "hauberk.issuers.staff.audience=orders",
        "hauberk.issuers.partner.audience=orders",
        "hauberk.schemes.bearer=partner"
      })
  class With_several_issuers_of_which_one_names_operators {
    private final Client client;
    private final LocalIssuer issuer;

    With_several_issuers_of_which_one_names_operators(
        @LocalServerPort int port, @Autowired LocalIssuer issuer) {
      this.client = new Client(port);
      this.issuer = issuer;
    }

    @Test
    void the_scope_from_another_one_makes_no_operator() throws Exception {
      String staff = issuer.token("staff").scopes("operate").bearer();
      assertEquals(200, client.get("/actuator/hauberk", "Authorization", staff).statusCode());
      String partner = issuer.token("partner").scopes("operate", "orders:read").bearer();
      assertEquals(401, client.get("/actuator/hauberk", "Authorization", partner).statusCode());
      assertEquals(200, client.get("/orders", "Authorization", partner).statusCode());
    }
  }

  @Nested
  @SpringBootTest(classes = OrdersApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
  class Without_a_scope_for_operators {
    private final Client client;
    private final LocalIssuer issuer;

    Without_a_scope_for_operators(@LocalServerPort int port, @Autowired LocalIssuer issuer) {
      this.client = new Client(port);
      this.issuer = issuer;
    }

    @Test
    void the_actuator_does_not_exist_but_for_its_probes() throws Exception {
      String caller = issuer.token().scopes("orders:read", "operate").bearer();
      assertEquals(404, client.get("/actuator", "Authorization", caller).statusCode());
      assertEquals(404, client.get("/actuator/env", "Authorization", caller).statusCode());
      assertEquals(404, client.get("/actuator/hauberk", "Authorization", caller).statusCode());
      assertEquals(200, client.get("/actuator/health").statusCode());
      assertEquals(200, client.get("/actuator/health/liveness").statusCode());
    }
  }

  @Nested
  @SpringBootTest(
      classes = OrdersApplication.class,
      webEnvironment = WebEnvironment.RANDOM_PORT,
      properties = "management.server.port=0")
  class On_a_port_of_its_own {

    @Test
    void it_is_not_on_the_main_port(@LocalServerPort int port, @LocalManagementPort int management)
        throws Exception {
      // what answers here is an operation of the contract, /{area}/{page}, and not the actuator
      assertEquals("actuator health", new Client(port).get("/actuator/health").body());
      assertEquals(404, new Client(port).get("/actuator/health/liveness").statusCode());
      assertEquals(200, new Client(management).get("/actuator/health").statusCode());
      assertEquals(200, new Client(management).get("/actuator/health/liveness").statusCode());
      assertEquals(401, new Client(management).get("/actuator/env").statusCode());
    }
  }

  @Test
  void an_operators_scope_that_would_guard_nothing_stops_the_start() {
    SpringApplication application = new SpringApplication(OrdersApplication.class);
    Throwable failure =
        assertThrows(
            RuntimeException.class,
            () ->
                application.run(
                    "--server.port=0",
                    "--management.server.port=0",
                    "--hauberk.operator-scope=operate"));
    assertEquals(
        "hauberk.operator-scope guards actuator paths on the main port only, and"
            + " management.server.port is another one.",
        StartFailure.setup(failure).description());
  }
}
