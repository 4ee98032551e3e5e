package io.hauberk.samples.orders;

import io.hauberk.spring.test.LocalIssuer;
import io.hauberk.spring.test.WithCaller;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** How a service that wears Hauberk is tested: as before, with a caller in one annotation. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class OrdersApplicationTest {
  private static final String ORDER =
      """
      {"customerId":"c-1001",
       "lines":[{"sku":"TEA-0001","quantity":2}],
       "delivery":{"street":"Am Ring 1","postcode":"1010","city":"Wien","country":"AT"}}\
      """;

  @Autowired RestTestClient client;
  @Autowired LocalIssuer issuer;

  @Nested
  class Admits {

    @Test
    void anyone_to_the_catalog() {
      client.get().uri("/catalog").exchange().expectStatus().isOk();
    }

    @Test
    @WithCaller(name = "alice", scopes = "orders:write")
    void a_caller_with_the_scope_and_knows_her_name() {
      client
          .post()
          .uri("/orders")
          .contentType(MediaType.APPLICATION_JSON)
          .body(ORDER)
          .exchange()
          .expectStatus()
          .isCreated()
          .expectBody()
          .jsonPath("$.placedBy")
          .isEqualTo("staff:alice")
          .jsonPath("$.totalCents")
          .isEqualTo(1780);
    }

    @Test
    @WithCaller(scopes = "orders:admin")
    void a_call_that_the_contract_allows() {
      client.get().uri("/statistics?from=2026-01-01").exchange().expectStatus().isOk();
    }
  }

  @Nested
  class Denies {

    @Test
    void a_call_without_a_token() {
      client
          .get()
          .uri("/orders")
          .exchange()
          .expectStatus()
          .isUnauthorized()
          .expectHeader()
          .exists(HttpHeaders.WWW_AUTHENTICATE);
    }

    @Test
    void a_token_that_has_expired() {
      client
          .get()
          .uri("/orders")
          .header(
              HttpHeaders.AUTHORIZATION, issuer.token().scopes("orders:read").expired().bearer())
          .exchange()
          .expectStatus()
          .isUnauthorized();
    }

    @Test
    @WithCaller(scopes = "orders:read")
    void a_caller_without_the_scope() {
      client
          .post()
          .uri("/orders")
          .contentType(MediaType.APPLICATION_JSON)
          .body(ORDER)
          .exchange()
          .expectStatus()
          .isForbidden();
    }

    @Test
    @WithCaller(scopes = "orders:write")
    void a_body_that_breaks_its_schema() {
      client
          .post()
          .uri("/orders")
          .contentType(MediaType.APPLICATION_JSON)
          .body(ORDER.replace("\"quantity\":2", "\"quantity\":0"))
          .exchange()
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.errors[0].where")
          .isEqualTo("body/lines/0/quantity");
    }
  }
}
