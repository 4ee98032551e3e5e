package io.hauberk.outbound;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that an authorization server grants to this service as a client of its own ({@code
 * client_credentials}).
 *
 * <pre>{@code
 * TokenGrant.clientCredentials(URI.create("https://issuer.example/token"))
 *     .client(ClientAuthentication.secretBasic("orders", Path.of("/run/secrets/issuer/client-secret")))
 *     .scope("stock:read")
 *     .build()
 * }</pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-4.4">RFC 6749, 4.4</a>
 */
public final class TokenGrant extends CredentialSource {
  /** How long a call waits for a token, where nothing else is configured: 2 seconds. */
  public static final Duration DEFAULT_MAX_WAIT = Duration.ofSeconds(2);

  private final URI tokenUri;
  private final ClientAuthentication client;
  private final List<String> scope;
  private final List<String> audience;
  private final List<URI> resource;
  private final Duration maxWait;

  /**
   * Begins a grant to this service itself.
   *
   * @param tokenUri the token endpoint of the authorization server: https, or http to this machine
   */
  public static Builder clientCredentials(URI tokenUri) {
    return new Builder(requireNonNull(tokenUri, "tokenUri"));
  }

  private TokenGrant(Builder from, ClientAuthentication client) {
    this.tokenUri = from.tokenUri;
    this.client = client;
    this.scope = List.copyOf(from.scope);
    this.audience = List.copyOf(from.audience);
    this.resource = List.copyOf(from.resource);
    this.maxWait = from.maxWait;
  }

  URI tokenUri() {
    return tokenUri;
  }

  @Override
  TokenSupply open(Opening opening) {
    opening.fetcher().requireAllowed(opening.property("token-uri"), tokenUri);
    ClientAuthentication.Proof proof = client.open(opening);
    TokenEndpoint endpoint =
        new TokenEndpoint(
            tokenUri,
            opening,
            () -> {
              TokenForm form = new TokenForm().add("grant_type", "client_credentials");
              addTarget(form);
              proof.addTo(form);
              return form;
            });
    return new MintedTokens(
        endpoint, opening.news(), opening.clock(), opening.jitter(), maxWait.toMillis());
  }

  private void addTarget(TokenForm form) {
    if (!scope.isEmpty()) {
      form.add("scope", String.join(" ", scope));
    }
    audience.forEach(one -> form.add("audience", one));
    resource.forEach(one -> form.add("resource", one.toString()));
  }

  /** Gathers what is asked of an authorization server. */
  public static final class Builder {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final URI tokenUri;
    private final List<String> scope = new ArrayList<>();
    private final List<String> audience = new ArrayList<>();
    private final List<URI> resource = new ArrayList<>();
    private Duration maxWait = DEFAULT_MAX_WAIT;
    private @Nullable ClientAuthentication client;

    private Builder(URI tokenUri) {
      this.tokenUri = tokenUri;
    }

    /** Which client asks, and how it proves that; required. */
    public Builder client(ClientAuthentication client) {
      this.client = requireNonNull(client, "client");
      return this;
    }

    /**
     * What the token shall be good for; without it, what the server decides.
     *
     * @param scope scope tokens (RFC 6749, 3.3)
     * @throws IllegalArgumentException if one is empty, or holds a space, a quotation mark, a
     *     backslash or anything beyond printable ASCII
     */
    public Builder scope(String... scope) {
      for (String one : scope) {
        if (one.isEmpty() || !one.chars().allMatch(Builder::isScopeCharacter)) {
          throw new IllegalArgumentException(
              "scope holds something that is no scope token (RFC 6749, 3.3): name each scope by"
                  + " itself, without spaces");
        }
        this.scope.add(one);
      }
      return this;
    }

    private static boolean isScopeCharacter(int c) {
      return c > 0x20 && c < 0x7f && c != '"' && c != '\\';
    }

    /** For whom the token shall be, by the name that the server knows (RFC 8693, 2.1). */
    public Builder audience(String... audience) {
      this.audience.addAll(List.of(audience));
      return this;
    }

    /**
     * For whom the token shall be, by URI (RFC 8707, 2).
     *
     * @throws IllegalArgumentException if one is not absolute, or has a fragment
     */
    public Builder resource(URI... resource) {
      for (URI one : resource) {
        if (!one.isAbsolute() || one.getRawFragment() != null) {
          throw new IllegalArgumentException(
              "resource must be absolute URIs without a fragment (RFC 8707, 2)");
        }
        this.resource.add(one);
      }
      return this;
    }

    /**
     * How long a call waits for a token when none is at hand. Default 2 seconds.
     *
     * @param maxWait from one millisecond to 30 seconds
     * @throws IllegalArgumentException if it is outside of that range
     */
    public Builder maxWait(Duration maxWait) {
      if (maxWait.toMillis() < 1 || maxWait.compareTo(LONGEST_WAIT) > 0) {
        throw new IllegalArgumentException(
            "max-wait must be between 1 ms and 30 s, was " + maxWait);
      }
      this.maxWait = maxWait;
      return this;
    }

    /**
     * The grant.
     *
     * @throws IllegalArgumentException if no client is named
     */
    public TokenGrant build() {
      if (client == null) {
        throw new IllegalArgumentException(
            "no client authentication is given: name a client-id, and a client-secret-file or"
                + " private-key-file");
      }
      return new TokenGrant(this, client);
    }
  }
}
