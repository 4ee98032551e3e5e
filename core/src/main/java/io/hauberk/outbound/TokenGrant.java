package io.hauberk.outbound;

import static java.util.Objects.requireNonNull;

import io.hauberk.fetch.FetchTerms;
import io.hauberk.secret.SecretHandle;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that an authorization server grants to this service: as a client of its own ({@code
 * client_credentials}), or in exchange for a token of whom it calls for (RFC 8693).
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

  private static final String JWT = "urn:ietf:params:oauth:token-type:jwt";
  private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

  private final URI tokenUri;
  private final FetchTerms terms;
  private final boolean exchange;
  private final ClientAuthentication client;
  private final @Nullable Path subjectTokenFile;
  private final @Nullable Path actorTokenFile;
  private final boolean dpop;
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
    return new Builder(requireNonNull(tokenUri, "tokenUri"), false);
  }

  /**
   * Begins an exchange (RFC 8693): of the token in {@link Builder#subjectTokenFile}, or, without
   * one, of the token that {@link OutboundCredentials#onBehalfOf} is given.
   *
   * @param tokenUri the token endpoint of the authorization server: https, or http to this machine
   * @see <a href="https://www.rfc-editor.org/rfc/rfc8693#section-2">RFC 8693, 2</a>
   */
  public static Builder exchange(URI tokenUri) {
    return new Builder(requireNonNull(tokenUri, "tokenUri"), true);
  }

  private TokenGrant(Builder from, ClientAuthentication client) {
    this.tokenUri = from.tokenUri;
    this.terms = from.terms;
    this.exchange = from.exchange;
    this.client = client;
    this.subjectTokenFile = from.subjectTokenFile;
    this.actorTokenFile = from.actorTokenFile;
    this.dpop = from.dpop;
    this.scope = List.copyOf(from.scope);
    this.audience = List.copyOf(from.audience);
    this.resource = List.copyOf(from.resource);
    this.maxWait = from.maxWait;
  }

  @Override
  TokenSupply open(Opening opening) {
    FetchTerms terms = terms(opening);
    ClientAuthentication.Proof proof = client.open(opening);
    DpopProofs proofs = dpop ? new DpopProofs(opening.clock()) : null;
    if (!exchange) {
      return tokens(
          opening,
          terms,
          proofs,
          opening.news(),
          () -> request(new TokenForm().add("grant_type", "client_credentials"), proof));
    }
    SecretHandle<String> actor =
        actorTokenFile == null
            ? null
            : opening.mounted("actor-token-file", actorTokenFile, FileToken::read);
    if (subjectTokenFile != null) {
      SecretHandle<String> subject =
          opening.mounted("subject-token-file", subjectTokenFile, FileToken::read);
      return tokens(
          opening,
          terms,
          proofs,
          opening.news(),
          () -> request(exchange(subject.refresh(), JWT, actor), proof));
    }
    return new SubjectTokens(
        subject ->
            tokens(
                opening,
                terms,
                proofs,
                CredentialNews.untold(opening.name(), opening.clock()),
                () -> request(exchange(subject, ACCESS_TOKEN, actor), proof)),
        proofs);
  }

  /** How its token endpoint may be reached; what is allowed here holds for no other grant. */
  private FetchTerms terms(Opening opening) {
    boolean named = tokenUri.getHost() != null; // if not, requireAllowed says so
    boolean inTheClear =
        named && Origin.fault(tokenUri) == null && Origin.of(tokenUri).isInsecure();
    if (inTheClear && !opening.insecureHttp()) {
      throw new IllegalArgumentException(
          opening.property("token-uri")
              + " is not https: anybody between here and there could read what proves the client,"
              + " and answer for the server. Use https, or, only where a service mesh encrypts the"
              + " way, allow http by "
              + opening.property("insecure-http"));
    }
    FetchTerms reached = inTheClear ? terms.withInsecureHttp(tokenUri.getHost()) : terms;
    opening.fetcher().requireAllowed(opening.property("token-uri"), tokenUri, reached);
    SSLContext handshake = client.handshake();
    if (handshake == null) {
      return reached;
    }
    if (!"https".equalsIgnoreCase(tokenUri.getScheme())) {
      throw new IllegalArgumentException(
          opening.property("token-uri")
              + " is not https, and a certificate that proves the client is shown there alone: use"
              + " https, or prove the client in another way");
    }
    return reached.withTrust(handshake);
  }

  private TokenSupply tokens(
      Opening opening,
      FetchTerms terms,
      @Nullable DpopProofs proofs,
      CredentialNews news,
      Supplier<TokenForm> request) {
    return new MintedTokens(
        new TokenEndpoint(tokenUri, terms, opening, proofs, request),
        proofs,
        news,
        opening.clock(),
        opening.jitter(),
        maxWait.toMillis());
  }

  private static TokenForm exchange(
      String subject, String type, @Nullable SecretHandle<String> actor) {
    TokenForm form =
        new TokenForm()
            .add("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange")
            .add("subject_token", subject)
            .add("subject_token_type", type)
            .add("requested_token_type", ACCESS_TOKEN);
    return actor == null
        ? form
        : form.add("actor_token", actor.refresh()).add("actor_token_type", JWT);
  }

  private TokenForm request(TokenForm form, ClientAuthentication.Proof proof) {
    addTarget(form);
    proof.addTo(form);
    return form;
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
    private final boolean exchange;
    private final List<String> scope = new ArrayList<>();
    private final List<String> audience = new ArrayList<>();
    private final List<URI> resource = new ArrayList<>();
    private FetchTerms terms = FetchTerms.DEFAULT;
    private Duration maxWait = DEFAULT_MAX_WAIT;
    private @Nullable ClientAuthentication client;
    private @Nullable Path subjectTokenFile;
    private @Nullable Path actorTokenFile;
    private boolean dpop;

    private Builder(URI tokenUri, boolean exchange) {
      this.tokenUri = tokenUri;
      this.exchange = exchange;
    }

    /**
     * Allows private addresses of the token endpoint in these ranges. Without, it is at a public
     * address, or its URI says {@code localhost} or a loopback address.
     *
     * @param ranges for example {@code 10.0.0.0/8} or {@code fd12::/16}
     * @throws IllegalArgumentException if one is no range of addresses
     */
    public Builder addresses(String... ranges) {
      terms = terms.withAddresses(ranges);
      return this;
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
     * Exchanges the token in this mounted file, which others keep fresh.
     *
     * @param file holds a JWT, such as a projected service-account token of Kubernetes
     */
    public Builder subjectTokenFile(Path file) {
      subjectTokenFile = requireNonNull(file, "file");
      return this;
    }

    /**
     * Says who acts for the subject of an exchange, by the token in this mounted file (RFC 8693,
     * 1.1).
     *
     * @param file holds a JWT
     */
    public Builder actorTokenFile(Path file) {
      actorTokenFile = requireNonNull(file, "file");
      return this;
    }

    /**
     * Binds the tokens to a key of this process, whose possession each call proves (RFC 9449): who
     * steals a token cannot use it. The server must issue tokens of the type {@code DPoP}.
     */
    public Builder dpop() {
      dpop = true;
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
     * @throws IllegalArgumentException if no client is named, or a subject or actor where nothing
     *     is exchanged
     */
    public TokenGrant build() {
      if (client == null) {
        throw new IllegalArgumentException(
            "no client authentication is given: name a client-id, and a client-secret-file,"
                + " private-key-file or client-tls");
      }
      if (!exchange && (subjectTokenFile != null || actorTokenFile != null)) {
        throw new IllegalArgumentException(
            "client credentials have neither subject nor actor: exchange tokens, or leave these out");
      }
      return new TokenGrant(this, client);
    }
  }
}
