package io.hauberk.identity;

import io.hauberk.fetch.FetchResult;
import io.hauberk.fetch.FetchTerms;
import io.hauberk.fetch.HttpFetcher;
import io.hauberk.identity.KeySource.Surroundings;
import io.hauberk.secret.MountedTls;
import io.hauberk.secret.SecretFile;
import io.hauberk.secret.SecretPoller;
import io.hauberk.secret.SecretSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The server that publishes an issuer's keys: at which addresses it may be, who vouches for its
 * certificate, and what it is shown. For one inside of a Kubernetes cluster, for example:
 *
 * <pre>{@code
 * KeyServer.reachedBy(fetcher)
 *     .withAddresses("10.0.0.0/8")
 *     .withTrustCertificates(Path.of("/var/run/secrets/kubernetes.io/serviceaccount/ca.crt"))
 *     .withTokenFile(Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token"))
 * }</pre>
 *
 * <p>Each serves one {@link KeySource}. Its texts in messages use the property names of {@code
 * hauberk.issuers.<name>.keys}.
 */
public final class KeyServer {
  private final HttpFetcher fetcher;
  private final @Nullable Path trustCertificates;
  private final @Nullable Path tokenFile;

  /** Those of a server that configuration does not name. */
  private volatile FetchTerms strangers;

  /** With the bearer token, if there is one. */
  private volatile FetchTerms terms;

  /**
   * A server at public addresses or on this machine, of which nothing special is known. However
   * slow it is, it holds up no other: its fetches stand {@link HttpFetcher#apart() apart}.
   *
   * @param fetcher its bounds hold, and whoever closes it ends the fetches
   */
  public static KeyServer reachedBy(HttpFetcher fetcher) {
    return new KeyServer(fetcher.apart(), FetchTerms.DEFAULT, null, null);
  }

  private KeyServer(
      HttpFetcher fetcher,
      FetchTerms terms,
      @Nullable Path trustCertificates,
      @Nullable Path tokenFile) {
    this.fetcher = fetcher;
    this.trustCertificates = trustCertificates;
    this.tokenFile = tokenFile;
    this.strangers = terms;
    this.terms = terms;
  }

  /**
   * Allows private addresses in these ranges. Without, the server is at a public address, or its
   * URL says {@code localhost} or a loopback address.
   *
   * @param ranges for example {@code 10.0.0.0/8} or {@code fd12::/16}
   * @throws IllegalArgumentException if one is no range of addresses
   */
  public KeyServer withAddresses(String... ranges) {
    return new KeyServer(fetcher, terms.withAddresses(ranges), trustCertificates, tokenFile);
  }

  /**
   * Takes plain http from these hosts, too: only where a service mesh encrypts the way, since
   * whoever stands between could answer for them. Their private addresses have to be listed all the
   * same.
   *
   * @param hosts their exact names, without port: that of the URL, and, where the keys are
   *     discovered, that of what the metadata leads to
   */
  public KeyServer withInsecureHttp(String... hosts) {
    return new KeyServer(fetcher, terms.withInsecureHttp(hosts), trustCertificates, tokenFile);
  }

  /**
   * Believes the server if one of these authorities vouches for it, in place of those that the JVM
   * trusts.
   *
   * @param pem a mounted file of certificates in PEM (RFC 7468), read when the {@link
   *     Authenticator} is built; its rotation is noticed
   */
  public KeyServer withTrustCertificates(Path pem) {
    return new KeyServer(fetcher, terms, pem, tokenFile);
  }

  /**
   * Shows the server a bearer token (RFC 6750, 2.1). Read anew for each fetch; never sent to
   * another scheme, host or port than those that configuration names.
   *
   * @param file a mounted file that holds nothing but the token
   */
  public KeyServer withTokenFile(Path file) {
    return new KeyServer(fetcher, terms, trustCertificates, file);
  }

  /** Reads the files. */
  void open(Surroundings surroundings) {
    String prefix = "hauberk.issuers." + surroundings.profile() + ".keys.";
    if (trustCertificates != null) {
      SecretFile file = SecretFile.at(prefix + "trust-certificates", trustCertificates);
      strangers = strangers.withTrust(trust(surroundings, file));
      terms = strangers;
    }
    if (tokenFile != null) {
      SecretFile token = SecretFile.at(prefix + "token-file", tokenFile);
      BearerCredential.read(token); // so that a missing one is found at the start
      terms = strangers.withBearer(() -> BearerCredential.read(token));
    }
  }

  private static SSLContext trust(Surroundings surroundings, SecretFile file) {
    SecretPoller secrets = surroundings.watcherOf(file.name());
    return MountedTls.ofAuthorities(secrets.open(SecretSource.caBundle(file))).sslContext();
  }

  /**
   * Checks that a URI is one that could be fetched.
   *
   * @param what how the message calls it
   * @throws IllegalArgumentException if not
   */
  void requireAllowed(String what, URI uri) {
    fetcher.requireAllowed(what, uri, strangers);
  }

  /** Fetches what configuration names. */
  CompletionStage<FetchResult> fetch(URI uri) {
    return fetcher.fetch(uri, terms);
  }

  /** Fetches what something else names: nothing that is for the server alone is sent there. */
  CompletionStage<FetchResult> fetchAsStranger(URI uri) {
    return fetcher.fetch(uri, strangers);
  }

  @Override
  public String toString() {
    return "KeyServer[" + strangers + "]";
  }
}
