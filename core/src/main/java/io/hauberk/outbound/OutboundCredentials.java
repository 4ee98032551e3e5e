package io.hauberk.outbound;

import static java.util.Objects.requireNonNull;

import io.hauberk.event.SecurityEvents;
import io.hauberk.fetch.HttpFetcher;
import io.hauberk.secret.MountedTls;
import io.hauberk.secret.SecretPoller;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The credentials with which this service calls others, tokens and certificates, each bound to its
 * destinations: scheme, host and port. No other destination is sent one, or shown one. Safe for use
 * by any thread.
 *
 * <pre>{@code
 * OutboundCredentials credentials =
 *     OutboundCredentials.builder(events, secrets)
 *         .credential("inventory", grant, "https://inventory.example")
 *         .build();
 * HttpClient client = CredentialedHttpClient.of(HttpClient.newHttpClient(), credentials);
 * }</pre>
 *
 * <p>A token is asked for by one request for all who need it, renewed when 70 to 90 % of its life
 * have passed, and used until it expires when the next one cannot be had.
 */
public final class OutboundCredentials implements AutoCloseable {
  /** No credentials: each call is sent as it is. */
  public static final OutboundCredentials NONE =
      new OutboundCredentials(Map.of(), Map.of(), List.of(), null, null);

  private final Map<Origin, BoundCredential> bindings;
  private final Map<Origin, SSLContext> identities;
  private final List<TokenSupply> supplies;
  private final @Nullable HttpFetcher ownFetcher;
  private final @Nullable String subjectToken;
  private volatile @Nullable ScheduledFuture<?> upkeep;

  /**
   * Begins a set without credentials.
   *
   * @param events is told when a credential cannot be had, when it can again, and when a
   *     destination refuses it
   * @param secrets watches the mounted files; its maker starts and closes it
   */
  public static Builder builder(SecurityEvents events, SecretPoller secrets) {
    return new Builder(requireNonNull(events, "events"), requireNonNull(secrets, "secrets"));
  }

  private OutboundCredentials(
      Map<Origin, BoundCredential> bindings,
      Map<Origin, SSLContext> identities,
      List<TokenSupply> supplies,
      @Nullable HttpFetcher ownFetcher,
      @Nullable String subjectToken) {
    this.bindings = Map.copyOf(bindings);
    this.identities = Map.copyOf(identities);
    this.supplies = List.copyOf(supplies);
    this.ownFetcher = ownFetcher;
    this.subjectToken = subjectToken;
  }

  /**
   * These credentials for calls that are made for somebody else: where a {@link
   * TokenGrant#exchange} is bound, this token is exchanged for the one that the call carries. Made
   * anew for each request that is served; nothing is kept but the tokens of the last 1000 of them.
   *
   * @param subjectToken the token of whom the calls are made for, as this service has received it
   * @throws IllegalArgumentException if it is no token
   */
  public OutboundCredentials onBehalfOf(String subjectToken) {
    if (!HeldToken.isToken(subjectToken)) {
      throw new IllegalArgumentException("the token to exchange is none (RFC 6750, 2.1)");
    }
    return new OutboundCredentials(bindings, identities, List.of(), null, subjectToken);
  }

  /**
   * Begins a call.
   *
   * @param method the method of its request
   * @param uri where its request goes
   * @return empty if no credential is bound to that destination
   */
  public Optional<OutboundCall> begin(String method, URI uri) {
    BoundCredential binding =
        bindings.isEmpty() || Origin.fault(uri) != null ? null : bindings.get(Origin.of(uri));
    return binding == null
        ? Optional.empty()
        : Optional.of(binding.begin(method, uri, subjectToken));
  }

  /** Whether there is no credential at all. */
  public boolean isEmpty() {
    return bindings.isEmpty() && identities.isEmpty();
  }

  /** Whether there are destinations that are shown a certificate. */
  public boolean showsCertificates() {
    return !identities.isEmpty();
  }

