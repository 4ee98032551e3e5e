package io.hauberk.spring.test;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.spring.orders.OrdersApplication;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.TestRestTemplate;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureTestRestTemplate;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * The test clients of Spring Boot call as the test's caller; profiles keep what the configuration
 * says of them.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@SpringBootTest(
    classes = OrdersApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "hauberk.issuers.staff.issuer=https://staff.example",
      "hauberk.issuers.staff.audience=orders",
      "hauberk.issuers.staff.jwks-uri=https://staff.example/jwks",
      "hauberk.issuers.partners.issuer=https://partners.example",
      "hauberk.issuers.partners.audience=orders-for-partners",
      "hauberk.issuers.partners.jwks-file=/run/secrets/absent.json",
      "hauberk.schemes.bearer=staff",
      "hauberk.hosts=orders.example"
    })
@AutoConfigureTestRestTemplate
@AutoConfigureRestTestClient
class RealPortClientsTest {

  @Test
  @WithCaller(name = "erin", scopes = "orders:read", profile = "staff")
  void with_TestRestTemplate(@Autowired TestRestTemplate rest) {
    assertEquals("[\"erin\",\"erin\"]", rest.getForObject("/orders", String.class));
  }

  @Test
  @WithCaller(name = "erin", scopes = "orders:read", profile = "staff")
  void with_RestTestClient(@Autowired RestTestClient rest) {
    rest.get().uri("/orders").exchange().expectStatus().isOk();
  }

  @Test
  @WithCaller(scopes = "orders:read", profile = "partners")
  void a_profile_that_the_contract_does_not_ask_for_will_not_do(@Autowired RestTestClient rest) {
    rest.get().uri("/orders").exchange().expectStatus().isUnauthorized();
  }

  @Test
  void without_a_caller(@Autowired RestTestClient rest) {
    rest.get().uri("/orders").exchange().expectStatus().isUnauthorized();
  }
}
