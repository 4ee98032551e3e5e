package io.hauberk.identity;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that this service believes of one issuer, pinned together: nothing of it is ever taken from a
 * token.
 *
 * <pre>{@code
 * IssuerProfile.builder("customers")
 *     .issuer("https://login.example.com/")
 *     .audience("https://orders.example.com")
 *     .keys(KeySource.jwks(URI.create("https://login.example.com/keys"), fetcher))
 *     .build();
 * }</pre>
 *
 * <p>Its texts in messages use the property names of {@code hauberk.issuers.<name>}.
 */
public final class IssuerProfile implements TrustProfile {
  private final String name;
  private final String issuer;
  private final Set<String> audiences;
  private final Set<JwsAlgorithm> algorithms;
  private final KeySource keys;
  private final TokenKind kind;
  private final Duration clockSkew;
  private final Duration maxLifetime;
  private final @Nullable Duration maxAge;
  private final String scopeClaim;
  private final @Nullable String scopeListClaim;
  private final int maxTokenBytes;
  private final Revocations revocations;
  private final boolean dpop;
  private final boolean bindingRequired;

  /**
   * Begins a profile.
   *
   * @param name how configuration, events and {@link io.hauberk.request.Proof#profile()} call it:
   *     one to 64 of {@code a-z A-Z 0-9 - _ .}
   * @throws IllegalArgumentException if the name is not of that form
   */
  public static Builder builder(String name) {
    return new Builder(name, new AccessTokens(false));
  }

  /**
   * Begins a profile for the JWT-SVIDs of a SPIFFE trust domain. They are told by the trust domain
   * of {@code sub}, which must name a workload; {@code iss} is not read, and {@link Builder#issuer}
   * not given. The keys are those of {@link KeySource#spiffeBundle}.
   *
   * <p>By default all algorithms are taken that JWT-SVIDs may have: all of {@link JwsAlgorithm}
   * except EdDSA.
   *
   * @param name as of {@link #builder}
   * @param trustDomain without scheme, for example {@code prod.example.org}
   * @throws IllegalArgumentException if one of them is not of its form
   */
  public static Builder spiffe(String name, String trustDomain) {
    return new Builder(name, new JwtSvids(trustDomain)).trustDomain(trustDomain);
  }

  /**
   * Begins a profile for the projected service account tokens of a Kubernetes cluster. Their {@code
   * sub} is {@code system:serviceaccount:<namespace>:<name>}, and the claim {@code kubernetes.io}
   * must name the same account. The issuer is that of the cluster; the audience one of this service
   * alone, as it stands in the {@code serviceAccountToken} volumes of its callers.
   *
   * <p>By default RS256, ES256, ES384 and ES512 are taken. That a pod was deleted is not seen:
   * tokens are good until they expire.
   *
   * @param name as of {@link #builder}
   * @throws IllegalArgumentException if the name is not of its form
   */
  public static Builder kubernetes(String name) {
    return new Builder(name, new ServiceAccountTokens());
  }

  private IssuerProfile(Builder from, String issuer, KeySource keys) {
    this.name = from.name;
    this.issuer = issuer;
    this.audiences = Collections.unmodifiableSet(new LinkedHashSet<>(from.audiences));
    this.algorithms =
        Collections.unmodifiableSet(
            EnumSet.copyOf(from.algorithms == null ? from.kind.algorithms() : from.algorithms));
    this.keys = keys;
    this.kind = from.kind;
    this.clockSkew = from.clockSkew;
    this.maxLifetime = from.maxLifetime;
    this.maxAge = from.maxAge;
    this.scopeClaim = from.scopeClaim;
    this.scopeListClaim = from.scopeListClaim;
    this.maxTokenBytes = from.maxTokenBytes;
    this.revocations = new Revocations(from.revocations, from.clockSkew);
    this.dpop = from.dpop;
    this.bindingRequired = from.bindingRequired;
  }

  @Override
  public String name() {
    return name;
  }

  /** The exact {@code iss} of its tokens; for JWT-SVIDs the id of the trust domain. */
  public String issuer() {
    return issuer;
  }

  /** Our names at this issuer; a token must carry one of them in {@code aud}. */
  public Set<String> audiences() {
    return audiences;
  }

  /** The algorithms that its tokens may be signed with. */
  public Set<JwsAlgorithm> algorithms() {
    return algorithms;
  }

