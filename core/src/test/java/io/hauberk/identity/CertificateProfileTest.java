package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.identity.Authentication.Refused;
import io.hauberk.request.HandClock;
import io.hauberk.request.Proof;
import io.hauberk.request.Reason;
import io.hauberk.request.TestAuthority;
import io.hauberk.request.TestAuthority.Order;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Client certificates as a proof of who calls (X509-SVID, 5; RFC 5280, 6). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CertificateProfileTest {
  private static final String BILLING = "spiffe://prod.example/billing";
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final TestAuthority PROD = TestAuthority.root("Prod");
  private static final TestAuthority PARTNER = TestAuthority.root("Partner");

  private final HandClock clock = HandClock.at(NOW.toString());

  private Authenticator authenticator(CertificateProfile... profiles) {
    Authenticator.Builder builder = Authenticator.builder().clock(clock);
    for (CertificateProfile profile : profiles) {
      builder.profile(profile);
    }
    return builder.build();
  }

  private static CertificateProfile mesh(TestAuthority... authorities) {
    return CertificateProfile.spiffe("mesh", "prod.example", bundle(authorities));
  }

  private static CertificateProfile plain(CertificateSubject subject) {
    return CertificateProfile.x509("partners", subject, bundle(PARTNER));
  }

  private static TrustBundle bundle(TestAuthority... authorities) {
    X509Certificate[] certificates = new X509Certificate[authorities.length];
    for (int i = 0; i < authorities.length; i++) {
      certificates[i] = authorities[i].certificate();
    }
    return TrustBundle.of(certificates);
  }

  private static Order billing() {
    return PROD.order("billing").uri(BILLING);
  }

  private static TestHead over(Order order) {
    return over(order.issue().chain());
  }

  private static TestHead over(List<X509Certificate> chain) {
    return new TestHead("/orders", Map.of(), "192.0.2.7").over(chain);
  }

  private static Proof admitted(Authenticator authenticator, TestHead head) {
    Authentication answer = authenticator.authenticate(head);
    return assertInstanceOf(Authenticated.class, answer, answer::toString).caller().proofs().get(0);
  }

  private static void assertRefused(Reason reason, Authenticator authenticator, TestHead head) {
    Refused refused = assertInstanceOf(Refused.class, authenticator.authenticate(head));
    assertEquals(reason, refused.denied().reason());
  }

  @Nested
  class A_spiffe_profile {
    private final Authenticator authenticator = authenticator(mesh(PROD));

    private void refuses(Reason reason, Order order) {
      assertRefused(reason, authenticator, over(order));
      assertEquals(BILLING, admitted(authenticator, over(billing())).subject());
    }

    @Test
    void knows_a_caller_by_its_spiffe_id() {
      Proof proof = admitted(authenticator, over(billing()));
      assertEquals(Proof.Kind.CLIENT_CERTIFICATE, proof.kind());
      assertEquals("mesh", proof.profile());
      assertEquals("spiffe://prod.example", proof.issuer());
      assertEquals(BILLING, proof.subject());
      assertEquals(Set.of(), proof.scopes());
      assertEquals(Instant.parse("2027-01-01T00:00:00Z"), proof.expiresAt());
      assertEquals(Set.of("x5t#S256"), proof.claims().keySet());
    }

    @Test
    void takes_a_chain_with_intermediate_authorities() {
      Order order = PROD.intermediate("One").intermediate("Two").order("billing").uri(BILLING);
      assertEquals(3, order.issue().chain().size());
      assertEquals(BILLING, admitted(authenticator, over(order)).subject());
    }

    @Test
    void takes_a_chain_with_its_root_or_something_foreign_at_its_end() {
      List<X509Certificate> chain = new ArrayList<>(billing().issue().chain());
      chain.add(PROD.certificate());
      assertEquals(BILLING, admitted(authenticator, over(chain)).subject());
      chain.add(PARTNER.certificate());
      assertEquals(BILLING, admitted(authenticator, over(chain)).subject());
    }

    @Test
    void takes_dns_names_beside_the_id() {
      Order order = billing().dns("billing.prod.svc").dns("billing");
      assertEquals(BILLING, admitted(authenticator, over(order)).subject());
    }

    @Test
    void refuses_two_uris_even_if_both_are_its_own() {
      refuses(Reason.CERTIFICATE_NAME_INVALID, billing().uri("spiffe://prod.example/admin"));
    }

    @Test
    void refuses_a_uri_of_another_kind_beside_the_id() {
      refuses(Reason.CERTIFICATE_NAME_INVALID, billing().uri("https://prod.example/"));
      refuses(
          Reason.CERTIFICATE_NAME_INVALID,
          PROD.order("billing").uri("https://prod.example/").uri(BILLING));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "spiffe://prod.example",
          "spiffe://prod.example/",
          "spiffe://PROD.example/billing",
          "SPIFFE://prod.example/billing",
          "spiffe://prod.example/a//b",
          "spiffe://prod.example/a/../billing",
          "spiffe://prod.example/%62illing",
          "spiffe://prod.example:443/billing",
          "spiffe://me@prod.example/billing",
          "spiffe://prod.example/billing?x",
          "spiffe://prod.example/billing#x",
          "https://prod.example/billing",
          "spiffe://other.example/billing"
        })
    void refuses_what_is_no_id_of_a_workload_of_its_trust_domain(String uri) {
      refuses(Reason.CERTIFICATE_NAME_INVALID, PROD.order("billing").uri(uri));
    }

    @Test
    void refuses_a_certificate_without_an_id_whatever_its_subject_says() {
      refuses(Reason.CERTIFICATE_NAME_INVALID, PROD.order(BILLING));
      refuses(Reason.CERTIFICATE_NAME_INVALID, PROD.order("billing").dns("billing.prod"));
    }

    @Test
    void refuses_an_authority_as_a_caller() {
      refuses(Reason.CERTIFICATE_UNFIT, billing().authority());
    }

    @ParameterizedTest
    @ValueSource(
        ints = {
          0,
          KeyUsage.keyEncipherment,
          KeyUsage.digitalSignature | KeyUsage.keyCertSign,
          KeyUsage.digitalSignature | KeyUsage.cRLSign
        })
    void refuses_a_key_usage_that_is_not_that_of_a_leaf(int usage) {
      refuses(Reason.CERTIFICATE_UNFIT, billing().usage(usage));
    }

    @Test
    void refuses_a_key_usage_that_is_not_critical() {
      refuses(Reason.CERTIFICATE_UNFIT, billing().advisoryUsage(KeyUsage.digitalSignature));
    }

    @Test
    void refuses_a_certificate_for_servers_only() {
      refuses(Reason.CERTIFICATE_UNFIT, billing().purposes(KeyPurposeId.id_kp_serverAuth));
      Order both = billing().purposes(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth);
      assertEquals(BILLING, admitted(authenticator, over(both)).subject());
    }

    @Test
    void refuses_an_id_of_its_trust_domain_from_another_authority() {
      refuses(Reason.CERTIFICATE_UNTRUSTED, PARTNER.order("billing").uri(BILLING));
      refuses(Reason.CERTIFICATE_UNTRUSTED, TestAuthority.selfSigned("billing").uri(BILLING));
      refuses(
          Reason.CERTIFICATE_UNTRUSTED, TestAuthority.root("Prod").order("billing").uri(BILLING));
    }

    @Test
    void refuses_what_a_leaf_has_issued() {
      TestAuthority leaf = TestAuthority.of(billing().issue());
      refuses(Reason.CERTIFICATE_UNTRUSTED, leaf.order("admin").uri("spiffe://prod.example/admin"));
    }

    @Test
    void refuses_a_chain_without_its_intermediate_authority() {
      X509Certificate leaf =
          PROD.intermediate("One").order("billing").uri(BILLING).issue().certificate();
      assertRefused(Reason.CERTIFICATE_UNTRUSTED, authenticator, over(List.of(leaf)));
    }

    @Test
    void refuses_the_certificate_of_another_before_its_own() {
      List<X509Certificate> stolen = new ArrayList<>();
      stolen.add(TestAuthority.selfSigned("billing").uri(BILLING).issue().certificate());
      stolen.addAll(billing().issue().chain());
      assertRefused(Reason.CERTIFICATE_UNTRUSTED, authenticator, over(stolen));
    }

    @Test
    void refuses_a_certificate_before_and_after_its_time() {
      Order hour = billing().valid(NOW, Duration.ofHours(1));
      TestHead head = over(hour);
      assertEquals(BILLING, admitted(authenticator, head).subject());
      clock.advance(Duration.ofHours(1));
      assertEquals(BILLING, admitted(authenticator, head).subject());
      clock.advance(Duration.ofSeconds(1));
      assertRefused(Reason.CERTIFICATE_EXPIRED, authenticator, head);
      refuses(
          Reason.CERTIFICATE_NOT_YET_VALID,
          billing().valid(NOW.plus(Duration.ofHours(2)), Duration.ofHours(1)));
    }

    @Test
    void refuses_a_chain_whose_intermediate_authority_has_expired() {
      TestAuthority dayLong =
          TestAuthority.of(PROD.order("One").authority().valid(NOW, Duration.ofDays(1)).issue());
      TestHead head = over(dayLong.order("billing").uri(BILLING));
      assertEquals(BILLING, admitted(authenticator, head).subject());
      assertTrue(authenticator.read(head).areKnown());
      clock.advance(Duration.ofDays(1).plusSeconds(1));
      assertFalse(authenticator.read(head).areKnown());
      assertRefused(Reason.CERTIFICATE_EXPIRED, authenticator, head);
    }

    @Test
    void refuses_what_an_expired_authority_vouches_for() {
      TestAuthority old =
          TestAuthority.of(
              TestAuthority.selfSigned("Old").authority().valid(NOW, Duration.ofDays(1)).issue());
      Authenticator trusting = authenticator(mesh(old));
      TestHead head = over(old.order("billing").uri(BILLING));
      assertEquals(BILLING, admitted(trusting, head).subject());
      clock.advance(Duration.ofDays(2));
      assertRefused(Reason.CERTIFICATE_EXPIRED, trusting, head);
    }

    @Test
    void asks_each_of_two_authorities_of_one_name() {
      TestAuthority next = TestAuthority.root("Prod");
      Authenticator both = authenticator(mesh(PROD, next));
      assertEquals(BILLING, admitted(both, over(billing())).subject());
      assertEquals(BILLING, admitted(both, over(next.order("b").uri(BILLING))).subject());
      assertRefused(
          Reason.CERTIFICATE_UNTRUSTED,
          both,
          over(TestAuthority.root("Prod").order("b").uri(BILLING)));
    }

    @Test
    void takes_no_certificate_as_no_credentials() {
      assertInstanceOf(Authentication.Anonymous.class, authenticator.authenticate(over(List.of())));
    }
  }

  @Nested
  class An_authority {
    @Test
    void is_held_to_the_number_of_authorities_below_it() {
      TestAuthority root = TestAuthority.of(TestAuthority.selfSigned("R").authority(0).issue());
      assertRefusesBelow(root);
      TestAuthority intermediate = TestAuthority.of(PROD.order("I").authority(0).issue());
      assertRefusesBelow(intermediate);
    }

    private void assertRefusesBelow(TestAuthority authority) {
      Authenticator trusting = authenticator(mesh(authority));
      X509Certificate own = authority.order("b").uri(BILLING).issue().certificate();
      assertEquals(BILLING, admitted(trusting, over(List.of(own))).subject());
      List<X509Certificate> below =
          authority.intermediate("Below").order("b").uri(BILLING).issue().chain();
      assertRefused(Reason.CERTIFICATE_UNTRUSTED, trusting, over(below.subList(0, 2)));
    }

    @Test
    void is_held_to_its_name_constraints() {
      TestAuthority root =
          TestAuthority.of(
              TestAuthority.selfSigned("R")
                  .authority()
                  .extension(Extension.nameConstraints, onlyDns("partner.example"))
                  .issue());
      Authenticator trusting =
          authenticator(CertificateProfile.x509("p", CertificateSubject.DNS, bundle(root)));
      assertEquals(
          "a.partner.example",
          admitted(trusting, over(root.order("a").dns("a.partner.example"))).subject());
      assertRefused(
          Reason.CERTIFICATE_UNTRUSTED, trusting, over(root.order("a").dns("a.prod.example")));
    }

    @Test
    void that_is_an_intermediate_one_cannot_have_name_constraints() {
      TestAuthority below =
          TestAuthority.of(
              PROD.order("I")
                  .authority()
                  .extension(Extension.nameConstraints, onlyDns("partner.example"))
                  .issue());
      AuthoritiesException refused = assertThrows(AuthoritiesException.class, () -> bundle(below));
      assertEquals(
          "certificate 1 is that of an intermediate authority with name constraints, to which it"
              + " could not be held: name the root above it",
          refused.getMessage());
    }

    @Test
    void that_is_an_intermediate_one_is_enough() {
      TestAuthority below = PROD.intermediate("Below");
      Authenticator trusting = authenticator(mesh(below));
      assertEquals(BILLING, admitted(trusting, over(below.order("b").uri(BILLING))).subject());
      assertRefused(Reason.CERTIFICATE_UNTRUSTED, trusting, over(billing()));
    }

    private NameConstraints onlyDns(String name) {
      return new NameConstraints(
          new GeneralSubtree[] {new GeneralSubtree(new GeneralName(GeneralName.dNSName, name))},
          null);
    }
  }

  @Nested
  class A_profile_of_plain_names {
    @Test
    void knows_a_caller_by_its_first_dns_name() {
      Authenticator authenticator = authenticator(plain(CertificateSubject.DNS));
      Order order = PARTNER.order("x").uri("urn:x").dns("Shop.Partner.example").dns("b.example");
      Proof proof = admitted(authenticator, over(order));
      assertEquals("shop.partner.example", proof.subject());
      assertEquals("CN=Partner", proof.issuer());
    }

    @ParameterizedTest
    @ValueSource(strings = {"*.partner.example", "a..example"})
    void refuses_a_dns_name_that_is_that_of_nobody(String name) {
      Authenticator authenticator = authenticator(plain(CertificateSubject.DNS));
      assertRefused(
          Reason.CERTIFICATE_NAME_INVALID, authenticator, over(PARTNER.order("x").dns(name)));
    }

    @Test
    void never_takes_the_common_name_in_place_of_another() {
      Order order = PARTNER.order("shop.partner.example");
      assertRefused(
          Reason.CERTIFICATE_NAME_INVALID,
          authenticator(plain(CertificateSubject.DNS)),
          over(order));
      assertRefused(
          Reason.CERTIFICATE_NAME_INVALID,
          authenticator(plain(CertificateSubject.URI)),
          over(order));
    }

    @Test
    void knows_a_caller_by_its_only_uri() {
      Authenticator authenticator = authenticator(plain(CertificateSubject.URI));
      Order order = PARTNER.order("x").dns("a.example").uri("urn:partner:shop");
      assertEquals("urn:partner:shop", admitted(authenticator, over(order)).subject());
      assertRefused(
          Reason.CERTIFICATE_NAME_INVALID, authenticator, over(order.uri("urn:partner:admin")));
    }

    @Test
    void knows_a_caller_by_its_whole_subject() {
      Authenticator authenticator =
          authenticator(
              plain(CertificateSubject.DISTINGUISHED_NAME)
                  .withCaller("cn=shop, o=Partner", Set.of("orders:read")));
      Proof proof = admitted(authenticator, over(PARTNER.order("shop,O=Partner")));
      assertEquals("CN=shop,O=Partner", proof.subject());
      assertEquals(Set.of("orders:read"), proof.scopes());
    }

    @ParameterizedTest // CVE-2026-22747: an attribute that holds text like another one
    @ValueSource(
        strings = {
          "mallory\\,CN\\=shop,O=Partner",
          "shop\\,O\\=Partner",
          "\"shop,O=Partner\"",
          "shop+OU=x,O=Partner",
          "shop,O=Partner,OU=x",
          "mallory,OU=\"CN=shop\\,O=Partner\""
        })
    void finds_no_other_name_inside_of_a_subject(String commonName) {
      Authenticator authenticator =
          authenticator(
              plain(CertificateSubject.DISTINGUISHED_NAME)
                  .withCaller("CN=shop,O=Partner", Set.of()));
      assertRefused(
          Reason.CERTIFICATE_NAME_NOT_ALLOWED, authenticator, over(PARTNER.order(commonName)));
    }

    @Test
    void takes_a_certificate_without_key_usage() {
      Authenticator authenticator = authenticator(plain(CertificateSubject.DNS));
      assertEquals(
          "a.example",
          admitted(authenticator, over(PARTNER.order("x").dns("a.example").usage(0))).subject());
      assertRefused(
          Reason.CERTIFICATE_UNFIT,
          authenticator,
          over(PARTNER.order("x").dns("a.example").usage(KeyUsage.keyAgreement)));
    }
  }

  @Nested
  class Listed_callers {
    @Test
    void are_the_only_ones_and_have_the_scopes_that_are_listed() {
      Authenticator authenticator =
          authenticator(
              mesh(PROD)
                  .withCaller(BILLING, Set.of("orders:read"))
                  .withCaller("spiffe://prod.example/audit", Set.of()));
      assertEquals(Set.of("orders:read"), admitted(authenticator, over(billing())).scopes());
      assertEquals(
          Set.of(),
          admitted(authenticator, over(PROD.order("a").uri("spiffe://prod.example/audit")))
              .scopes());
      assertRefused(
          Reason.CERTIFICATE_NAME_NOT_ALLOWED,
          authenticator,
          over(PROD.order("s").uri("spiffe://prod.example/shop")));
    }

    @Test
    void have_names_that_a_certificate_can_have() {
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> mesh(PROD).withCaller("spiffe://other.example/x", Set.of()));
      assertEquals(
          "hauberk.certificates.mesh.callers lists a name that no certificate of this profile can"
              + " have: write spiffe://prod.example/…",
          refused.getMessage());
      assertThrows(
          IllegalArgumentException.class,
          () -> plain(CertificateSubject.DNS).withCaller("*.example", Set.of()));
      assertThrows(
          IllegalArgumentException.class,
          () -> plain(CertificateSubject.DISTINGUISHED_NAME).withCaller("shop", Set.of()));
    }

    @Test
    void stand_there_once() {
      CertificateProfile one =
          plain(CertificateSubject.DISTINGUISHED_NAME).withCaller("CN=a,O=b", Set.of());
      assertThrows(IllegalArgumentException.class, () -> one.withCaller("cn=A, o=B", Set.of("x")));
    }
  }

  @Nested
  class Several_profiles {
    private final Authenticator authenticator =
        authenticator(
            mesh(PROD),
            CertificateProfile.spiffe("stage", "stage.example", bundle(TestAuthority.root("S"))),
            plain(CertificateSubject.DNS));

    @Test
    void are_told_apart_by_trust_domain_and_issuer() {
      assertEquals("mesh", admitted(authenticator, over(billing())).profile());
      assertEquals(
          "partners", admitted(authenticator, over(PARTNER.order("x").dns("a.example"))).profile());
    }

    @Test
    void do_not_vouch_for_each_other() {
      assertRefused(
          Reason.CERTIFICATE_UNTRUSTED,
          authenticator,
          over(PROD.order("x").uri("spiffe://stage.example/x")));
      assertRefused(
          Reason.CERTIFICATE_UNTRUSTED,
          authenticator,
          over(PARTNER.order("x").uri(BILLING).dns("a.example")));
    }

    @Test
    void refuse_a_certificate_that_none_takes() {
      assertRefused(
          Reason.CERTIFICATE_UNTRUSTED,
          authenticator,
          over(TestAuthority.root("Stranger").order("x").dns("a.example")));
    }

    @Test
    void share_neither_name_nor_trust_domain() {
      assertThrows(IllegalStateException.class, () -> authenticator(mesh(PROD), mesh(PROD)));
      assertThrows(
          IllegalStateException.class,
          () ->
              authenticator(
                  mesh(PROD), CertificateProfile.spiffe("x", "prod.example", bundle(PROD))));
    }
  }

  @Nested
  class A_certificate_and_a_token {
    private final Authenticator authenticator =
        Authenticator.builder()
            .clock(clock)
            .profile(mesh(PROD))
            .profile(
                IssuerProfile.builder("main")
                    .issuer(TestToken.ISSUER)
                    .audience(TestToken.AUDIENCE)
                    .keys(KeySource.jwks(TestKeys.octets(TestKeys.TRUSTED)))
                    .build())
            .build();

    @Test
    void are_two_proofs_of_one_caller_whom_the_token_names() {
      clock.set("2026-01-01T00:00:00Z");
      Authenticated both =
          assertInstanceOf(
              Authenticated.class,
              authenticator.authenticate(
                  TestHead.bearing(TestToken.t0().sign()).over(billing().issue().chain())));
      assertEquals(
          List.of("main", "mesh"), both.caller().proofs().stream().map(Proof::profile).toList());
      assertTrue(both.caller().id().startsWith("main:"));
    }

    @Test
    void must_both_hold() {
      clock.set("2026-01-01T00:00:00Z");
      assertRefused(
          Reason.CERTIFICATE_UNTRUSTED,
          authenticator,
          TestHead.bearing(TestToken.t0().sign())
              .over(PARTNER.order("x").uri(BILLING).issue().chain()));
      assertRefused(
          Reason.TOKEN_MALFORMED,
          authenticator,
          TestHead.bearing("x").over(billing().issue().chain()));
    }
  }

  @Test
  void a_certificate_is_known_once_it_was_verified_whatever_comes_with_it() {
    Authenticator authenticator = authenticator(mesh(PROD));
    List<X509Certificate> chain = billing().issue().chain();
    assertFalse(authenticator.read(over(chain)).areKnown());
    Proof first = admitted(authenticator, over(chain));
    List<X509Certificate> more = new ArrayList<>(chain);
    more.add(PARTNER.certificate());
    assertTrue(authenticator.read(over(chain)).areKnown());
    assertTrue(authenticator.read(over(more)).areKnown());
    assertEquals(first, admitted(authenticator, over(more)));
  }

  @Test
  void what_was_refused_is_not_known() {
    Authenticator authenticator = authenticator(mesh(PROD));
    TestHead head = over(PARTNER.order("billing").uri(BILLING));
    assertRefused(Reason.CERTIFICATE_UNTRUSTED, authenticator, head);
    assertFalse(authenticator.read(head).areKnown());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PROD.example", "spiffe://prod.example", "prod.example/", "prod:1"})
  void a_trust_domain_is_written_in_one_way(String trustDomain) {
    assertThrows(
        IllegalArgumentException.class,
        () -> CertificateProfile.spiffe("mesh", trustDomain, bundle(PROD)));
  }
}
