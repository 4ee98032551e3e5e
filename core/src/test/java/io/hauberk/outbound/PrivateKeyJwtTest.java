package io.hauberk.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import io.hauberk.secret.PemException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that prove who they are by a signature or by a token that others made for them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PrivateKeyJwtTest {
  private static final String ISSUER = "https://issuer.example";

  @TempDir Path directory;
  private Calls calls;

  @BeforeEach
  void start() {
    calls = new Calls(directory);
  }

  @AfterEach
  void stop() {
    calls.close();
  }

  private static KeyPair rsa(int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static KeyPair ec(String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  private static String pem(PrivateKey key) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key.getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  private PrivateKeyJwt authentication() {
    return ClientAuthentication.privateKeyJwt("orders", calls.file("key.pem"), ISSUER);
  }

  private HttpClient client(ClientAuthentication authentication) {
    return Calls.client(
        calls.credentials(calls.clientCredentials(authentication).scope("stock:read").build()));
  }

  private SignedJWT assertion(int number) throws Exception {
    Map<String, String> form = calls.form(number);
    assertEquals(
        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        form.get("client_assertion_type"));
    assertEquals("orders", form.get("client_id"));
    assertFalse(form.containsKey("client_secret"));
    assertFalse(calls.servers.tokenRequests().get(number).containsHeader("Authorization"));
    return SignedJWT.parse(form.get("client_assertion"));
  }

  @Test
  void an_assertion_names_the_client_twice_and_the_issuer_alone_for_a_minute() throws Exception {
    KeyPair key = rsa(2048);
    calls.mount.update(Map.of("key.pem", pem(key.getPrivate())));
    calls.servers.grant("t1");
    assertEquals(200, calls.get(client(authentication())));
    SignedJWT assertion = assertion(0);
    assertTrue(assertion.verify(new RSASSAVerifier((RSAPublicKey) key.getPublic())));
    assertEquals("RS256", assertion.getHeader().getAlgorithm().getName());
    assertEquals("JWT", assertion.getHeader().getType().getType());
    assertNull(assertion.getHeader().getKeyID());
    assertEquals("orders", assertion.getJWTClaimsSet().getIssuer());
    assertEquals("orders", assertion.getJWTClaimsSet().getSubject());
    assertEquals(ISSUER, assertion.getPayload().toJSONObject().get("aud"));
    assertEquals(Date.from(calls.clock.instant()), assertion.getJWTClaimsSet().getIssueTime());
    assertEquals(
        Date.from(calls.clock.instant().plusSeconds(60)),
        assertion.getJWTClaimsSet().getExpirationTime());
  }

  @Test
  void no_assertion_is_used_twice() throws Exception {
    calls.mount.update(Map.of("key.pem", pem(ec("secp256r1").getPrivate())));
    HttpClient client = client(authentication());
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      calls.servers.grant("t" + i);
      assertEquals(200, calls.get(client));
      ids.add(assertion(i).getJWTClaimsSet().getJWTID());
      calls.clock.advance(Duration.ofHours(2));
    }
    assertEquals(3, ids.size());
  }

  @ParameterizedTest
  @CsvSource({"secp256r1,ES256", "secp384r1,ES384", "secp521r1,ES512"})
  void the_algorithm_follows_the_curve(String curve, String algorithm) throws Exception {
    KeyPair key = ec(curve);
    calls.mount.update(Map.of("key.pem", pem(key.getPrivate())));
    calls.servers.grant("t1");
    assertEquals(200, calls.get(client(authentication())));
    assertEquals(algorithm, assertion(0).getHeader().getAlgorithm().getName());
    assertTrue(assertion(0).verify(new ECDSAVerifier((ECPublicKey) key.getPublic())));
  }

  @Test
  void what_the_server_asks_for_stands_in_the_header() throws Exception {
    KeyPair key = rsa(2048);
    calls.mount.update(Map.of("key.pem", pem(key.getPrivate())));
    calls.servers.grant("t1");
    PrivateKeyJwt authentication =
        authentication()
            .withKeyId("2026-03")
            .withAlgorithm("PS256")
            .withType("client-authentication+jwt");
    assertEquals(200, calls.get(client(authentication)));
    assertEquals("2026-03", assertion(0).getHeader().getKeyID());
    assertEquals("PS256", assertion(0).getHeader().getAlgorithm().getName());
    assertEquals("client-authentication+jwt", assertion(0).getHeader().getType().getType());
    assertTrue(assertion(0).verify(new RSASSAVerifier((RSAPublicKey) key.getPublic())));
  }

  @Test
  void a_rotated_key_signs_from_the_next_request_on_and_a_bad_one_never() throws Exception {
    calls.mount.update(Map.of("key.pem", pem(ec("secp256r1").getPrivate())));
    HttpClient client = client(authentication());
    KeyPair key = ec("secp256r1");
    for (int i = 0; i < 3; i++) {
      key = ec("secp256r1");
      calls.mount.update(Map.of("key.pem", pem(key.getPrivate())));
      calls.servers.grant("t" + i);
      assertEquals(200, calls.get(client));
      assertTrue(assertion(i).verify(new ECDSAVerifier((ECPublicKey) key.getPublic())));
      calls.clock.advance(Duration.ofHours(2));
    }
    calls.mount.update(Map.of("key.pem", pem(rsa(1024).getPrivate())));
    calls.servers.grant("t3");
    assertEquals(200, calls.get(client));
    assertTrue(assertion(3).verify(new ECDSAVerifier((ECPublicKey) key.getPublic())));
    assertEquals(
        List.of("secret_rotated", "secret_rotated", "secret_rotated", "secret_unusable"),
        calls.events.stream().map(event -> event.kind().id()).toList());
  }

  @Test
  void a_key_that_cannot_sign_so_stops_the_start() throws Exception {
    calls.mount.update(Map.of("key.pem", pem(rsa(1024).getPrivate())));
    assertThrows(CredentialFileException.class, () -> client(authentication()));
    calls.mount.update(Map.of("key.pem", pem(rsa(2048).getPrivate())));
    assertThrows(
        CredentialFileException.class, () -> client(authentication().withAlgorithm("ES256")));
    calls.mount.update(Map.of("key.pem", pem(ec("secp256r1").getPrivate())));
    assertThrows(
        CredentialFileException.class, () -> client(authentication().withAlgorithm("ES384")));
    calls.mount.update(
        Map.of(
            "key.pem",
            pem(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate())));
    assertThrows(CredentialFileException.class, () -> client(authentication()));
    calls.mount.update(Map.of("key.pem", "no key"));
    assertThrows(PemException.class, () -> client(authentication()));
    for (String algorithm : List.of("HS256", "none", "EdDSA", "ES256K", "")) {
      assertThrows(IllegalArgumentException.class, () -> authentication().withAlgorithm(algorithm));
    }
  }

  @Test
  void an_assertion_that_others_write_is_read_anew() throws Exception {
    calls.mount.update(Map.of("assertion", "a.b.0"));
    HttpClient client =
        client(ClientAuthentication.assertionFile("orders", calls.file("assertion")));
    for (int i = 0; i < 3; i++) {
      calls.mount.update(Map.of("assertion", "a.b." + i));
      calls.servers.grant("t" + i);
      assertEquals(200, calls.get(client));
      assertEquals("a.b." + i, calls.form(i).get("client_assertion"));
      calls.clock.advance(Duration.ofHours(2));
    }
  }

  @Test
  void the_key_is_not_told() throws Exception {
    KeyPair key = ec("secp256r1");
    SigningKey signing = SigningKey.of(key.getPrivate(), null);
    assertEquals("SigningKey[ES256]", signing.toString());
  }
}
