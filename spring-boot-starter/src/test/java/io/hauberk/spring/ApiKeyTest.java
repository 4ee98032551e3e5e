package io.hauberk.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.apikey.ApiKey;
import io.hauberk.apikey.ApiKeyEntry;
import io.hauberk.apikey.ApiKeyList;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.request.Reason;
import io.hauberk.spring.orders.OrdersApplication;
import io.hauberk.spring.test.LocalIssuer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A service whose callers bring API keys beside those who bring tokens. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@SpringBootTest(
    classes = OrdersApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "hauberk.operator-scope=operate")
@Import(RecordingConfiguration.class)
class ApiKeyTest {
  private static final ApiKey KEY = ApiKey.generate("k1", new SecureRandom());

  @TempDir static Path mount;

  private final Client client;
  private final LocalIssuer issuer;
  private final RecordedEvents events;

  ApiKeyTest(
      @LocalServerPort int port, @Autowired LocalIssuer issuer, @Autowired RecordedEvents events) {
    this.client = new Client(port);
    this.issuer = issuer;
    this.events = events;
  }

  @DynamicPropertySource
  static void keys(DynamicPropertyRegistry properties) throws IOException {
    ApiKeyEntry entry = ApiKeyEntry.of(KEY, "billing").withScopes(Set.of("orders:write"));
    Path list = Files.writeString(mount.resolve("keys.json"), ApiKeyList.EMPTY.with(entry).write());
    Path contract =
        Files.writeString(
            mount.resolve("contract.yaml"),
            """
            openapi: 3.1.0
            info: {title: Orders, version: '1'}
            paths:
              /orders:
                post:
                  operationId: createOrder
                  security: [{key: ['orders:write']}, {bearer: ['orders:write']}]
                  requestBody:
                    required: true
                    content: {application/json: {schema: {type: object}}}
                  responses: {'201': {description: Created, content: {application/json: {schema: {type: object}}}}}
            components:
              securitySchemes:
                bearer: {type: http, scheme: bearer}
                key: {type: apiKey, in: header, name: X-API-Key}
            """);
    properties.add("hauberk.api-keys.partners.file", list::toString);
    properties.add("hauberk.contract", () -> "file:" + contract);
  }

  @Test
  void a_key_or_a_token_will_do_and_the_service_sees_whose_it_is() throws Exception {
    HttpResponse<String> byKey = client.post("/orders", "{\"sku\":\"a\"}", "X-API-Key", KEY.text());
    assertEquals(201, byKey.statusCode());
    assertTrue(byKey.body().contains("\"partners:billing\""), byKey.body());
    String writer = issuer.token().subject("alice").scopes("orders:write").bearer();
    assertEquals(
        201, client.post("/orders", "{\"sku\":\"a\"}", "Authorization", writer).statusCode());
  }

  @Test
  void no_key_or_another_one_will_not() throws Exception {
    HttpResponse<String> none = client.post("/orders", "{\"sku\":\"a\"}");
    assertEquals(401, none.statusCode());
    assertEquals(
        Optional.of("Bearer realm=\"api\", ApiKey realm=\"api\""),
        none.headers().firstValue("WWW-Authenticate"));
    String stranger = ApiKey.generate("k1", new SecureRandom()).text();
    HttpResponse<String> other = client.post("/orders", "{\"sku\":\"a\"}", "X-API-Key", stranger);
    assertEquals(401, other.statusCode());
    assertEquals(
        Optional.of(Reason.API_KEY_UNKNOWN),
        events.last(Kind.REQUEST_REFUSED).flatMap(SecurityEvent::reason));
    assertFalse(other.body().contains("hbk_"), other::body);
  }

  @Test
  void operators_see_when_a_key_was_last_used_and_neither_key_nor_hash() throws Exception {
    client.post("/orders", "{\"sku\":\"a\"}", "X-API-Key", KEY.text());
    String operator = issuer.token().subject("ops").scopes("operate").bearer();
    HttpResponse<String> posture = client.get("/actuator/hauberk", "Authorization", operator);
    assertEquals(200, posture.statusCode());
    String body = posture.body();
    assertTrue(
        body.contains(
            "\"apiKeys\":[{\"profile\":\"partners\",\"id\":\"k1\",\"caller\":\"billing\",\"scopes\":[\"orders:write\"],"),
        body);
    assertTrue(body.matches("(?s).*\"lastUsed\":\"20\\d\\d-[^\"]*Z\".*"), body);
    assertFalse(body.contains("hbk_") || body.contains("sha256"), body);
    assertEquals(401, client.get("/actuator/hauberk", "X-API-Key", KEY.text()).statusCode());
  }
}