  /**
   * A context for the TLS of clients: it shows each destination the certificate that is bound to
   * it, and nobody else. Others are met with the default context of the Java runtime.
   *
   * @throws IllegalStateException if the Java runtime has no default context
   */
  public SSLContext sslContext() {
    try {
      return sslContext(SSLContext.getDefault());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          "this Java runtime has no default context for TLS: give one, or mend the system"
              + " properties javax.net.ssl",
          e);
    }
  }

  /**
   * As {@link #sslContext()}, with a context of the application's own for all others.
   *
   * <p>A client must say whom it calls: by {@link SSLContext#createSSLEngine(String, int)}, as the
   * JDK's own client and Jetty's do, or by layering a socket of its host and port over a
   * connection, as Apache's and {@link java.net.HttpURLConnection} do. For one that asks for
   * neither, everybody is somebody else.
   *
   * @param others for destinations that no certificate is bound to
   */
  public SSLContext sslContext(SSLContext others) {
    return identities.isEmpty() ? others : new DestinationSslContext(identities, others);
  }

  /** How it stands with each credential, in the order in which they were added. */
  public List<CredentialState> states() {
    return supplies.stream().map(TokenSupply::state).filter(Objects::nonNull).toList();
  }

  /**
   * Asks for tokens that are missing or near their end. Returns at once; called again and again by
   * {@link #start}. Without it, calls ask for the tokens that they need.
   */
  public void maintain() {
    supplies.forEach(TokenSupply::maintain);
  }

  /**
   * Begins to have tokens at hand: at once, and each second.
   *
   * @param timers runs {@link #maintain}; it is not shut down by {@link #close}
   * @throws IllegalStateException if it was started before
   */
  public void start(ScheduledExecutorService timers) {
    if (upkeep != null) {
      throw new IllegalStateException("the credentials were started before; start them once");
    }
    upkeep = timers.scheduleWithFixedDelay(this::maintain, 0, 1, TimeUnit.SECONDS);
  }

  /** Renews no more. */
  @Override
  public void close() {
    ScheduledFuture<?> running = upkeep;
    if (running != null) {
      running.cancel(false);
    }
    if (ownFetcher != null) {
      ownFetcher.close();
    }
  }

  /** How many, never which. */
  @Override
  public String toString() {
    return "OutboundCredentials["
        + bindings.size()
        + " destinations of tokens, "
        + identities.size()
        + " of certificates]";
  }

  /** Gathers credentials. */
  public static final class Builder {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private record Bound(CredentialSource source, boolean insecure, List<Origin> destinations) {}

    private final SecurityEvents events;
    private final SecretPoller secrets;
    private final Map<String, Bound> credentials = new LinkedHashMap<>();
    private final Map<Origin, String> owners = new HashMap<>();
    private final Map<Origin, SSLContext> identities = new HashMap<>();
    private @Nullable HttpFetcher fetcher;
    private Clock clock = Clock.systemUTC();
    private DoubleSupplier jitter = () -> ThreadLocalRandom.current().nextDouble();

    private Builder(SecurityEvents events, SecretPoller secrets) {
      this.events = events;
      this.secrets = secrets;
    }

    /**
     * Adds a credential.
     *
     * @param name how messages and events call it: 1 to 64 of a-z A-Z 0-9 - _ .
     * @param destinations scheme, host and, where it is not the scheme's own, port: {@code
     *     https://inventory.example}; https, or http to this machine
     * @throws IllegalArgumentException if the name is malformed or given before, or a destination
     *     is malformed, not https, or has a credential already
     */
    public Builder credential(String name, CredentialSource source, String... destinations) {
      return add(name, source, false, destinations);
    }

    /**
     * As {@link #credential}, and lets the token go over http, too, where others may read it: only
     * for destinations and token endpoints that a service mesh encrypts the way to.
     */
    public Builder insecureCredential(
        String name, CredentialSource source, String... destinations) {
      return add(name, source, true, destinations);
    }

    /**
     * Shows these destinations a mounted certificate (mutual TLS), and no others; its rotations are
     * followed. A destination may have a token besides. Clients show it if they are given {@link
     * OutboundCredentials#sslContext}.
     *
     * @param tls the certificate, and who is believed to be the destination where that is mounted,
     *     too
     * @param destinations as for {@link #credential}; https only
     * @throws IllegalArgumentException if there is no certificate to show, or no destination, or
     *     one is malformed, not https, or has a certificate already
     */
    public Builder identity(MountedTls tls, String... destinations) {
      ClientAuthentication.requireCertificate(tls);
      List<Origin> origins = List.of(destinations).stream().map(Builder::origin).toList();
      if (origins.isEmpty()) {
        throw new IllegalArgumentException(
            "a certificate has no destinations: name those that it may be shown to");
      }
      SSLContext context = tls.sslContext();
      for (Origin origin : origins) {
        if (!origin.scheme().equals("https")) {
          throw new IllegalArgumentException(
              "a certificate cannot be shown to %s: use https".formatted(origin));
        }
        if (identities.putIfAbsent(origin, context) != null) {
          throw new IllegalArgumentException(
              "%s is a destination of two certificates: bind it to one".formatted(origin));
        }
      }
      return this;
    }

    private Builder add(
        String name, CredentialSource source, boolean insecure, String... destinations) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "the name of a credential must be 1 to 64 of a-z A-Z 0-9 - _ .");
      }
      List<Origin> origins = List.of(destinations).stream().map(Builder::origin).toList();
      if (origins.isEmpty()) {
        throw new IllegalArgumentException(
            "credential '%s' has no destinations: name those that it may be sent to"
                .formatted(name));
      }
      for (Origin origin : origins) {
        if (origin.isInsecure() && !insecure) {
          throw new IllegalArgumentException(
              ("credential '%s' would go to %s in the clear: use https, or allow it where the way"
                      + " is encrypted by other means")
                  .formatted(name, origin));
        }
        String owner = owners.putIfAbsent(origin, name);
        if (owner != null) {
          throw new IllegalArgumentException(
              "%s is a destination of credential '%s' and of '%s': bind it to one"
                  .formatted(origin, owner, name));
        }
      }
      if (credentials.putIfAbsent(name, new Bound(source, insecure, origins)) != null) {
        throw new IllegalArgumentException(
            "there are two credentials '%s': name them apart".formatted(name));
      }
      return this;
    }

    private static Origin origin(String text) {
      Origin origin = Origin.parse(text);
      if (origin == null) {
        throw new IllegalArgumentException(
            "a destination is a scheme, a host and perhaps a port, such as"
                + " https://inventory.example, without a path");
      }
      return origin;
    }

    /**
     * Asks token endpoints within the bounds of this fetcher, which its maker closes; no credential
     * waits for the requests of another. Default: one of its own.
     */
    public Builder fetcher(HttpFetcher fetcher) {
      this.fetcher = requireNonNull(fetcher, "fetcher");
      return this;
    }

    /** What tells the time. Default: the clock of the system. */
    public Builder clock(Clock clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    Builder jitter(DoubleSupplier jitter) {
      this.jitter = jitter;
      return this;
    }

    /**
     * Reads the mounted files; no token is asked for yet.
     *
     * @throws io.hauberk.secret.SecretException if a mounted file cannot be read
     * @throws CredentialFileException if a mounted file does not hold what it should
     * @throws IllegalArgumentException if a token endpoint is one that may not be called
     */
    public OutboundCredentials build() {
      HttpFetcher asks =
          fetcher == null ? HttpFetcher.builder().maxBytes(64 * 1024).build() : fetcher;
      Map<Origin, BoundCredential> bindings = new HashMap<>();
      Map<String, TokenSupply> supplies = new LinkedHashMap<>();
      credentials.forEach(
          (name, bound) -> {
            Opening opening =
                new Opening(name, bound.insecure(), secrets, asks.apart(), events, clock, jitter);
            TokenSupply supply = bound.source().open(opening);
            supplies.put(name, supply);
            for (Origin destination : bound.destinations()) {
              bindings.put(destination, new BoundCredential(name, destination, supply, events));
            }
          });
      return new OutboundCredentials(
          bindings,
          identities,
          List.copyOf(supplies.values()),
          fetcher == null ? asks : null,
          null);
    }
  }
}
