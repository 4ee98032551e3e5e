package io.hauberk.spring;

import static java.util.Objects.requireNonNull;

import io.hauberk.outbound.ClientAuthentication;
import io.hauberk.outbound.CredentialSource;
import io.hauberk.outbound.OutboundCredentials;
import io.hauberk.outbound.PrivateKeyJwt;
import io.hauberk.outbound.TokenFile;
import io.hauberk.outbound.TokenGrant;
import io.hauberk.secret.MountedTls;
import io.hauberk.spring.HauberkProperties.GrantType;
import io.hauberk.spring.HauberkProperties.Outbound;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns {@code hauberk.outbound} into credentials. */
final class OutboundSources {

  private final Function<String, MountedTls> mounted;

  /**
   * Those of this application.
   *
   * @param mounted the pairs of {@code hauberk.secrets.tls} by name; throws
   *     IllegalArgumentException if there is none
   */
  OutboundSources(Function<String, MountedTls> mounted) {
    this.mounted = mounted;
  }

  /** Adds the credentials that the properties describe. */
  OutboundCredentials.Builder add(
      Map<String, Outbound> outbound, OutboundCredentials.Builder builder) {
    new TreeMap<>(outbound)
        .forEach((name, one) -> SetupException.from(property(name), () -> add(name, one, builder)));
    return builder;
  }

  private OutboundCredentials.Builder add(
      String name, Outbound one, OutboundCredentials.Builder builder) {
    String[] destinations = one.destinations().toArray(String[]::new);
    String tls = one.tls();
    if (tls != null) {
      builder.identity(pair(property(name) + ".tls", tls), destinations);
    }
    CredentialSource source = source(name, one);
    if (source == null) {
      return builder;
    }
    return one.insecureHttp()
        ? builder.insecureCredential(name, source, destinations)
        : builder.credential(name, source, destinations);
  }

  private MountedTls pair(String property, String name) {
    return SetupException.from(property, () -> mounted.apply(name));
  }

  /** Null where a certificate is all that is shown. */
  private @Nullable CredentialSource source(String name, Outbound one) {
    Path tokenFile = one.tokenFile();
    URI tokenUri = one.tokenUri();
    if (tokenFile == null && tokenUri == null && one.tls() != null) {
      return null;
    }
    if ((tokenFile == null) == (tokenUri == null)) {
      throw new SetupException(
          property(name)
              + (tokenFile == null
                  ? " says nothing of where its token comes from."
                  : " says in two ways where its token comes from."),
          "Set exactly one of %1$s.token-uri and %1$s.token-file.".formatted(property(name)));
    }
    return tokenFile == null
        ? grant(name, one, requireNonNull(tokenUri, "one is given"))
        : TokenFile.at(tokenFile);
  }

  private TokenGrant grant(String name, Outbound one, URI tokenUri) {
    TokenGrant.Builder grant =
        one.grantType() == GrantType.TOKEN_EXCHANGE
            ? TokenGrant.exchange(tokenUri)
            : TokenGrant.clientCredentials(tokenUri);
    grant
        .addresses(one.tokenAddresses().toArray(String[]::new))
        .client(client(name, one))
        .scope(one.scope().toArray(String[]::new))
        .audience(one.audience().toArray(String[]::new))
        .resource(one.resource().toArray(URI[]::new));
    Path subject = one.subjectTokenFile();
    if (subject != null) {
      grant.subjectTokenFile(subject);
    }
    Path actor = one.actorTokenFile();
    if (actor != null) {
      grant.actorTokenFile(actor);
    }
    if (one.dpop()) {
      grant.dpop();
    }
    Duration maxWait = one.maxWait();
    return (maxWait == null ? grant : grant.maxWait(maxWait)).build();
  }

  private ClientAuthentication client(String name, Outbound one) {
    String clientId = one.clientId();
    Path secret = one.clientSecretFile();
    Path key = one.privateKeyFile();
    Path assertion = one.clientAssertionFile();
    String certificate = one.clientTls();
    long given = Stream.of(secret, key, assertion, certificate).filter(Objects::nonNull).count();
    if (clientId == null || given != 1) {
      throw new SetupException(
          property(name)
              + (given > 1
                  ? " says in more than one way which client asks for its token."
                  : " does not say which client asks for its token."),
          "Set %1$s.client-id, and exactly one of %1$s.client-secret-file, .private-key-file, .client-assertion-file and .client-tls."
              .formatted(property(name)));
    }
    if (key != null) {
      return privateKey(name, one, clientId, key);
    }
    if (certificate != null) {
      return ClientAuthentication.certificate(
          clientId, pair(property(name) + ".client-tls", certificate));
    }
    if (assertion != null) {
      return ClientAuthentication.assertionFile(clientId, assertion);
    }
    Path file = requireNonNull(secret, "one is given");
    return one.clientSecretInBody()
        ? ClientAuthentication.secretPost(clientId, file)
        : ClientAuthentication.secretBasic(clientId, file);
  }

  private static ClientAuthentication privateKey(
      String name, Outbound one, String clientId, Path key) {
    String audience = one.assertionAudience();
    if (audience == null) {
      throw new SetupException(
          property(name) + " does not say for whom the assertions of its client are.",
          "Set %s.assertion-audience to the issuer identifier of the server."
              .formatted(property(name)));
    }
    PrivateKeyJwt authentication =
        ClientAuthentication.privateKeyJwt(clientId, key, audience).withType(one.assertionType());
    String keyId = one.keyId();
    if (keyId != null) {
      authentication = authentication.withKeyId(keyId);
    }
    String algorithm = one.signingAlgorithm();
    return algorithm == null ? authentication : authentication.withAlgorithm(algorithm);
  }

  private static String property(String name) {
    return HauberkProperties.PREFIX + ".outbound." + name;
  }
}
