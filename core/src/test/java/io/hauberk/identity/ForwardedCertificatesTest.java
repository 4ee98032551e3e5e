package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hauberk.identity.Authentication.Anonymous;
import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.identity.Authentication.Refused;
import io.hauberk.identity.ForwardedCertificates.Header;
import io.hauberk.request.HandClock;
import io.hauberk.request.Proof;
import io.hauberk.request.Reason;
import io.hauberk.request.TestAuthority;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Client certificates that a proxy tells of (RFC 9440; Envoy's XFCC). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ForwardedCertificatesTest {
  private static final String PROXY = "10.1.2.3";
  private static final String STRANGER = "192.0.2.7";
  private static final TestAuthority ROOT = TestAuthority.root("Prod");
  private static final TestAuthority BELOW = ROOT.intermediate("Below");
  private static final List<X509Certificate> ALICE = issue(ROOT, "alice");
  private static final List<X509Certificate> BOB = issue(BELOW, "bob");
  private static final List<X509Certificate> OF_PROXY = issue(ROOT, "proxy");

  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");

  private static List<X509Certificate> issue(TestAuthority authority, String name) {
    return authority.order(name).uri("spiffe://prod.example/" + name).issue().chain();
  }

  private Authenticator behind(Header header) {
    return Authenticator.builder()
        .clock(clock)
        .profile(
            CertificateProfile.spiffe("mesh", "prod.example", TrustBundle.of(ROOT.certificate())))
        .profile(
            IssuerProfile.builder("main")
                .issuer(TestToken.ISSUER)
                .audience(TestToken.AUDIENCE)
                .keys(KeySource.jwks(TestKeys.octets(TestKeys.TRUSTED)))
                .build())
        .forwarding(ForwardedCertificates.from(header, List.of("10.1.2.0/24", "::1")))
        .build();
  }

  private static TestHead from(String peer, Map<String, List<String>> fields) {
    Map<String, List<String>> lower = new HashMap<>();
    fields.forEach((name, lines) -> lower.put(name.toLowerCase(Locale.ROOT), lines));
    return new TestHead("/orders", lower, peer);
  }

  private static String callerOf(Authentication answer) {
    return assertInstanceOf(Authenticated.class, answer, answer::toString).caller().getName();
  }

  private static void assertRefused(Reason reason, Authentication answer) {
    assertEquals(reason, assertInstanceOf(Refused.class, answer).denied().reason());
  }

  private static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String thumbprint(X509Certificate certificate) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(der(certificate)));
  }

  @Nested
  class Client_Cert {
    private final Authenticator authenticator = behind(Header.CLIENT_CERT);

    private static String item(X509Certificate certificate) {
      return ":" + Base64.getEncoder().encodeToString(der(certificate)) + ":";
    }

    private static TestHead told(String peer, List<X509Certificate> chain) {
      Map<String, List<String>> fields = new HashMap<>();
      fields.put("Client-Cert", List.of(item(chain.get(0))));
      if (chain.size() > 1) {
        fields.put(
            "Client-Cert-Chain",
            List.of(
                chain.stream().skip(1).map(Client_Cert::item).collect(Collectors.joining(", "))));
      }
      return from(peer, fields);
    }

    @Test
    void from_a_listed_peer_names_the_caller() {
      assertEquals(
          "spiffe://prod.example/alice", callerOf(authenticator.authenticate(told(PROXY, ALICE))));
      assertEquals(
          "spiffe://prod.example/alice", callerOf(authenticator.authenticate(told("::1", ALICE))));
      assertEquals(
          "spiffe://prod.example/bob", callerOf(authenticator.authenticate(told(PROXY, BOB))));
    }

    @Test
    void from_anybody_else_is_not_read() {
      assertInstanceOf(Anonymous.class, authenticator.authenticate(told(STRANGER, ALICE)));
      assertEquals(
          "spiffe://prod.example/bob",
          callerOf(authenticator.authenticate(told(STRANGER, ALICE).over(BOB))));
      assertInstanceOf(Anonymous.class, authenticator.authenticate(told("unknown", ALICE)));
    }

    @Test
    void takes_the_place_of_the_certificate_of_the_proxy() {
      assertEquals(
          "spiffe://prod.example/alice",
          callerOf(authenticator.authenticate(told(PROXY, ALICE).over(OF_PROXY))));
    }

    @Test
    void that_is_absent_leaves_the_caller_without_one() {
      assertInstanceOf(
          Anonymous.class, authenticator.authenticate(from(PROXY, Map.of()).over(OF_PROXY)));
    }

    @Test
    void is_judged_like_any_other() {
      assertRefused(
          Reason.CERTIFICATE_UNTRUSTED,
          authenticator.authenticate(told(PROXY, issue(TestAuthority.root("Prod"), "alice"))));
      assertRefused(
          Reason.CERTIFICATE_UNTRUSTED, authenticator.authenticate(told(PROXY, BOB.subList(0, 1))));
    }

    @Test
    void is_refused_if_it_stands_twice() {
      String item = item(ALICE.get(0));
      assertRefused(
          Reason.CERTIFICATE_MALFORMED,
          authenticator.authenticate(from(PROXY, Map.of("Client-Cert", List.of(item, item)))));
    }

    @Test
    void is_refused_if_its_chain_comes_without_it() {
      assertRefused(
          Reason.CERTIFICATE_MALFORMED,
          authenticator.authenticate(
              from(PROXY, Map.of("Client-Cert-Chain", List.of(item(ALICE.get(0)))))));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", ":", "::", "x", ":x", ":AAAA:", ":%%:", "AAAA", ":AAAA:;a=1", "?1", "\"x\""})
    void is_refused_if_it_is_no_certificate(String value) {
      assertRefused(
          Reason.CERTIFICATE_MALFORMED,
          authenticator.authenticate(from(PROXY, Map.of("Client-Cert", List.of(value)))));
      assertRefused(
          Reason.CERTIFICATE_MALFORMED,
          authenticator.authenticate(
              from(
                  PROXY,
                  Map.of(
                      "Client-Cert",
                      List.of(item(ALICE.get(0))),
                      "Client-Cert-Chain",
                      List.of(value)))));
    }

    @Test
    void is_refused_with_more_in_it_than_a_certificate() {
      String item = item(ALICE.get(0));
      byte[] der = der(ALICE.get(0));
      byte[] longer = Arrays.copyOf(der, der.length + 1);
      for (String value :
          List.of(
              item + ", " + item,
              item + ";p=1",
              ":" + Base64.getEncoder().encodeToString(longer) + ":",
              "-----BEGIN CERTIFICATE-----")) {
        assertRefused(
            Reason.CERTIFICATE_MALFORMED,
            authenticator.authenticate(from(PROXY, Map.of("Client-Cert", List.of(value)))));
      }
    }

    @Test
    void is_refused_with_a_chain_that_is_too_long() {
      List<X509Certificate> chain = new ArrayList<>(ALICE);
      for (int i = 1; i < 8; i++) {
        chain.add(ROOT.certificate());
      }
      assertEquals(
          "spiffe://prod.example/alice", callerOf(authenticator.authenticate(told(PROXY, chain))));
      chain.add(ROOT.certificate());
      assertRefused(Reason.CERTIFICATE_MALFORMED, authenticator.authenticate(told(PROXY, chain)));
    }

    @Test
    void may_have_its_chain_in_several_lines() {
      assertEquals(
          "spiffe://prod.example/bob",
          callerOf(
              authenticator.authenticate(
                  from(
                      PROXY,
                      Map.of(
                          "Client-Cert",
                          List.of(item(BOB.get(0))),
                          "Client-Cert-Chain",
                          List.of(item(BOB.get(1)), item(ROOT.certificate())))))));
    }

    @Test
    void keeps_the_promise_of_a_token_that_is_bound_to_it() {
      String token =
          TestToken.t0().claim("cnf", "{\"x5t#S256\":\"" + thumbprint(ALICE.get(0)) + "\"}").sign();
      Map<String, List<String>> fields = new HashMap<>(told(PROXY, ALICE).fields());
      fields.put("Authorization", List.of("Bearer " + token));
      Authenticated good =
          assertInstanceOf(
              Authenticated.class, authenticator.authenticate(from(PROXY, fields).over(OF_PROXY)));
      assertEquals(Proof.Kind.CERTIFICATE_BOUND_TOKEN, good.caller().proofs().get(0).kind());
      assertRefused(Reason.BINDING_FAILED, authenticator.authenticate(from(STRANGER, fields)));
      Map<String, List<String>> alone = Map.of("Authorization", List.of("Bearer " + token));
      assertRefused(
          Reason.BINDING_FAILED, authenticator.authenticate(from(PROXY, alone).over(BOB)));
      assertRefused( // the proxy's own certificate is not the caller's
          Reason.BINDING_FAILED, authenticator.authenticate(from(PROXY, alone).over(ALICE)));
    }
  }

  @Nested
  class Xfcc {
    private final Authenticator authenticator = behind(Header.X_FORWARDED_CLIENT_CERT);

    private static String pem(List<X509Certificate> chain) {
      StringBuilder pem = new StringBuilder();
      for (X509Certificate each : chain) {
        pem.append("-----BEGIN CERTIFICATE-----\n")
            .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der(each)))
            .append("\n-----END CERTIFICATE-----\n");
      }
      return URLEncoder.encode(pem.toString(), StandardCharsets.US_ASCII).replace("+", "%20");
    }

    private static String hash(X509Certificate certificate) {
      return HexFormat.of().formatHex(Sha256.of(der(certificate)));
    }

    private static String element(List<X509Certificate> chain) {
      return "By=spiffe://prod.example/orders;Hash=%s;Cert=\"%s\";Subject=\"CN=x,O=\\\"y\\\"\";URI=spiffe://prod.example/whoever;DNS=a.example;DNS=b.example"
          .formatted(hash(chain.get(0)), pem(chain.subList(0, 1)));
    }

    private Authentication ask(String... lines) {
      return authenticator.authenticate(
          from(PROXY, Map.of("X-Forwarded-Client-Cert", List.of(lines))));
    }

    @Test
    void from_a_listed_peer_names_the_caller() {
      assertEquals("spiffe://prod.example/alice", callerOf(ask(element(ALICE))));
    }

    @Test
    void may_have_the_whole_chain() {
      String chain = "Hash=" + hash(BOB.get(0)) + ";Chain=\"" + pem(BOB) + "\"";
      assertEquals("spiffe://prod.example/bob", callerOf(ask(chain)));
      assertEquals(
          "spiffe://prod.example/bob", callerOf(ask(element(BOB) + ";Chain=\"" + pem(BOB) + "\"")));
    }

    @Test
    void is_read_in_any_case_and_without_quotes_too() {
      assertEquals(
          "spiffe://prod.example/alice",
          callerOf(ask("cert=" + pem(ALICE) + ";HASH=" + hash(ALICE.get(0)))));
    }

    @Test
    void is_refused_with_more_than_one_element() {
      assertRefused(Reason.CERTIFICATE_MALFORMED, ask(element(BOB) + "," + element(ALICE)));
      assertRefused(
          Reason.CERTIFICATE_MALFORMED, ask("By=x;Subject=\",\\\"\"" + ", " + element(ALICE)));
    }

    @Test
    void is_not_forged_by_a_name_in_the_certificate_of_a_caller() {
      String own = "By=spiffe://prod.example/orders;Hash=" + hash(BOB.get(0)) + ";URI=http://a";
      assertRefused(Reason.CERTIFICATE_MALFORMED, ask(own + ",By=x;Cert=\"" + pem(ALICE) + "\""));
      assertRefused(Reason.CERTIFICATE_MALFORMED, ask(own + ",By=x;Hash=" + hash(ALICE.get(0))));
      assertRefused(Reason.CERTIFICATE_MALFORMED, ask(own + ";Cert=\"" + pem(ALICE) + "\""));
      assertRefused(Reason.CERTIFICATE_MALFORMED, ask(own + ";Hash=" + hash(ALICE.get(0))));
    }

    @Test
    void is_refused_without_the_hash_that_envoy_always_writes() {
      assertRefused(Reason.CERTIFICATE_MALFORMED, ask("By=x;Cert=\"" + pem(ALICE) + "\""));
    }

    @Test
    void from_anybody_else_is_not_read() {
      assertInstanceOf(
          Anonymous.class,
          authenticator.authenticate(
              from(STRANGER, Map.of("X-Forwarded-Client-Cert", List.of(element(ALICE))))));
    }

    @Test
    void of_the_other_name_is_not_read() {
      assertInstanceOf(
          Anonymous.class,
          authenticator.authenticate(
              from(PROXY, Map.of("Client-Cert", List.of(Client_Cert.item(ALICE.get(0)))))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Subject=\"", "Subject=\"\\", "Cert=\"", "By=x;", "x=\"y\\"})
    void lets_nobody_hide_what_the_proxy_adds(String begun) {
      assertRefused(Reason.CERTIFICATE_MALFORMED, ask(begun + "," + element(ALICE)));
      assertRefused(
          Reason.CERTIFICATE_MALFORMED, ask(element(BOB) + ";" + begun + "," + element(ALICE)));
      assertRefused(
          Reason.CERTIFICATE_MALFORMED,
          ask(element(BOB) + ";" + begun + ",By=x;Hash=" + hash(ALICE.get(0))));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "x",
          ",",
          "Cert",
          "Cert=x",
          "Cert=\"\"",
          "Cert=%2",
          "Hash=12",
          "Hash=zz",
          "=x",
          "By=x,",
          "By=\"x\"y",
          "Hash=" + "0" + "123456789012345678901234567890123456789012345678901234567890123;Hash=0"
        })
    void is_refused_if_it_is_malformed(String value) {
      assertRefused(Reason.CERTIFICATE_MALFORMED, ask(value));
    }

    @Test
    void is_refused_if_it_stands_twice() {
      assertRefused(Reason.CERTIFICATE_MALFORMED, ask(element(ALICE), element(ALICE)));
    }

    @Test
    void is_refused_if_it_contradicts_itself() {
      String alice = "Cert=" + pem(ALICE);
      assertRefused(Reason.CERTIFICATE_MALFORMED, ask(alice + ";Hash=" + hash(BOB.get(0))));
      assertRefused(Reason.CERTIFICATE_MALFORMED, ask(alice + ";Chain=" + pem(BOB)));
      assertRefused(Reason.CERTIFICATE_MALFORMED, ask(alice + ";" + alice));
      assertRefused(Reason.CERTIFICATE_MALFORMED, ask("Cert=" + pem(BOB)));
    }

    @Test
    void with_a_digest_only_is_no_identity_and_keeps_the_promise_of_a_bound_token() {
      String told = "By=x;Hash=" + hash(ALICE.get(0)) + ";URI=spiffe://prod.example/alice";
      assertInstanceOf(Anonymous.class, ask(told));
      String token =
          TestToken.t0().claim("cnf", "{\"x5t#S256\":\"" + thumbprint(ALICE.get(0)) + "\"}").sign();
      Authentication answer =
          authenticator.authenticate(
              from(
                  PROXY,
                  Map.of(
                      "X-Forwarded-Client-Cert",
                      List.of(told),
                      "Authorization",
                      List.of("Bearer " + token))));
      assertEquals(
          Proof.Kind.CERTIFICATE_BOUND_TOKEN,
          assertInstanceOf(Authenticated.class, answer).caller().proofs().get(0).kind());
      String other = "By=x;Hash=" + hash(BOB.get(0));
      assertRefused(
          Reason.BINDING_FAILED,
          authenticator.authenticate(
              from(
                  PROXY,
                  Map.of(
                      "X-Forwarded-Client-Cert",
                      List.of(other),
                      "Authorization",
                      List.of("Bearer " + token)))));
    }

    @Test
    void with_names_only_tells_of_no_certificate() {
      assertInstanceOf(Anonymous.class, ask("By=x;URI=spiffe://prod.example/alice"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0/0", "::/0", "gateway", "10.0.0.1/8", ""})
  void a_peer_is_an_address_or_a_range(String peer) {
    assertThrows(
        IllegalArgumentException.class,
        () -> ForwardedCertificates.from(Header.CLIENT_CERT, List.of(peer)));
  }

  @Test
  void somebody_must_be_listed() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ForwardedCertificates.from(Header.CLIENT_CERT, List.of()));
  }
}