  /** Where its keys come from. */
  public KeySource keys() {
    return keys;
  }

  /** Whether tokens that do not say that they are access tokens are taken. */
  public boolean acceptsUntypedTokens() {
    return kind.untyped();
  }

  /** What its tokens are. */
  TokenKind kind() {
    return kind;
  }

  /** Whether tokens that are bound to the key of DPoP proofs are taken. */
  public boolean acceptsDpop() {
    return dpop;
  }

  /** Whether tokens that whoever holds them could use are refused. */
  public boolean requiresBinding() {
    return bindingRequired;
  }

  /** How far the issuer's clock may differ from ours. */
  public Duration clockSkew() {
    return clockSkew;
  }

  /** The longest time from issue to expiry that a token may claim. */
  public Duration maxLifetime() {
    return maxLifetime;
  }

  /** How long after its issue a token is taken, if that is limited. */
  public Optional<Duration> maxAge() {
    return Optional.ofNullable(maxAge);
  }

  /** The claim that holds scopes as one space-delimited string. */
  public String scopeClaim() {
    return scopeClaim;
  }

  /** The claim that holds scopes as an array of strings, if one is read. */
  public Optional<String> scopeListClaim() {
    return Optional.ofNullable(scopeListClaim);
  }

  /** The longest token that is looked at, in octets. */
  public int maxTokenBytes() {
    return maxTokenBytes;
  }

  /** The mounted file that lists which of its tokens are taken back, if one is read. */
  public Optional<Path> revocations() {
    return revocations.file();
  }

  /** Which of its tokens are taken back. */
  Revocations takenBack() {
    return revocations;
  }

  @Override
  public String toString() {
    return "IssuerProfile[" + name + "]";
  }

  /** Gathers a profile; {@link #build} refuses one that leaves something open. */
  public static final class Builder {
    private static final Duration MAX_SKEW = Duration.ofMinutes(5);
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(366);
    private static final int SMALLEST_TOKEN_LIMIT = 256;
    static final int LARGEST_TOKEN_LIMIT = 64 * 1024;

    private final String name;
    private TokenKind kind;
    private @Nullable String issuer;
    private final Set<String> audiences = new LinkedHashSet<>();
    private @Nullable Set<JwsAlgorithm> algorithms;
    private @Nullable KeySource keys;
    private Duration clockSkew = Duration.ofSeconds(60);
    private Duration maxLifetime = Duration.ofHours(24);
    private @Nullable Duration maxAge;
    private String scopeClaim = "scope";
    private @Nullable String scopeListClaim;
    private int maxTokenBytes = 16 * 1024;
    private @Nullable Path revocations;
    private boolean dpop;
    private boolean bindingRequired;

    private Builder(String name, TokenKind kind) {
      if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
        throw new IllegalArgumentException(
            "the name of an issuer profile must be 1 to 64 of a-z A-Z 0-9 - _ . ; rename the entry"
                + " under hauberk.issuers");
      }
      this.name = name;
      this.kind = kind;
    }

    private Builder trustDomain(String trustDomain) {
      if (!SpiffeId.isTrustDomain(trustDomain)) {
        throw new IllegalArgumentException(
            property("trust-domain")
                + " must be 1 to 255 of a-z 0-9 . - _ and have no scheme, for example"
                + " prod.example.org");
      }
      this.issuer = new SpiffeId(trustDomain, "").toString();
      return this;
    }

    /**
     * The exact {@code iss} of the issuer's tokens (RFC 8725, 3.8). Required; compared octet by
     * octet, so a trailing slash matters.
     *
     * @throws IllegalArgumentException if it is empty
     * @throws IllegalStateException if the profile is of a trust domain
     */
    public Builder issuer(String issuer) {
      if (kind instanceof JwtSvids) {
        throw new IllegalStateException(
            property("issuer")
                + " says nothing of JWT-SVIDs, which are told by their trust domain: remove it");
      }
      requireText("issuer", issuer);
      this.issuer = issuer;
      return this;
    }

    /**
     * Our names at the issuer (RFC 8725, 3.9). Required; a token must carry one of them exactly.
     *
     * @throws IllegalArgumentException if one is empty or a wildcard
     */
    public Builder audience(String... audiences) {
      for (String audience : audiences) {
        requireText("audience", audience);
        if (audience.equals("*")) {
          throw new IllegalArgumentException(
              property("audience")
                  + " must not be '*': name this service as the issuer knows it, for example"
                  + " https://orders.example.com");
        }
        this.audiences.add(audience);
      }
      return this;
    }

