package io.hauberk.identity;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of DPoP proofs (RFC 9449): those of every {@link IssuerProfile} that takes tokens
 * bound by them.
 *
 * <pre>{@code
 * DpopOptions.builder().origin("https://orders.example").build()
 * }</pre>
 *
 * <p>Its texts in messages use the property names of {@code hauberk.dpop}.
 */
public final class DpopOptions {
  private final Set<String> origins;
  private final Duration window;
  private final boolean nonce;
  private final @Nullable Path nonceKey;
  private final int maxProofs;
  private final @Nullable ReplayStore replays;
  private final Duration replayLimit;
  private final ReplayFailure replayFailure;

  /** What becomes of a request while the {@link ReplayStore} that was given cannot tell. */
  public enum ReplayFailure {
    /** It is refused with 503: no proof is good twice, and no bound token while the store fails. */
    REFUSE,
    /**
     * The instance goes by what itself remembers, as it does without a store: each proof is good
     * once with each replica until the store answers again.
     */
    REMEMBER_HERE
  }

  /** Begins options; at least one origin is required. */
  public static Builder builder() {
    return new Builder();
  }

  private DpopOptions(Builder from) {
    this.origins = Set.copyOf(from.origins);
    this.window = from.window;
    this.nonce = from.nonce;
    this.nonceKey = from.nonceKey;
    this.maxProofs = from.maxProofs;
    this.replays = from.replays;
    this.replayLimit = from.replayLimit;
    this.replayFailure = from.replayFailure;
  }

  /** The origins that {@code htu} may name, each in its normal spelling. */
  public Set<String> origins() {
    return origins;
  }

  /** How far the {@code iat} of a proof may lie before and after now. */
  public Duration window() {
    return window;
  }

  /** Whether proofs must hold a nonce of ours. */
  public boolean demandsNonce() {
    return nonce;
  }

  /** The mounted file with the key of the nonces, if there is one. */
  public Optional<Path> nonceKey() {
    return Optional.ofNullable(nonceKey);
  }

  /** How many used proofs an instance itself remembers, if it does. */
  public int maxProofs() {
    return maxProofs;
  }

  /** Who remembers used proofs, if it is not an instance for itself. */
  public Optional<ReplayStore> replays() {
    return Optional.ofNullable(replays);
  }

  /** How long a request waits for {@link #replays()}. */
  public Duration replayLimit() {
    return replayLimit;
  }

  /** What becomes of it when they cannot tell. */
  public ReplayFailure replayFailure() {
    return replayFailure;
  }

  @Override
  public String toString() {
    return "DpopOptions" + origins;
  }

  /** Gathers options. */
  public static final class Builder {
    private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(5);
    private static final Duration LONGEST_WINDOW = Duration.ofMinutes(5);
    private static final Duration SHORTEST_LIMIT = Duration.ofMillis(1);
    private static final Duration LONGEST_LIMIT = Duration.ofSeconds(10);
    private static final int FEWEST_PROOFS = 1000;
    private static final int MOST_PROOFS = 100_000_000;

    private final Set<String> origins = new LinkedHashSet<>();
    private Duration window = Duration.ofSeconds(60);
    private boolean nonce;
    private @Nullable Path nonceKey;
    private int maxProofs = 1_000_000;
    private @Nullable ReplayStore replays;
    private Duration replayLimit = Duration.ofMillis(50);
    private ReplayFailure replayFailure = ReplayFailure.REFUSE;

    private Builder() {}

    /**
     * Scheme and authority under which callers know this service, for example {@code
     * https://orders.example}. Required; several where it has several names.
     *
     * <p>The {@code Host} field is never believed: whoever captured a proof for another service
     * could name that one in it.
     *
     * @throws IllegalArgumentException if it is not an http or https origin, or has a path
     */
    public Builder origin(String origin) {
      PlainUri uri = PlainUri.read(origin);
      if (uri == null || !uri.path().equals("/") || origin.contains("?") || origin.contains("#")) {
        throw new IllegalArgumentException(
            "hauberk.dpop.origins are schemes and hosts under which callers know this service, such"
                + " as https://orders.example, without a path");
      }
      origins.add(uri.origin());
      return this;
    }

