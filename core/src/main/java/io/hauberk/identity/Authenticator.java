package io.hauberk.identity;

import io.hauberk.event.SecurityEvents;
import io.hauberk.request.Reason;
import io.hauberk.request.RequestHead;
import io.hauberk.secret.SecretPoller;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells who is calling, from all the proofs that a request brings: a token in the {@code
 * Authorization} field (RFC 6750, 2.1; RFC 9068), and others beside it, such as the client
 * certificate of its connection.
 *
 * <p>What a proof says of its origin chooses the {@link TrustProfile}; everything else must then be
 * as that profile pins it. What was verified once is remembered as long as it holds. Safe for use
 * by any thread; no thread ever waits in it, {@link #start} aside.
 */
public final class Authenticator implements AutoCloseable {
  private final List<IssuerProfile> profiles;
  private final List<ApiKeyProfile> keyProfiles;
  private final TokenVerifier tokens;
  private final @Nullable DpopVerifier dpop;
  private final ApiKeys apiKeys;
  private final List<ProofReader> readers;
  private final CertificateVerifier certificates;
  private final @Nullable ForwardedCertificates forwarding;
  private final int maxTokenBytes;
  private volatile @Nullable ScheduledFuture<?> upkeep;

  /** Begins an authenticator that trusts nobody yet. */
  public static Builder builder() {
    return new Builder();
  }

  private Authenticator(Builder from, Map<String, ApiKeyRing> rings, @Nullable DpopVerifier dpop) {
    this.profiles = List.copyOf(from.profiles);
    this.keyProfiles = List.copyOf(from.keyProfiles);
    this.apiKeys = new ApiKeys(rings, from.clock);
    this.tokens = new TokenVerifier(profiles, from.cacheSize, from.clock);
    this.dpop = dpop;
    this.readers = List.of();
    this.certificates = new CertificateVerifier(from.certificates, from.clock);
    this.forwarding = from.forwarding;
    this.maxTokenBytes =
        profiles.stream()
            .mapToInt(IssuerProfile::maxTokenBytes)
            .max()
            .orElse(IssuerProfile.Builder.LARGEST_TOKEN_LIMIT); // no issuer, so each is refused
  }

  /** As {@link #read(RequestHead, List)}, where callers cannot bring API keys. */
  public Credentials read(RequestHead head) {
    return read(head, List.of());
  }

  /**
   * Reads the credentials of a request; nothing is judged yet but their form and length.
   *
   * @param keys what stands in each place where the request's operation has callers put an API key
   */
  public Credentials read(RequestHead head, List<BroughtKey> keys) {
    Outcome<SentToken> token = TokenField.read(head, dpop != null);
    if (token != null && token.refusal() == null && token.get().text().length() > maxTokenBytes) {
      token = Outcome.refused(Reason.TOKEN_TOO_LARGE);
    }
    ShownCertificate direct = ShownCertificate.of(head);
    Outcome<ShownCertificate> shown =
        forwarding == null ? Outcome.found(direct) : forwarding.find(head);
    List<Presented> others = othersOf(head, keys);
    Presented certificate =
        shown.refusal() == null
            ? certificates.present(shown.get())
            : Presented.refused(shown.refusal());
    if (certificate != null) {
      others.add(certificate);
    }
    return new Credentials(
        head,
        tokens,
        dpop,
        token,
        shown.refusal() == null ? shown.get() : ShownCertificate.NONE,
        others);
  }

  private List<Presented> othersOf(RequestHead head, List<BroughtKey> keys) {
    List<Presented> found = new ArrayList<>(apiKeys.read(keys));
    for (ProofReader reader : readers) {
      Presented proof = reader.read(head);
      if (proof != null) {
        found.add(proof);
      }
    }
    return found;
  }

  /** Tells who is calling: reads the credentials and judges them, see {@link Credentials}. */
  public Authentication authenticate(RequestHead head) {
    return read(head).authenticate();
  }

  /** The profiles of issuers, in the order in which they were given. */
  public List<IssuerProfile> profiles() {
    return profiles;
  }

  /** How it stands with the keys of each profile, in their order. */
  public List<KeyState> keyStates() {
    return profiles.stream().map(profile -> profile.keys().state()).toList();
  }

  /** How it stands with each API key, profile by profile in their order. */
  public List<ApiKeyState> apiKeyStates() {
    return keyProfiles.stream()
        .flatMap(profile -> apiKeys.states(profile.name()).stream())
        .toList();
  }

  /**
   * Fetches the first keys, and from then on those that are due. The only call that blocks: for as
   * long as the fetcher of each profile allows.
   *
   * @param timers runs {@link #maintain} each second; it is not shut down by {@link #close}
   * @throws KeySetException if keys cannot be had and their {@link KeyRefresh} is not lazy
   * @throws IllegalStateException if it was started before
   */
  public void start(ScheduledExecutorService timers) {
    if (upkeep != null) {
      throw new IllegalStateException("the authenticator was started before; start it once");
    }
    profiles.forEach(profile -> profile.keys().awaitFirst());
    upkeep = timers.scheduleWithFixedDelay(this::maintain, 1, 1, TimeUnit.SECONDS);
  }

  /** Begins the fetches that are due, and tells of API keys that end soon; returns at once. */
  public void maintain() {
    profiles.forEach(profile -> profile.keys().maintain());
    apiKeys.maintain();
  }

  /** Fetches no more. */
  @Override
  public void close() {
    ScheduledFuture<?> running = upkeep;
    if (running != null) {
      running.cancel(false);
    }
  }

  /** Gathers what an authenticator needs. */
  public static final class Builder {
    private static final int MAX_CACHE_SIZE = 1_000_000;

    private final List<IssuerProfile> profiles = new ArrayList<>();
    private final List<ApiKeyProfile> keyProfiles = new ArrayList<>();
    private final List<CertificateProfile> certificates = new ArrayList<>();
    private @Nullable ForwardedCertificates forwarding;
    private Clock clock = Clock.systemUTC();
    private int cacheSize = 10_000;
    private @Nullable SecurityEvents events;
    private @Nullable SecretPoller secrets;
    private @Nullable DpopOptions dpop;

    private Builder() {}

    /** Trusts one more issuer. At least one profile of any kind is required. */
    public Builder profile(IssuerProfile profile) {
      profiles.add(profile);
      return this;
    }

    /** Knows the callers of one more list of API keys. */
    public Builder profile(ApiKeyProfile profile) {
      keyProfiles.add(profile);
      return this;
    }

    /**
     * Trusts client certificates, too. From then on a certificate that no profile takes refuses the
     * request that shows it.
     */
    public Builder profile(CertificateProfile profile) {
      certificates.add(profile);
      return this;
    }

    /** Believes proxies what they tell of client certificates. Default: nobody is believed. */
    public Builder forwarding(ForwardedCertificates proxies) {
      forwarding = proxies;
      return this;
    }

    /** What time it is. Default: the system's clock. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /**
     * How many verified tokens are remembered. Default 10 000. Each takes about twice the length of
     * its token.
     *
     * @param tokens from zero (none) to 1 000 000
     * @throws IllegalArgumentException if it is outside of that range
     */
    public Builder cacheSize(int tokens) {
      if (tokens < 0 || tokens > MAX_CACHE_SIZE) {
        throw new IllegalArgumentException(
            "the cache size must be between 0 and 1000000, was " + tokens);
      }
      this.cacheSize = tokens;
      return this;
    }

    /**
     * What is asked of DPoP proofs. Required if a profile takes tokens that are bound by them; else
     * it has no effect.
     */
    public Builder dpop(DpopOptions options) {
      this.dpop = options;
      return this;
    }

    /** Where news of keys and of a replay store is told. Default: nowhere. */
    public Builder events(SecurityEvents events) {
      this.events = events;
      return this;
    }

    /**
     * Who notices that mounted files were rotated. Required if a profile reads keys, a revocation
     * list or a list of API keys from one.
     */
    public Builder secrets(SecretPoller secrets) {
      this.secrets = secrets;
      return this;
    }

    /**
     * The authenticator; key files, revocation lists and lists of API keys are read now.
     *
     * @throws IllegalStateException if there is no profile, two share a name, an issuer or a trust
     *     domain, a key source serves two profiles, files have no {@link #secrets}, or a profile
     *     takes DPoP and there are no {@link #dpop} options
     * @throws io.hauberk.secret.SecretException if a file cannot be read
     * @throws KeySetException if the content of a key file cannot be used
     * @throws RevocationListException if that of a revocation list cannot be used
     * @throws io.hauberk.apikey.ApiKeyListException if that of a list of API keys cannot be used
     * @throws AuthoritiesException if that of a file with authorities cannot be used
     * @throws NonceKeyException if the key of the DPoP nonces cannot be used
     */
    public Authenticator build() {
      requireDistinctProfiles();
      SecurityEvents told = events == null ? SecurityEvents.direct(event -> {}, clock) : events;
      for (IssuerProfile profile : profiles) {
        KeySource.Surroundings surroundings =
            new KeySource.Surroundings(profile.name(), clock, told, secrets);
        profile.keys().connect(surroundings);
        profile.takenBack().open(surroundings);
      }
      Map<String, ApiKeyRing> rings = new LinkedHashMap<>();
      for (ApiKeyProfile profile : keyProfiles) {
        rings.put(
            profile.name(),
            ApiKeyRing.open(
                profile, new KeySource.Surroundings(profile.name(), clock, told, secrets)));
      }
      for (CertificateProfile profile : certificates) {
        profile
            .authorities()
            .open(new KeySource.Surroundings(profile.name(), clock, told, secrets));
      }
      return new Authenticator(this, rings, openDpop(told));
    }

    private @Nullable DpopVerifier openDpop(SecurityEvents told) {
      if (profiles.stream().noneMatch(IssuerProfile::acceptsDpop)) {
        return null;
      }
      if (dpop == null) {
        throw new IllegalStateException(
            "an issuer profile takes DPoP, and nothing says for which URLs proofs must be: set"
                + " hauberk.dpop.origins");
      }
      return DpopVerifier.open(dpop, clock, told, secrets);
    }

    private void requireDistinctProfiles() {
      if (profiles.isEmpty() && keyProfiles.isEmpty() && certificates.isEmpty()) {
        throw new IllegalStateException(
            "no issuer is trusted, so nobody could call: set hauberk.issuers.<name>.issuer,"
                + " .audience and .keys");
      }
      Set<String> names = new HashSet<>();
      Set<String> issuers = new HashSet<>();
      for (IssuerProfile profile : profiles) {
        if (!names.add(profile.name()) || !issuers.add(profile.issuer())) {
          throw new IllegalStateException(
              "the issuer profile '%s' has the name or the issuer of another one: merge the two"
                  .formatted(profile.name()));
        }
      }
      for (ApiKeyProfile profile : keyProfiles) {
        if (!names.add(profile.name())) {
          throw new IllegalStateException(
              "the profile of API keys '%s' has the name of another profile: give it its own"
                  .formatted(profile.name()));
        }
      }
      Set<String> trustDomains = new HashSet<>();
      for (CertificateProfile profile : certificates) {
        if (!names.add(profile.name())
            || !profile.trustDomain().map(trustDomains::add).orElse(true)) {
          throw new IllegalStateException(
              "the certificate profile '%s' has the name or the trust domain of another one: merge"
                      .formatted(profile.name())
                  + " the two");
        }
      }
    }
  }
}