    /**
     * The algorithms that the issuer signs with (RFC 8725, 3.1). Default {@link
     * JwsAlgorithm#DEFAULTS} for access tokens; each key is bound to its own algorithm besides.
     *
     * @throws IllegalArgumentException if the set is empty
     */
    public Builder algorithms(Set<JwsAlgorithm> algorithms) {
      if (algorithms.isEmpty()) {
        throw new IllegalArgumentException(
            property("algorithms")
                + " is empty, so no token could be verified: name at least one, for example RS256");
      }
      this.algorithms = EnumSet.copyOf(algorithms);
      return this;
    }

    /** As {@link #algorithms(Set)}. */
    public Builder algorithms(JwsAlgorithm... algorithms) {
      return algorithms(Set.copyOf(List.of(algorithms)));
    }

    /** Where the issuer's keys come from. Required. */
    public Builder keys(KeySource keys) {
      this.keys = keys;
      return this;
    }

    /**
     * Takes tokens without {@code typ}, or with {@code typ: JWT}, and without the claims that RFC
     * 9068 requires beyond {@code iss}, {@code sub}, {@code aud} and {@code exp}.
     *
     * <p>Weaker: nothing but the audience then tells an access token from another token of the same
     * issuer (RFC 8725, 3.11). A token with {@code at_hash} or {@code c_hash} is still refused: it
     * is an ID token. For issuers that do not follow RFC 9068; without meaning for JWT-SVIDs and
     * service account tokens, which have types of their own.
     */
    public Builder acceptUntypedTokens() {
      if (kind instanceof AccessTokens) {
        this.kind = new AccessTokens(true);
      }
      return this;
    }

    /**
     * Takes tokens that are bound to the key of DPoP proofs (RFC 9449), each with a proof made for
     * its request. The authenticator then needs {@link DpopOptions}. Default: such tokens are
     * refused.
     */
    public Builder acceptDpop() {
      this.dpop = true;
      return this;
    }

    /**
     * Refuses tokens that are bound to nothing, so that a stolen one is worth nothing. Taken are
     * those that are bound to a client certificate (RFC 8705) and, with {@link #acceptDpop}, to the
     * key of DPoP proofs. Default: plain bearer tokens are taken, too.
     */
    public Builder requireBinding() {
      this.bindingRequired = true;
      return this;
    }

    /**
     * Allows the issuer's clock to differ from ours by up to this much when {@code exp}, {@code
     * nbf} and {@code iat} are judged. Default 60 seconds; zero allows nothing.
     *
     * @param skew from zero to five minutes, both included
     * @throws IllegalArgumentException if {@code skew} is negative or above five minutes
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4">RFC 7519, 4.1.4</a>: "no
     *     more than a few minutes"
     */
    public Builder clockSkew(Duration skew) {
      if (skew.isNegative() || skew.compareTo(MAX_SKEW) > 0) {
        throw new IllegalArgumentException(
            property("clock-skew") + " must be between 0 s and 5 min, was " + skew);
      }
      this.clockSkew = skew;
      return this;
    }

    /**
     * The longest lifetime that a token may claim, from {@code iat} (or now, where it has none) to
     * {@code exp}. Default 24 hours.
     *
     * @param lifetime from one second to 366 days
     * @throws IllegalArgumentException if it is outside of that range
     */
    public Builder maxLifetime(Duration lifetime) {
      requireLifetime("max-lifetime", lifetime);
      this.maxLifetime = lifetime;
      return this;
    }

    /**
     * How long after {@code iat} a token is taken, whatever its {@code exp} says. Default: not
     * limited. Where it is, a token without {@code iat} is refused.
     *
     * @param age from one second to 366 days
     * @throws IllegalArgumentException if it is outside of that range
     */
    public Builder maxAge(Duration age) {
      requireLifetime("max-age", age);
      this.maxAge = age;
      return this;
    }