    /**
     * How far the {@code iat} of a proof may lie before and after now. Default 60 seconds, as for
     * the clocks of issuers: a proof is made for its request, so its age is hardly more than the
     * difference of two clocks.
     *
     * @param window from 5 seconds to 5 minutes
     * @throws IllegalArgumentException if it is outside of that range
     */
    public Builder window(Duration window) {
      if (window.compareTo(SHORTEST_WINDOW) < 0 || window.compareTo(LONGEST_WINDOW) > 0) {
        throw new IllegalArgumentException(
            "hauberk.dpop.window must be from 5s to 5m, was " + window);
      }
      this.window = window;
      return this;
    }

    /**
     * Demands a nonce of ours in each proof (RFC 9449, 9), so that none can be made ahead by
     * whoever has a client's key in hand for a moment. Callers must be able to ask again with the
     * nonce that they are given. Its key is made anew by each process; where callers meet several
     * replicas, give them {@link #nonceKey} in common.
     */
    public Builder demandNonce() {
      this.nonce = true;
      return this;
    }

    /**
     * As {@link #demandNonce}, under the key in a mounted file, which replicas share: at least 32
     * octets that nobody can guess. When it is rotated, nonces under the last key are taken until
     * they are too old.
     *
     * @param file read when the {@link Authenticator} is built
     */
    public Builder nonceKey(Path file) {
      this.nonceKey = file;
      return demandNonce();
    }

    /**
     * How many used proofs an instance remembers in memory, each for at most twice the {@link
     * #window}. Default 1 000 000, which takes up to 33 MB when it is full, whoever the callers
     * are: 32 octets for each, and 64 KiB for each quarter of the window. One caller can have half
     * of it; what finds no place is refused with 503.
     *
     * @param proofs from 1000 to 100 000 000
     * @throws IllegalArgumentException if it is outside of that range
     */
    public Builder maxProofs(int proofs) {
      if (proofs < FEWEST_PROOFS || proofs > MOST_PROOFS) {
        throw new IllegalArgumentException(
            "hauberk.dpop.max-proofs must be from 1000 to 100000000, was " + proofs);
      }
      this.maxProofs = proofs;
      return this;
    }

    /**
     * Who remembers used proofs. Default: each instance for itself, in memory.
     *
     * <p>It is asked on at most 16 threads of ours, for at most {@link #replayLimit}; what becomes
     * of a request when it fails is {@link #replayFailure}.
     */
    public Builder replays(ReplayStore store) {
      this.replays = store;
      return this;
    }

    /**
     * How long a request waits for the store that was given with {@link #replays}. Default 50
     * milliseconds. Without such a store it has no effect.
     *
     * @param limit from 1 millisecond to 10 seconds
     * @throws IllegalArgumentException if it is outside of that range
     */
    public Builder replayLimit(Duration limit) {
      if (limit.compareTo(SHORTEST_LIMIT) < 0 || limit.compareTo(LONGEST_LIMIT) > 0) {
        throw new IllegalArgumentException(
            "the limit of a replay store must be from 1ms to 10s, was " + limit);
      }
      this.replayLimit = limit;
      return this;
    }

    /**
     * What becomes of a request while the store that was given with {@link #replays} fails: throws,
     * is late, or cannot tell. Default {@link ReplayFailure#REFUSE}. Without such a store it has no
     * effect.
     */
    public Builder replayFailure(ReplayFailure failure) {
      this.replayFailure = requireNonNull(failure, "failure");
      return this;
    }

    /**
     * The options.
     *
     * @throws IllegalStateException if there is no origin
     */
    public DpopOptions build() {
      if (origins.isEmpty()) {
        throw new IllegalStateException(
            "DPoP proofs are taken, and nothing says for which URLs: set hauberk.dpop.origins to"
                + " scheme and host under which callers know this service, such as"
                + " https://orders.example");
      }
      return new DpopOptions(this);
    }
  }
}
