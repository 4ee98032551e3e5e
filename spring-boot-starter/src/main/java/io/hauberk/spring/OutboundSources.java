package io.hauberk.spring;

import io.hauberk.outbound.ClientAuthentication;
import io.hauberk.outbound.CredentialSource;
import io.hauberk.outbound.OutboundCredentials;
import io.hauberk.outbound.TokenFile;
import io.hauberk.outbound.TokenGrant;
import io.hauberk.spring.HauberkProperties.Outbound;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns {@code hauberk.outbound} into credentials. */
final class OutboundSources {

  /** Adds the credentials that the properties describe. */
  static OutboundCredentials.Builder add(
      Map<String, Outbound> outbound, OutboundCredentials.Builder builder) {
    new TreeMap<>(outbound)
        .forEach((name, one) -> SetupException.from(property(name), () -> add(name, one, builder)));
    return builder;
  }

  private static OutboundCredentials.Builder add(
      String name, Outbound one, OutboundCredentials.Builder builder) {
    String[] destinations = one.destinations().toArray(String[]::new);
    CredentialSource source = source(name, one);
    return one.insecureHttp()
        ? builder.insecureCredential(name, source, destinations)
        : builder.credential(name, source, destinations);
  }

  private static CredentialSource source(String name, Outbound one) {
    Path tokenFile = one.tokenFile();
    URI tokenUri = one.tokenUri();
    if ((tokenFile == null) == (tokenUri == null)) {
      throw new SetupException(
          property(name)
              + (tokenFile == null
                  ? " says nothing of where its token comes from."
                  : " says in two ways where its token comes from."),
          "Set exactly one of %1$s.token-uri and %1$s.token-file.".formatted(property(name)));
    }
    return tokenUri == null ? file(name, tokenFile) : grant(name, one, tokenUri);
  }

  private static CredentialSource file(String name, @Nullable Path tokenFile) {
    if (tokenFile == null) {
      throw new IllegalArgumentException("no token-file is named for " + name);
    }
    return TokenFile.at(tokenFile);
  }

  private static TokenGrant grant(String name, Outbound one, URI tokenUri) {
    TokenGrant.Builder grant =
        TokenGrant.clientCredentials(tokenUri)
            .client(client(name, one))
            .scope(one.scope().toArray(String[]::new))
            .audience(one.audience().toArray(String[]::new))
            .resource(one.resource().toArray(URI[]::new));
    Duration maxWait = one.maxWait();
    return (maxWait == null ? grant : grant.maxWait(maxWait)).build();
  }

  private static ClientAuthentication client(String name, Outbound one) {
    String clientId = one.clientId();
    Path secret = one.clientSecretFile();
    if (clientId == null || secret == null) {
      throw new SetupException(
          property(name) + " does not say which client asks for its token.",
          "Set %1$s.client-id and %1$s.client-secret-file.".formatted(property(name)));
    }
    return one.clientSecretInBody()
        ? ClientAuthentication.secretPost(clientId, secret)
        : ClientAuthentication.secretBasic(clientId, secret);
  }

  private static String property(String name) {
    return HauberkProperties.PREFIX + ".outbound." + name;
  }

  private OutboundSources() {}
}
