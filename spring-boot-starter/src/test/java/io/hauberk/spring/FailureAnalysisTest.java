package io.hauberk.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** What stands in the log at 3 a.m. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FailureAnalysisTest {
  @TempDir Path mount;

  private FailureAnalysis failing(String... properties) {
    AtomicReference<FailureAnalysis> found = new AtomicReference<>();
    new WebApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(HauberkAutoConfiguration.class))
        .withPropertyValues(properties)
        .run(
            context -> {
              Throwable failure = context.getStartupFailure();
              assertNotNull(failure, "the application should not have started");
              found.set(new HauberkFailureAnalyzer().analyze(failure));
            });
    assertNotNull(found.get(), "nobody explains the failure");
    return found.get();
  }

  private FailureAnalysis failingWithKeys(String... more) throws IOException, JOSEException {
    String[] trust = KeyFile.trust(KeyFile.in(mount));
    String[] all = new String[trust.length + more.length];
    System.arraycopy(trust, 0, all, 0, trust.length);
    System.arraycopy(more, 0, all, trust.length, more.length);
    return failing(all);
  }

  @Test
  void nobody_is_trusted() {
    FailureAnalysis analysis = failing();
    assertEquals(
        """
        Hauberk cannot protect this service:

          - No issuer is trusted, and 8 operations need a caller. Say whom this service trusts:
            hauberk.issuers.main.issuer: https://issuer.example
            hauberk.issuers.main.audience: my-service
            hauberk.issuers.main.jwks-uri: https://issuer.example/jwks   (or jwks-file, pem-file)\
        """,
        analysis.getDescription());
    assertEquals(
        "Mend each of the points above: every one names its property or its place in the contract.",
        analysis.getAction());
  }

  @Test
  void a_property_is_misspelt() throws Exception {
    FailureAnalysis analysis =
        failingWithKeys("hauberk.rate-limits.permits=5", "hauberk.issuers.main.audiences=x");
    assertTrue(
        analysis.getDescription().startsWith("Hauberk knows no such property:\n\n  - hauberk."),
        analysis.getDescription());
    assertTrue(analysis.getDescription().contains("hauberk.rate-limits.permits"));
    assertTrue(analysis.getDescription().contains("hauberk.issuers.main.audiences"));
    assertEquals(
        "Correct its name or remove it. A typo must not leave a control at another setting than you"
            + " believe.",
        analysis.getAction());
  }

  @Test
  void a_value_is_not_one_of_those_that_are_known() throws Exception {
    FailureAnalysis analysis = failingWithKeys("hauberk.mode=strict");
    assertTrue(
        analysis.getDescription().startsWith("The property hauberk.mode"),
        analysis.getDescription());
    FailureAnalysis control = failingWithKeys("hauberk.controls.ratelimiting=off");
    assertTrue(control.getDescription().contains("hauberk.controls"), control.getDescription());
  }

  @Test
  void a_limit_is_out_of_range() throws Exception {
    FailureAnalysis analysis = failingWithKeys("hauberk.address-limit.permits=0");
    assertEquals(
        "hauberk.address-limit cannot be used: rate-limit.permits must be from 1 to 1000000000, was"
            + " 0.",
        analysis.getDescription());
    assertEquals("Correct the properties below hauberk.address-limit.", analysis.getAction());
  }

  @Test
  void the_number_of_requests_at_once_is_limited_to_no_number() throws Exception {
    FailureAnalysis analysis = failingWithKeys("hauberk.concurrency.high=main:checkout");
    assertEquals(
        "hauberk.concurrency cannot be used: concurrency.max is not set. Set it to how many requests"
            + " the service can work on at once, such as the number of its threads.",
        analysis.getDescription());
  }

  @Test
  void an_issuer_says_nothing_of_its_audience() throws Exception {
    FailureAnalysis analysis =
        failing(
            "hauberk.issuers.main.issuer=https://issuer.example",
            "hauberk.issuers.main.jwks-file=" + KeyFile.in(mount));
    assertEquals(
        "hauberk.issuers.main cannot be used: the issuer profile 'main' leaves open whom it trusts:"
            + " set hauberk.issuers.main.audience to this service's name at the issuer, as tokens"
            + " carry it in 'aud'.",
        analysis.getDescription());
  }

  @Test
  void an_issuer_has_no_keys() {
    FailureAnalysis analysis =
        failing(
            "hauberk.issuers.main.issuer=https://issuer.example",
            "hauberk.issuers.main.audience=orders");
    assertEquals("hauberk.issuers.main names no keys.", analysis.getDescription());
    assertEquals(
        "Set exactly one of hauberk.issuers.main.jwks-uri, .discovery, .jwks-file, .pem-file and .bundle-file.",
        analysis.getAction());
  }

  @Test
  void a_cluster_asks_for_the_audience_of_its_api_server() throws Exception {
    FailureAnalysis analysis =
        failing(
            "hauberk.issuers.main.kubernetes=true",
            "hauberk.issuers.main.issuer=https://cluster.example",
            "hauberk.issuers.main.audience=https://kubernetes.default.svc",
            "hauberk.issuers.main.jwks-file=" + KeyFile.in(mount));
    assertTrue(
        analysis
            .getDescription()
            .startsWith(
                "hauberk.issuers.main cannot be used: hauberk.issuers.main.audience is one of the"
                    + " Kubernetes API server"),
        analysis.getDescription());
  }

  @Test
  void a_trust_domain_has_the_keys_of_an_issuer() throws Exception {
    FailureAnalysis analysis =
        failing(
            "hauberk.issuers.main.trust-domain=prod.example",
            "hauberk.issuers.main.audience=orders",
            "hauberk.issuers.main.jwks-file=" + KeyFile.in(mount));
    assertTrue(
        analysis.getDescription().contains("hauberk.issuers.main.bundle-file"),
        analysis.getDescription());
  }

  @Test
  void a_trust_domain_is_also_a_cluster() {
    FailureAnalysis analysis =
        failing(
            "hauberk.issuers.main.trust-domain=prod.example",
            "hauberk.issuers.main.kubernetes=true",
            "hauberk.issuers.main.audience=orders");
    assertEquals("hauberk.issuers.main takes tokens of two kinds.", analysis.getDescription());
  }

  @Test
  void an_issuer_has_keys_in_two_ways() throws Exception {
    FailureAnalysis analysis =
        failingWithKeys("hauberk.issuers.main.jwks-uri=https://issuer.example/jwks");
    assertEquals(
        "hauberk.issuers.main names keys in more than one way.", analysis.getDescription());
  }

  @Test
  void an_algorithm_is_symmetric() throws Exception {
    FailureAnalysis analysis = failingWithKeys("hauberk.issuers.main.algorithms=HS256");
    assertEquals(
        "hauberk.issuers.main cannot be used: algorithms names 'HS256', which is not one of [RS256,"
            + " RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA].",
        analysis.getDescription());
  }

  @Test
  void a_key_file_is_not_there() {
    FailureAnalysis analysis =
        failing(
            "hauberk.issuers.main.issuer=https://issuer.example",
            "hauberk.issuers.main.audience=orders",
            "hauberk.issuers.main.jwks-file=/run/secrets/absent.json");
    assertTrue(
        analysis.getDescription().contains("/run/secrets/absent.json"), analysis.getDescription());
    assertEquals("Check the mount, and the property that names the file.", analysis.getAction());
  }

  @Test
  void a_key_file_holds_no_keys() throws Exception {
    Path file = Files.writeString(mount.resolve("broken.json"), "{\"keys\":[]}");
    FailureAnalysis analysis =
        failing(
            "hauberk.issuers.main.issuer=https://issuer.example",
            "hauberk.issuers.main.audience=orders",
            "hauberk.issuers.main.jwks-file=" + file);
    assertEquals(
        "Check the properties below hauberk.issuers that name the keys.", analysis.getAction());
  }

  @Test
  void a_revocation_list_is_not_there() throws Exception {
    FailureAnalysis analysis =
        failingWithKeys("hauberk.issuers.main.revocations=/run/secrets/absent.json");
    assertEquals(
        "Secret 'hauberk.issuers.main.revocations' is missing at /run/secrets/absent.json. Mount it"
            + " there, or name another place.",
        analysis.getDescription());
  }

  @Test
  void a_revocation_list_is_broken() throws Exception {
    Path file = Files.writeString(mount.resolve("revoked.json"), "{\"revoked\":[{\"id\":\"a\"}]}");
    FailureAnalysis analysis = failingWithKeys("hauberk.issuers.main.revocations=" + file);
    assertEquals(
        "hauberk.issuers.main.revocations names the revocation list "
            + file
            + ", which cannot be used: /revoked/0 must name exactly one of jti, sub and kid: write"
            + " an entry for each",
        analysis.getDescription());
    assertEquals(
        "Correct the list, or remove the property that names it; docs/tokens.md describes its form.",
        analysis.getAction());
  }

  @Test
  void a_list_of_API_keys_is_not_there() throws Exception {
    FailureAnalysis analysis =
        failingWithKeys("hauberk.api-keys.partners.file=/run/secrets/absent.json");
    assertEquals(
        "Secret 'hauberk.api-keys.partners' is missing at /run/secrets/absent.json. Mount it there,"
            + " or name another place.",
        analysis.getDescription());
    assertEquals("Check the mount, and the property that names the file.", analysis.getAction());
  }

  @Test
  void a_list_of_API_keys_is_broken() throws Exception {
    Path file = Files.writeString(mount.resolve("keys.json"), "{\"keys\":[{\"id\":1}]}");
    FailureAnalysis analysis = failingWithKeys("hauberk.api-keys.partners.file=" + file);
    assertEquals(
        "hauberk.api-keys.partners names the list "
            + file
            + ", which cannot be used: /keys/0/id is not a string",
        analysis.getDescription());
    assertEquals(
        "Correct the list; docs/api-keys.md describes its form, and apikey new of the command line"
            + " writes it.",
        analysis.getAction());
  }

  @Test
  void a_contract_takes_API_keys_and_there_is_no_list() throws Exception {
    Path file =
        Files.writeString(
            mount.resolve("keys.yaml"),
            """
            openapi: 3.1.0
            info: {title: Keys, version: '1'}
            security: [{key: []}]
            paths: {/orders: {get: {responses: {'200': {description: ok}}}}}
            components:
              securitySchemes:
                key: {type: apiKey, in: header, name: X-API-Key}
            """);
    assertEquals(
        """
        Hauberk cannot protect this service:

          - Contract 'Keys': security scheme 'key' needs a list of API keys, and there is none. Add one under hauberk.api-keys.\
        """,
        failingWithKeys("hauberk.contract=file:" + file).getDescription());
  }

  @Test
  void a_certificate_profile_does_not_say_how_callers_are_known() throws Exception {
    FailureAnalysis analysis =
        failingWithKeys("hauberk.certificates.mesh.authorities=/run/spiffe/bundle.pem");
    assertEquals(
        "hauberk.certificates.mesh does not say how callers are known.", analysis.getDescription());
    assertEquals(
        "Set exactly one of hauberk.certificates.mesh.trust-domain, for SPIFFE, and .subject, for"
            + " other certificates.",
        analysis.getAction());
    FailureAnalysis twice =
        failingWithKeys(
            "hauberk.certificates.mesh.authorities=/run/spiffe/bundle.pem",
            "hauberk.certificates.mesh.trust-domain=prod.example",
            "hauberk.certificates.mesh.subject=dns");
    assertEquals(
        "hauberk.certificates.mesh says twice how callers are known.", twice.getDescription());
  }

  @Test
  void a_certificate_profile_names_no_authorities() throws Exception {
    FailureAnalysis analysis =
        failingWithKeys("hauberk.certificates.mesh.trust-domain=prod.example");
    assertEquals("hauberk.certificates.mesh names no authorities.", analysis.getDescription());
    assertEquals(
        "Set hauberk.certificates.mesh.authorities to a mounted file with their certificates.",
        analysis.getAction());
  }

  @Test
  void a_trust_domain_is_written_as_an_id() throws Exception {
    FailureAnalysis analysis =
        failingWithKeys(
            "hauberk.certificates.mesh.authorities=/run/spiffe/bundle.pem",
            "hauberk.certificates.mesh.trust-domain=spiffe://prod.example");
    assertEquals(
        "hauberk.certificates.mesh cannot be used: hauberk.certificates.mesh.trust-domain must be"
            + " the name of a SPIFFE trust domain in lower case, without spiffe://, such as"
            + " prod.example.",
        analysis.getDescription());
  }

  @Test
  void the_file_of_authorities_is_not_there() throws Exception {
    FailureAnalysis analysis =
        failingWithKeys(
            "hauberk.certificates.mesh.authorities=/run/spiffe/absent.pem",
            "hauberk.certificates.mesh.trust-domain=prod.example");
    assertEquals(
        "Secret 'hauberk.certificates.mesh.authorities' is missing at /run/spiffe/absent.pem. Mount"
            + " it there, or name another place.",
        analysis.getDescription());
  }

  @Test
  void the_file_of_authorities_holds_none() throws Exception {
    Path file = Files.writeString(mount.resolve("bundle.pem"), "nothing");
    FailureAnalysis analysis =
        failingWithKeys(
            "hauberk.certificates.mesh.authorities=" + file,
            "hauberk.certificates.mesh.trust-domain=prod.example");
    assertEquals(
        "hauberk.certificates.mesh.authorities names "
            + file
            + ", which cannot be used: the file 'bundle.pem' holds no certificate: mount 'BEGIN"
            + " CERTIFICATE' blocks and nothing else, or a SPIFFE bundle",
        analysis.getDescription());
    assertEquals(
        "Mount the certificates of those who vouch for callers; docs/certificates.md says how.",
        analysis.getAction());
  }

  @Test
  void proxies_are_believed_and_nothing_says_what_they_write() throws Exception {
    FailureAnalysis analysis = failingWithKeys("hauberk.client-certificates.peers=10.0.0.0/8");
    assertEquals(
        "hauberk.client-certificates.peers is set, and nothing says what these proxies write.",
        analysis.getDescription());
    FailureAnalysis nobody = failingWithKeys("hauberk.client-certificates.header=client-cert");
    assertEquals(
        "hauberk.client-certificates cannot be used: peers is empty: list the addresses of the"
            + " proxies that are believed.",
        nobody.getDescription());
  }

  @Test
  void the_contract_asks_for_certificates_that_nobody_can_bring() throws Exception {
    Path contract =
        Files.writeString(
            mount.resolve("mesh.yaml"),
            """
            openapi: 3.1.0
            info: {title: Mesh, version: '1'}
            security: [{mesh: []}]
            paths: {/a: {get: {responses: {'200': {description: ok}}}}}
            components: {securitySchemes: {mesh: {type: mutualTLS}}}
            """);
    FailureAnalysis analysis = failingWithKeys("hauberk.contract=file:" + contract);
    assertEquals(
        """
        Hauberk cannot protect this service:

          - Contract 'Mesh': security scheme 'mesh' needs a certificate profile, and there is none. Add one under hauberk.certificates.\
        """,
        analysis.getDescription());
  }

  @Test
  void the_contract_is_not_where_it_should_be() throws Exception {
    FailureAnalysis analysis = failingWithKeys("hauberk.contract=classpath:absent.yaml");
    assertEquals(
        "hauberk.contract names classpath:absent.yaml, which does not exist.",
        analysis.getDescription());
    assertEquals(
        "Set it to a resource location such as classpath:openapi.yaml or"
            + " file:/etc/orders/openapi.yaml.",
        analysis.getAction());
  }

  @Test
  void the_contract_is_broken() throws Exception {
    Path file = Files.writeString(mount.resolve("broken.yaml"), "openapi: 3.1.0\ninfo: {}\n");
    FailureAnalysis analysis = failingWithKeys("hauberk.contract=file:" + file);
    assertTrue(
        analysis.getDescription().startsWith("Contract 'broken.yaml' cannot be used ("),
        analysis.getDescription());
    assertEquals(
        "Correct the contract at the places above; they are pointers into the document.",
        analysis.getAction());
  }

  @Test
  void contract_and_contracts_are_both_set() throws Exception {
    FailureAnalysis analysis =
        failingWithKeys(
            "hauberk.contract=classpath:openapi.yaml",
            "hauberk.contracts[0].location=classpath:openapi.yaml");
    assertEquals("hauberk.contract and hauberk.contracts are both set.", analysis.getDescription());
  }

  @Test
  void a_proxy_is_not_a_network() throws Exception {
    assertTrue(
        failingWithKeys("hauberk.proxies=gateway")
            .getDescription()
            .startsWith("hauberk.proxies cannot be used:"));
  }

  @Test
  void an_origin_is_a_wildcard() throws Exception {
    assertTrue(
        failingWithKeys("hauberk.cors.origins=*")
            .getDescription()
            .startsWith("hauberk.cors cannot be used:"));
  }

  @Test
  void what_is_not_ours_is_left_to_others() {
    assertNull(new HauberkFailureAnalyzer().analyze(new IllegalStateException("something else")));
  }
}
