package io.hauberk.outbound;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import io.hauberk.request.HandClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens that are bound to a key of this process, and the proofs that go with them (RFC 9449). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DpopTest {
  @TempDir Path directory;
  private Calls calls;
  private HttpClient client;

  @BeforeEach
  void start() {
    calls = new Calls(directory);
    calls.mount.update(Map.of("secret", "s"));
    client =
        Calls.client(
            calls.credentials(
                calls
                    .clientCredentials(
                        ClientAuthentication.secretBasic("orders", calls.file("secret")))
                    .dpop()
                    .build()));
    calls.servers.answer(okJson(bound("t1")));
    calls.servers.destination().stubFor(any(anyUrl()).atPriority(9).willReturn(okJson("{}")));
  }

  @AfterEach
  void stop() {
    calls.close();
  }

  private static String bound(String token) {
    return TokenServers.answer(token, 3600).replace("Bearer", "DPoP");
  }

  /** The proof that a request carries, its signature verified by the key that it names. */
  private static SignedJWT proof(String header) throws Exception {
    SignedJWT proof = SignedJWT.parse(header);
    assertTrue(proof.verify(new ECDSAVerifier(proof.getHeader().getJWK().toECKey())));
    assertFalse(proof.getHeader().getJWK().isPrivate());
    assertEquals("dpop+jwt", proof.getHeader().getType().getType());
    assertEquals("ES256", proof.getHeader().getAlgorithm().getName());
    return proof;
  }

  private SignedJWT tokenProof(int number) throws Exception {
    return proof(calls.servers.tokenRequests().get(number).getHeader("DPoP"));
  }

  /** The proofs that have arrived at the destination, the newest first. */
  private List<SignedJWT> proofs() throws Exception {
    List<SignedJWT> proofs = new java.util.ArrayList<>();
    for (var event : calls.servers.destination().getAllServeEvents()) {
      proofs.add(proof(event.getRequest().getHeader("DPoP")));
    }
    return proofs;
  }

  private static String ath(String token) throws Exception {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void each_request_carries_a_proof_of_its_own_by_one_key() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(calls.servers.origin() + "/stock/a%20b?q=1#f"))
            .POST(HttpRequest.BodyPublishers.ofString("x"))
            .build();
    for (int i = 0; i < 2; i++) {
      assertEquals(200, client.send(request, BodyHandlers.ofString()).statusCode());
    }
    assertEquals(List.of("DPoP t1", "DPoP t1"), calls.servers.arrived());
    SignedJWT proof = proofs().get(0);
    assertEquals("POST", proof.getJWTClaimsSet().getStringClaim("htm"));
    assertEquals(
        calls.servers.origin() + "/stock/a%20b", proof.getJWTClaimsSet().getStringClaim("htu"));
    assertEquals(ath("t1"), proof.getJWTClaimsSet().getStringClaim("ath"));
    assertEquals(Date.from(calls.clock.instant()), proof.getJWTClaimsSet().getIssueTime());
    assertNotEquals(
        proof.getJWTClaimsSet().getJWTID(), proofs().get(1).getJWTClaimsSet().getJWTID());
    SignedJWT atIssuer = tokenProof(0);
    assertEquals("POST", atIssuer.getJWTClaimsSet().getStringClaim("htm"));
    assertEquals(
        calls.servers.tokenUri().toString(), atIssuer.getJWTClaimsSet().getStringClaim("htu"));
    assertFalse(atIssuer.getJWTClaimsSet().getClaims().containsKey("ath"));
    assertEquals(
        atIssuer.getHeader().getJWK().computeThumbprint(),
        proof.getHeader().getJWK().computeThumbprint());
  }

  @Test
  void a_nonce_of_the_token_endpoint_is_repeated_at_once_and_from_then_on() throws Exception {
    calls
        .servers
        .issuer()
        .stubFor(
            post("/token")
                .inScenario("nonce")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("asked")
                .willReturn(
                    status(400)
                        .withHeader("Content-Type", "application/json")
                        .withHeader("DPoP-Nonce", "n1")
                        .withBody("{\"error\":\"use_dpop_nonce\"}")));
    calls
        .servers
        .issuer()
        .stubFor(
            post("/token")
                .inScenario("nonce")
                .whenScenarioStateIs("asked")
                .willReturn(okJson(bound("t1")).withHeader("DPoP-Nonce", "n2")));
    assertEquals(200, calls.get(client));
    calls.clock.advance(Duration.ofHours(2));
    assertEquals(200, calls.get(client));
    assertFalse(tokenProof(0).getJWTClaimsSet().getClaims().containsKey("nonce"));
    assertEquals("n1", tokenProof(1).getJWTClaimsSet().getStringClaim("nonce"));
    assertEquals("n2", tokenProof(2).getJWTClaimsSet().getStringClaim("nonce"));
    assertEquals(List.of(), calls.events);
    for (SignedJWT proof : proofs()) { // a nonce is of whom gave it
      assertFalse(proof.getJWTClaimsSet().getClaims().containsKey("nonce"));
    }
  }

  @Test
  void a_nonce_of_the_destination_is_repeated_with_the_same_token() throws Exception {
    calls
        .servers
        .destination()
        .stubFor(
            any(anyUrl())
                .inScenario("nonce")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("asked")
                .willReturn(
                    status(401)
                        .withHeader(
                            "WWW-Authenticate", "DPoP error=\"use_dpop_nonce\", algs=\"ES256\"")
                        .withHeader("DPoP-Nonce", "r1")));
    assertEquals(200, calls.get(client));
    assertEquals(200, calls.get(client));
    assertEquals(
        List.of("r1", "r1", "none"),
        proofs().stream()
            .map(
                proof -> {
                  try {
                    return String.valueOf(
                        proof.getJWTClaimsSet().getClaims().getOrDefault("nonce", "none"));
                  } catch (java.text.ParseException e) {
                    throw new IllegalStateException(e);
                  }
                })
            .collect(Collectors.toList()));
    assertEquals(1, calls.servers.tokenRequests().size());
  }

  @Test
  void a_destination_that_never_has_enough_gets_its_say() throws Exception {
    calls
        .servers
        .destination()
        .stubFor(
            any(anyUrl())
                .willReturn(
                    status(401)
                        .withHeader("WWW-Authenticate", "DPoP error=\"use_dpop_nonce\"")
                        .withHeader("DPoP-Nonce", "again")));
    assertEquals(401, calls.get(client));
    assertEquals(2, calls.servers.arrived().size());
    calls.clock.advance(Duration.ofMinutes(1));
    calls.servers.answer(okJson(bound("t2")));
    assertEquals(401, calls.get(client));
    assertEquals(5, calls.servers.arrived().size()); // a nonce, then a new token, and that was all
    assertEquals(2, calls.servers.tokenRequests().size());
  }

  @Test
  void a_token_that_is_not_bound_is_not_taken() {
    calls.servers.answer(okJson(TokenServers.answer("t1", 3600)));
    CredentialException refused = assertThrows(CredentialException.class, () -> calls.get(client));
    assertTrue(String.valueOf(refused.getMessage()).contains("the token_type is not DPoP"));
    assertEquals(List.of(), calls.servers.arrived());
  }

  /** RFC 9449, 4.2: without query and fragment; in the form in which servers see the origin. */
  @ParameterizedTest
  @CsvSource({
    "https://inventory.example,https://inventory.example/",
    "https://Inventory.Example:443/stock?a=1,https://inventory.example/stock",
    "http://127.0.0.1:8080/a%2Fb#f,http://127.0.0.1:8080/a%2Fb",
    "https://[2001:db8::1]:8443/x,https://[2001:db8::1]:8443/x",
    "wss://inventory.example/feed,https://inventory.example/feed"
  })
  void a_proof_names_the_target(String uri, String target) throws Exception {
    DpopProofs proofs = new DpopProofs(HandClock.at("2026-03-01T10:00:00Z"));
    SignedJWT proof = proof(proofs.proof("GET", URI.create(uri), "t"));
    assertEquals(target, proof.getJWTClaimsSet().getStringClaim("htu"));
    assertEquals("DpopProofs[masked]", proofs.toString());
  }

  @Test
  void a_nonce_without_measure_is_not_repeated() throws Exception {
    DpopProofs proofs = new DpopProofs(HandClock.at("2026-03-01T10:00:00Z"));
    URI uri = URI.create("https://inventory.example/");
    proofs.remember(uri, "n".repeat(513));
    assertFalse(
        proof(proofs.proof("GET", uri, "t")).getJWTClaimsSet().getClaims().containsKey("nonce"));
  }
}