    /**
     * The claim that holds the scopes as one space-delimited string (RFC 8693, 4.2). Default {@code
     * scope}.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public Builder scopeClaim(String claim) {
      requireText("scope-claim", claim);
      this.scopeClaim = claim;
      return this;
    }

    /**
     * A claim that holds scopes as an array of strings, for example {@code scp}. Default: none is
     * read. May be the same claim as {@link #scopeClaim}, which then may have either form.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public Builder scopeListClaim(String claim) {
      requireText("scope-list-claim", claim);
      this.scopeListClaim = claim;
      return this;
    }

    /**
     * The longest token that is looked at, in octets. Default 16 KiB.
     *
     * @param bytes from 256 to 65 536
     * @throws IllegalArgumentException if it is outside of that range
     */
    public Builder maxTokenBytes(int bytes) {
      if (bytes < SMALLEST_TOKEN_LIMIT || bytes > LARGEST_TOKEN_LIMIT) {
        throw new IllegalArgumentException(
            property("max-token-size") + " must be between 256 and 65536, was " + bytes);
      }
      this.maxTokenBytes = bytes;
      return this;
    }

    /**
     * A mounted file that lists tokens of this issuer that are taken back before they expire: by
     * {@code jti}, by {@code sub}, and by the {@code kid} of the key that signed them. Default:
     * none. Its rotation is noticed; new content that cannot be used leaves the last good list in
     * force.
     *
     * @param file as {@code docs/tokens.md} describes it; read when the {@link Authenticator} is
     *     built
     */
    public Builder revocations(Path file) {
      this.revocations = file;
      return this;
    }

    /**
     * The profile.
     *
     * @throws IllegalStateException if issuer, audience or keys are not given, or do not fit each
     *     other or the kind of tokens; the message names the property
     */
    public IssuerProfile build() {
      String givenIssuer = issuer;
      if (givenIssuer == null) {
        throw open("issuer", "the exact 'iss' of the tokens, as the issuer's metadata spells it");
      }
      if (audiences.isEmpty()) {
        throw open("audience", "this service's name at the issuer, as tokens carry it in 'aud'");
      }
      KeySource givenKeys = keys;
      if (givenKeys == null) {
        throw open("keys", "the URL of the issuer's key set, or a mounted key file");
      }
      requireFitting(givenIssuer, givenKeys);
      return new IssuerProfile(this, givenIssuer, givenKeys);
    }

    private void requireFitting(String givenIssuer, KeySource givenKeys) {
      if (givenKeys.issuer() != null && !givenKeys.issuer().equals(givenIssuer)) {
        throw new IllegalStateException(
            "the issuer profile '%s' has its keys found through the metadata of another issuer: name"
                    .formatted(name)
                + " the same one as in "
                + property("issuer"));
      }
      if (givenKeys.isSpiffeBundle() != kind instanceof JwtSvids) {
        throw new IllegalStateException(
            "the issuer profile '%1$s' must have both or neither of %2$s and %3$s: JWT-SVIDs are"
                    .formatted(name, property("trust-domain"), property("bundle-file"))
                + " verified with the bundle of their trust domain, and nothing else is");
      }
      if (kind instanceof JwtSvids
          && algorithms != null
          && !kind.algorithms().containsAll(algorithms)) {
        throw new IllegalStateException(
            property("algorithms") + " holds EdDSA, which no JWT-SVID has: remove it");
      }
      if (kind instanceof ServiceAccountTokens) {
        audiences.forEach(audience -> requireDedicated(audience, givenIssuer));
      }
    }

    private void requireDedicated(String audience, String givenIssuer) {
      if (ServiceAccountTokens.isOfApiServer(audience, givenIssuer)) {
        throw new IllegalStateException(
            property("audience")
                + " is one of the Kubernetes API server: whoever receives such a token could call the"
                + " API server with it. Choose a name of this service alone, and have its callers"
                + " ask for it in 'audience' of their serviceAccountToken volume");
      }
    }

    private IllegalStateException open(String property, String mend) {
      return new IllegalStateException(
          "the issuer profile '%s' leaves open whom it trusts: set %s to %s"
              .formatted(name, property(property), mend));
    }

    private void requireLifetime(String property, Duration value) {
      if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(LONGEST_LIFETIME) > 0) {
        throw new IllegalArgumentException(
            property(property) + " must be between 1 s and 366 days, was " + value);
      }
    }

    private void requireText(String property, String value) {
      if (value.isBlank()) {
        throw new IllegalArgumentException(property(property) + " must not be empty");
      }
    }

    private String property(String property) {
      return "hauberk.issuers." + name + "." + property;
    }
  }
}
