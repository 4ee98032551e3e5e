package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvents;
import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.request.HandClock;
import io.hauberk.request.Proof;
import io.hauberk.request.TestAuthority;
import io.hauberk.secret.SecretException;
import io.hauberk.secret.SecretPoller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where authorities come from, and what becomes of their certificates when they change. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TrustBundleTest {
  private static final TestAuthority ONE = TestAuthority.root("One");
  private static final TestAuthority TWO = TestAuthority.root("Two");
  private static final List<X509Certificate> BY_ONE = billing(ONE);
  private static final List<X509Certificate> BY_TWO = billing(TWO);

  @TempDir Path mount;
  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final List<SecurityEvent> events = new ArrayList<>();
  private final SecretPoller secrets =
      new SecretPoller(SecurityEvents.direct(events::add, clock), clock);

  private static List<X509Certificate> billing(TestAuthority by) {
    return by.order("billing").uri("spiffe://prod.example/billing").issue().chain();
  }

  private Authenticator with(String content) {
    write(content);
    return Authenticator.builder()
        .clock(clock)
        .secrets(secrets)
        .profile(
            CertificateProfile.spiffe(
                "mesh", "prod.example", TrustBundle.file(mount.resolve("bundle"))))
        .build();
  }

  private void write(String content) {
    try {
      Files.writeString(mount.resolve("bundle"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TestHead over(List<X509Certificate> chain) {
    return new TestHead("/orders", Map.of(), "192.0.2.7").over(chain);
  }

  private static boolean takes(Authenticator authenticator, List<X509Certificate> chain) {
    return authenticator.authenticate(over(chain)) instanceof Authenticated;
  }

  private static String jwk(String use, X509Certificate... chain) {
    StringBuilder x5c = new StringBuilder();
    for (X509Certificate each : chain) {
      x5c.append(x5c.isEmpty() ? "\"" : ",\"").append(base64(each)).append('"');
    }
    return "{\"use\":\"%s\",\"kty\":\"EC\",\"crv\":\"P-256\",\"x5c\":[%s]}".formatted(use, x5c);
  }

  private static String base64(X509Certificate certificate) {
    try {
      return Base64.getEncoder().encodeToString(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void pem_may_hold_several_authorities_and_comments() {
    Authenticator authenticator = with("# one\n" + ONE.pem() + "# two\r\n" + TWO.pem());
    assertTrue(takes(authenticator, BY_ONE));
    assertTrue(takes(authenticator, BY_TWO));
    assertFalse(takes(authenticator, billing(TestAuthority.root("Three"))));
  }

  @Test
  void a_spiffe_bundle_is_read_for_its_x509_authorities() {
    Authenticator authenticator =
        with(
            "{\"spiffe_sequence\":1,\"spiffe_refresh_hint\":60,\"keys\":[%s,%s,{\"use\":\"jwt-svid\",\"kid\":\"x\"},{\"kty\":\"new\"}]}"
                .formatted(
                    jwk("x509-svid", ONE.certificate()), jwk("jwt-svid", TWO.certificate())));
    assertTrue(takes(authenticator, BY_ONE));
    assertFalse(takes(authenticator, BY_TWO));
  }

  @Test
  void only_the_first_certificate_of_a_key_is_read() {
    Authenticator authenticator =
        with("{\"keys\":[" + jwk("x509-svid", ONE.certificate(), TWO.certificate()) + "]}");
    assertTrue(takes(authenticator, BY_ONE));
    assertFalse(takes(authenticator, BY_TWO));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"keys\":{}}",
        "{\"keys\":[]}",
        "{\"keys\":[{\"use\":\"x509-svid\"}]}",
        "{\"keys\":[{\"use\":\"x509-svid\",\"x5c\":[]}]}",
        "{\"keys\":[{\"use\":\"x509-svid\",\"x5c\":[\"AAAA\"]}]}",
        "{\"keys\":[],\"keys\":[]}",
        "nothing",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n"
      })
  void what_cannot_be_used_stops_the_start(String content) {
    AuthoritiesException refused = assertThrows(AuthoritiesException.class, () -> with(content));
    assertTrue(
        String.valueOf(refused.getMessage())
            .startsWith("hauberk.certificates.mesh.authorities names " + mount),
        refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "-----BEGIN CERTIFICATE-----;MAQC|holds a PEM block that does not end: write it whole",
        "----BEGIN CERTIFICATE----;MAQC|looks like the boundary of a PEM block and is none",
        "-----BEGIN CERTIFICATE-----;MAQ*;-----END CERTIFICATE-----|'CERTIFICATE' block that is no Base64",
        "-----BEGIN CERTIFICATE-----;MAQC;-----END CERTIFICATE-----|is cut off",
        "-----BEGIN CERTIFICATE-----;MAQCAgEC;-----END CERTIFICATE-----|holds a block that is no certificate",
        "-----BEGIN PUBLIC KEY-----;MAQCAgEC;-----END PUBLIC KEY-----|holds a block that is no certificate",
        "MAQC|holds no certificate: mount 'BEGIN CERTIFICATE' blocks"
      })
  void a_file_that_cannot_be_used_is_refused_with_the_reason(String content, String reason) {
    String pem = content.replace(';', '\n') + "\n";
    AuthoritiesException refused = assertThrows(AuthoritiesException.class, () -> with(pem));
    assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
    if (!content.equals("MAQC")) {
      AuthoritiesException beside =
          assertThrows(AuthoritiesException.class, () -> with(ONE.pem() + pem));
      assertTrue(String.valueOf(beside.getMessage()).contains(reason), beside.getMessage());
    }
  }

  @Test
  void a_caller_is_no_authority() {
    String leaf = ONE.order("billing").uri("spiffe://prod.example/billing").issue().chainPem();
    AuthoritiesException refused =
        assertThrows(AuthoritiesException.class, () -> with(ONE.pem() + leaf));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("certificate 2 is not that of an authority"),
        refused.getMessage());
  }

  @Test
  void a_private_key_beside_them_refuses_the_file() {
    String key = ONE.order("x").issue().keyPem();
    assertThrows(AuthoritiesException.class, () -> with(ONE.pem() + key));
  }

  @Test
  void a_missing_file_stops_the_start() {
    assertThrows(
        SecretException.class,
        () ->
            Authenticator.builder()
                .secrets(secrets)
                .profile(
                    CertificateProfile.spiffe(
                        "mesh", "prod.example", TrustBundle.file(mount.resolve("absent"))))
                .build());
  }

  @Test
  void a_file_needs_somebody_who_notices_its_rotation() {
    write(ONE.pem());
    assertThrows(
        IllegalStateException.class,
        () ->
            Authenticator.builder()
                .profile(
                    CertificateProfile.spiffe(
                        "mesh", "prod.example", TrustBundle.file(mount.resolve("bundle"))))
                .build());
  }

  @Test
  void rotation_keeps_what_its_authority_still_vouches_for_and_forgets_the_rest() {
    Authenticator authenticator = with(ONE.pem());
    assertTrue(takes(authenticator, BY_ONE));
    assertFalse(takes(authenticator, BY_TWO));

    write(ONE.pem() + TWO.pem());
    secrets.poll();
    assertTrue(authenticator.read(over(BY_ONE)).areKnown());
    assertTrue(takes(authenticator, BY_TWO));

    write(TWO.pem());
    secrets.poll();
    assertFalse(authenticator.read(over(BY_ONE)).areKnown());
    assertFalse(takes(authenticator, BY_ONE));
    assertTrue(authenticator.read(over(BY_TWO)).areKnown());
    assertEquals(
        List.of(SecurityEvent.Kind.SECRET_ROTATED, SecurityEvent.Kind.SECRET_ROTATED),
        events.stream().map(SecurityEvent::kind).toList());
  }

  @Test
  void a_bad_rotation_leaves_the_last_good_authorities_in_force() {
    Authenticator authenticator = with(ONE.pem());
    for (String bad : List.of("", "x", "{\"keys\":[]}", BY_TWO.toString())) {
      write(bad);
      secrets.poll();
      assertTrue(takes(authenticator, BY_ONE), bad);
    }
    assertInstanceOf(SecurityEvent.class, events.get(0));
    assertEquals(SecurityEvent.Kind.SECRET_UNUSABLE, events.get(0).kind());
    assertEquals("hauberk.certificates.mesh.authorities", secrets.states().get(0).name());
  }

  @Test
  void no_more_certificates_are_remembered_than_there_is_room_for() {
    CertificateProfile profile =
        CertificateProfile.spiffe("mesh", "prod.example", TrustBundle.of(ONE.certificate()));
    CertificateCache cache = new CertificateCache(3);
    List<X509Certificate> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      X509Certificate leaf = billing(ONE).get(0);
      all.add(leaf);
      cache.remember(
          new CertificateCache.Entry(
              leaf,
              profile,
              new ChainCheck.Vouched(ONE.certificate(), leaf.getNotAfter().toInstant()),
              profile.authorities().current(),
              proof()));
      assertTrue(cache.size() <= 3);
    }
    assertNotNull(cache.find(all.get(9), clock.instant()));
    assertNull(cache.find(all.get(0), clock.instant()));
  }

  private static Proof proof() {
    return new Proof(
        Proof.Kind.CLIENT_CERTIFICATE,
        "mesh",
        "spiffe://prod.example",
        "spiffe://prod.example/billing",
        null,
        Set.of(),
        null,
        Map.of());
  }
}
