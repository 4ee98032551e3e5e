package io.hauberk.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.spring.orders.OrdersApplication;
import io.hauberk.spring.test.BoundToken;
import io.hauberk.spring.test.LocalIssuer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A service whose callers prove the keys of their tokens (RFC 9449). */
@DisplayNameGeneration(ReplaceUnderscores.class)
@SpringBootTest(
    classes = OrdersApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "hauberk.issuers.main.issuer=https://issuer.example",
      "hauberk.issuers.main.audience=orders",
      "hauberk.issuers.main.dpop=true",
      "hauberk.dpop.origins=https://orders.example",
      "hauberk.dpop.window=30s",
    })
class BoundTokenTest {
  private static final String HERE = "https://orders.example/orders";

  private final Client client;
  private final LocalIssuer issuer;

  BoundTokenTest(@LocalServerPort int port, @Autowired LocalIssuer issuer) {
    this.client = new Client(port);
    this.issuer = issuer;
  }

  private int get(BoundToken token, String proof) throws Exception {
    return client
        .get("/orders?limit=5", "Authorization", token.authorization(), "DPoP", proof)
        .statusCode();
  }

  @Test
  void a_proof_is_good_for_its_request_once() throws Exception {
    BoundToken token = issuer.token().scopes("orders:read").bound();
    String proof = token.proof("GET", HERE);
    assertEquals(200, get(token, proof));
    assertEquals(401, get(token, proof));
    assertEquals(401, get(token, token.proof("POST", HERE)));
    assertEquals(200, get(token, token.proof("GET", HERE)));
  }

  @Test
  void plain_tokens_are_taken_too_unless_binding_is_required() throws Exception {
    String bearer = issuer.token().scopes("orders:read").bearer();
    assertEquals(200, client.get("/orders?limit=5", "Authorization", bearer).statusCode());
  }
}
