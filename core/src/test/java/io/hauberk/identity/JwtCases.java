package io.hauberk.identity;

import static io.hauberk.identity.TestKeys.RSA2;
import static io.hauberk.identity.TestKeys.set;
import static io.hauberk.identity.TestToken.t0;

import io.hauberk.request.HandClock;
import io.hauberk.request.RequestHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The recipes of {@code attacks/jwt-cases.md} as requests, by the number of their row. */
abstract class JwtCases {

  /** A request, and what the service trusts when it comes. */
  record Attempt(RequestHead head, String keySet, UnaryOperator<IssuerProfile.Builder> profile) {

    /** Whether a service that trusts {@link JwtRequests#profile} is meant. */
    boolean isUsual() {
      return keySet.equals(TestKeys.TRUSTED) && profile == TRUSTED;
    }

    /** The answer; the key set may be refused, which is what some rows are about. */
    Authentication answer() {
      Authenticator authenticator =
          isUsual() ? USUAL : authenticator(keySet, profile); // keys cost time
      return authenticator.authenticate(head);
    }
  }

  static final UnaryOperator<IssuerProfile.Builder> TRUSTED = UnaryOperator.identity();
  private static final Authenticator USUAL = authenticator(TestKeys.TRUSTED, TRUSTED);

  private static Authenticator authenticator(
      String keySet, UnaryOperator<IssuerProfile.Builder> profile) {
    IssuerProfile.Builder builder =
        IssuerProfile.builder("main")
            .issuer(TestToken.ISSUER)
            .audience(TestToken.AUDIENCE)
            .algorithms(JwsAlgorithm.RS256, JwsAlgorithm.ES256, JwsAlgorithm.EDDSA)
            .keys(KeySource.jwks(TestKeys.octets(keySet)));
    return Authenticator.builder()
        .profile(profile.apply(builder).build())
        .profile(
            IssuerProfile.builder("other")
                .issuer("https://b.example")
                .audience(TestToken.AUDIENCE)
                .keys(KeySource.jwks(TestKeys.octets(set(TestKeys.rsaJwk("rsa1", RSA2, "RS256")))))
                .build())
        .clock(HandClock.at("2026-01-01T00:00:00Z"))
        .build();
  }

  static final String T0 = t0().sign();

  private final Map<String, List<Attempt>> rows = new LinkedHashMap<>();

  static Map<String, List<Attempt>> all() {
    Map<String, List<Attempt>> all = new TreeMap<>();
    for (JwtCases part :
        List.of(
            new JwtHeaderCases(),
            new JwtTextCases(),
            new JwtSignatureCases(),
            new JwtClaimCases())) {
      part.build();
      all.putAll(part.rows);
    }
    return all;
  }

  /** Adds the rows of this part. */
  abstract void build();

  void row(int id, String... tokens) {
    row(id, Arrays.stream(tokens).map(TestHead::bearing).toArray(TestHead[]::new));
  }

  void row(int id, TestHead... heads) {
    for (TestHead head : heads) {
      attempt(id, new Attempt(head, TestKeys.TRUSTED, TRUSTED));
    }
  }

  /** With one more key beside the trusted ones. */
  void rowWithKey(int id, String jwk, String... tokens) {
    String keys = TestKeys.TRUSTED.replace("]}", "," + jwk + "]}");
    for (String token : tokens) {
      attempt(id, new Attempt(TestHead.bearing(token), keys, UnaryOperator.identity()));
    }
  }

  void attempt(int id, Attempt attempt) {
    rows.computeIfAbsent(String.format(Locale.ROOT, "J%03d", id), key -> new ArrayList<>())
        .add(attempt);
  }

  static String json(String text) {
    return '"' + text + '"';
  }

  static TestToken alg(String name) {
    return t0().head("alg", json(name));
  }

  static TestToken kid(String name) {
    return t0().head("kid", json(name));
  }
}
