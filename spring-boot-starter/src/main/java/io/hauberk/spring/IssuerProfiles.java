package io.hauberk.spring;

import io.hauberk.fetch.HttpFetcher;
import io.hauberk.identity.Discovery;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.identity.JwsAlgorithm;
import io.hauberk.identity.KeyRefresh;
import io.hauberk.identity.KeyServer;
import io.hauberk.identity.KeySource;
import io.hauberk.spring.HauberkProperties.Issuer;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;

/** Turns {@code hauberk.issuers} into issuer profiles. */
final class IssuerProfiles {
  private final HttpFetcher fetcher;

  IssuerProfiles(HttpFetcher fetcher) {
    this.fetcher = fetcher;
  }

  /** The profiles that the properties describe, by name. */
  TrustedIssuers of(HauberkProperties properties) {
    return new TrustedIssuers(
        new TreeMap<>(properties.issuers())
            .entrySet().stream().map(entry -> profile(entry.getKey(), entry.getValue())).toList());
  }

  private IssuerProfile profile(String name, Issuer issuer) {
    String property = HauberkProperties.PREFIX + ".issuers." + name;
    return SetupException.from(
        property, () -> describe(name, issuer).keys(keys(property, issuer)).build());
  }

  /** All that the properties say of an issuer, its keys excepted. */
  private static IssuerProfile.Builder describe(String name, Issuer issuer) {
    IssuerProfile.Builder profile = begin(name, issuer);
    if (issuer.issuer() != null) {
      profile.issuer(issuer.issuer());
    }
    profile.audience(issuer.audience().toArray(String[]::new));
    if (!issuer.algorithms().isEmpty()) {
      profile.algorithms(algorithms(issuer.algorithms()));
    }
    if (issuer.acceptUntypedTokens()) {
      profile.acceptUntypedTokens();
    }
    if (issuer.dpop()) {
      profile.acceptDpop();
    }
    if (issuer.requireBinding()) {
      profile.requireBinding();
    }
    if (issuer.clockSkew() != null) {
      profile.clockSkew(issuer.clockSkew());
    }
    if (issuer.maxLifetime() != null) {
      profile.maxLifetime(issuer.maxLifetime());
    }
    if (issuer.maxAge() != null) {
      profile.maxAge(issuer.maxAge());
    }
    if (issuer.scopeClaim() != null) {
      profile.scopeClaim(issuer.scopeClaim());
    }
    if (issuer.scopeListClaim() != null) {
      profile.scopeListClaim(issuer.scopeListClaim());
    }
    DataSize maxTokenSize = issuer.maxTokenSize();
    if (maxTokenSize != null) {
      profile.maxTokenBytes((int) Math.min(maxTokenSize.toBytes(), Integer.MAX_VALUE));
    }
    Path revocations = issuer.revocations();
    if (revocations != null) {
      profile.revocations(revocations);
    }
    return profile;
  }

  private static IssuerProfile.Builder begin(String name, Issuer issuer) {
    String trustDomain = issuer.trustDomain();
    if (trustDomain == null) {
      return issuer.kubernetes() ? IssuerProfile.kubernetes(name) : IssuerProfile.builder(name);
    }
    if (issuer.kubernetes()) {
      String property = HauberkProperties.PREFIX + ".issuers." + name;
      throw new SetupException(
          property + " takes tokens of two kinds.",
          "Set one of " + property + ".trust-domain and .kubernetes.");
    }
    return IssuerProfile.spiffe(name, trustDomain);
  }

  private static Set<JwsAlgorithm> algorithms(List<String> names) {
    Set<JwsAlgorithm> algorithms = EnumSet.noneOf(JwsAlgorithm.class);
    for (String name : names) {
      algorithms.add(
          JwsAlgorithm.find(name)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "algorithms names '"
                              + name
                              + "', which is not one of "
                              + List.of(JwsAlgorithm.values()).stream()
                                  .map(JwsAlgorithm::joseName)
                                  .toList())));
    }
    return algorithms;
  }

  private KeySource keys(String property, Issuer issuer) {
    URI uri = issuer.jwksUri();
    Path file = issuer.jwksFile();
    Discovery discovery = issuer.discovery();
    Path bundle = issuer.bundleFile();
    List<Path> pem = issuer.pemFile();
    long given =
        Stream.of(uri != null, discovery != null, file != null, bundle != null, !pem.isEmpty())
            .filter(isGiven -> isGiven)
            .count();
    if (given != 1) {
      throw new SetupException(
          property + (given == 0 ? " names no keys." : " names keys in more than one way."),
          "Set exactly one of "
              + property
              + ".jwks-uri, .discovery, .jwks-file, .pem-file and .bundle-file.");
    }
    if (uri != null) {
      return KeySource.jwks(uri, server(issuer.keys()), refresh(issuer));
    }
    if (discovery != null) {
      String name = issuer.issuer() == null ? "" : issuer.issuer();
      return KeySource.discovery(name, discovery, server(issuer.keys()), refresh(issuer));
    }
    if (bundle != null) {
      return KeySource.spiffeBundle(bundle);
    }
    return file == null ? KeySource.pemFiles(pem.toArray(Path[]::new)) : KeySource.jwksFile(file);
  }

  private KeyServer server(HauberkProperties.Keys keys) {
    KeyServer server =
        KeyServer.reachedBy(fetcher).withAddresses(keys.addresses().toArray(String[]::new));
    Path certificates = keys.trustCertificates();
    if (certificates != null) {
      server = server.withTrustCertificates(certificates);
    }
    Path token = keys.tokenFile();
    return token == null ? server : server.withTokenFile(token);
  }

  private static KeyRefresh refresh(Issuer issuer) {
    HauberkProperties.Keys keys = issuer.keys();
    KeyRefresh byDefault = KeyRefresh.DEFAULT;
    return new KeyRefresh(
        keys.refreshEvery() == null ? byDefault.every() : keys.refreshEvery(),
        keys.unknownKeyCooldown() == null ? byDefault.cooldown() : keys.unknownKeyCooldown(),
        keys.maxStale() == null ? byDefault.maxStale() : keys.maxStale(),
        keys.maxWait() == null ? byDefault.maxWait() : keys.maxWait(),
        issuer.lazyKeys());
  }
}
