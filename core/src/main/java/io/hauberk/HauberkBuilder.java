package io.hauberk;

import static java.util.Objects.requireNonNull;

import io.hauberk.CallLimits.LimiterMaker;
import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOperation;
import io.hauberk.event.RequestMeter;
import io.hauberk.event.SecurityEvents;
import io.hauberk.event.Slf4jEventSink;
import io.hauberk.identity.ApiKeyProfile;
import io.hauberk.identity.Authenticator;
import io.hauberk.identity.CertificateProfile;
import io.hauberk.identity.DpopOptions;
import io.hauberk.identity.ForwardedCertificates;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.identity.TrustProfile;
import io.hauberk.limit.AdaptiveConcurrency;
import io.hauberk.limit.ClientAddress;
import io.hauberk.limit.ConcurrencyOptions;
import io.hauberk.limit.KeyedLimiter;
import io.hauberk.limit.RateLimit;
import io.hauberk.limit.RateLimitHeaders;
import io.hauberk.limit.SharedLimitOptions;
import io.hauberk.limit.SharedLimits;
import io.hauberk.request.Control;
import io.hauberk.request.Mode;
import io.hauberk.secret.SecretPoller;
import io.hauberk.thread.DaemonThreads;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets the front door up. Needed are a contract and, unless every operation is open, an issuer, a
 * list of API keys or authorities of certificates; the rest has safe defaults. {@link #build} finds
 * every problem at once.
 */
public final class HauberkBuilder {
  /** 100 calls a second, of one operation by one caller. */
  public static final RateLimit DEFAULT_CALLER_LIMIT = RateLimit.perSecond(100);

  /** 2000 requests a second from one address. */
  public static final RateLimit DEFAULT_ADDRESS_LIMIT = RateLimit.perSecond(2000);

  /** 100 failed authentications a minute from one address. */
  public static final RateLimit DEFAULT_FAILED_AUTHENTICATION_LIMIT = RateLimit.perMinute(100);

  /** 100 000 callers with their operations, and 25 000 keys in each other limiter. */
  public static final int DEFAULT_MAX_LIMIT_KEYS = 100_000;

  private static final Logger LOG = LoggerFactory.getLogger(Hauberk.class);
  private static final int MOST_LIMIT_KEYS = 10_000_000;

  private final List<Contract> contracts = new ArrayList<>();
  private final List<IssuerProfile> issuers = new ArrayList<>();
  private final List<ApiKeyProfile> apiKeys = new ArrayList<>();
  private final List<CertificateProfile> certificates = new ArrayList<>();
  private final Map<String, String> schemes = new LinkedHashMap<>();
  private final Map<Control, Mode> modes = new EnumMap<>(Control.class);
  private final Set<String> openPaths = new LinkedHashSet<>();
  private final OperationRates rates = new OperationRates();
  private final Set<String> hosts = new LinkedHashSet<>();
  private Mode mode = Mode.ENFORCE;
  private List<RateLimit> callerTotalLimits = List.of();
  private List<RateLimit> addressLimits = List.of(DEFAULT_ADDRESS_LIMIT);
  private @Nullable SharedLimitOptions sharing;
  private RateLimitHeaders.Style rateLimitHeaders = RateLimitHeaders.Style.IETF;
  private List<RateLimit> failedAuthenticationLimits = List.of(DEFAULT_FAILED_AUTHENTICATION_LIMIT);
  private int maxLimitKeys = DEFAULT_MAX_LIMIT_KEYS;
  private ClientAddress clients = ClientAddress.ofPeer();
  private Clock clock = Clock.systemUTC();
  private LongSupplier nanoTime = System::nanoTime;
  private Duration secretPollInterval = SecretPoller.DEFAULT_INTERVAL;
  private RequestMeter meter = RequestMeter.NONE;
  private ResponseOptions responses = ResponseOptions.DEFAULT;
  private @Nullable ForwardedCertificates forwardedCertificates;
  private @Nullable SecretPoller secrets;
  private @Nullable ScheduledExecutorService timers;
  private @Nullable SecurityEvents events;
  private @Nullable DpopOptions dpop;
  private @Nullable CorsPolicy cors;
  private @Nullable ConcurrencyOptions concurrency;
  private @Nullable String operatorBasePath;
  private @Nullable String operatorScope;
  private Set<String> operatorProfiles = Set.of();

  HauberkBuilder() {}

  /**
   * Adds a contract. Several must have different base paths; the longest that a path lies under has
   * it.
   */
  public HauberkBuilder contract(Contract contract) {
    contracts.add(requireNonNull(contract, "contract"));
    return this;
  }

  /** Trusts an issuer. */
  public HauberkBuilder issuer(IssuerProfile issuer) {
    issuers.add(requireNonNull(issuer, "issuer"));
    return this;
  }

  /** Knows the callers of a list of API keys, for the contract's schemes of type apiKey. */
  public HauberkBuilder apiKeys(ApiKeyProfile profile) {
    apiKeys.add(requireNonNull(profile, "profile"));
    return this;
  }

  /**
   * Trusts client certificates. From the first profile on, a certificate that none takes refuses
   * the request that shows it.
   */
  public HauberkBuilder certificates(CertificateProfile profile) {
    certificates.add(requireNonNull(profile, "profile"));
    return this;
  }

  /**
   * Believes proxies what they tell of client certificates. Default: nobody; the certificate of a
   * caller is that of the connection.
   */
  public HauberkBuilder forwardedCertificates(ForwardedCertificates proxies) {
    forwardedCertificates = requireNonNull(proxies, "proxies");
    return this;
  }

  /**
   * What is asked of DPoP proofs (RFC 9449). Required if an issuer's tokens may be bound by them
   * ({@link IssuerProfile#acceptsDpop()}).
   */
  public HauberkBuilder dpop(DpopOptions options) {
    dpop = requireNonNull(options, "options");
    return this;
  }

  /**
   * Maps a security scheme of the contract to the profile that satisfies it. Not needed where there
   * is one profile of the kind that the scheme asks for.
   *
   * @param scheme the key under {@code components.securitySchemes}
   * @param profile the name of a profile
   */
  public HauberkBuilder scheme(String scheme, String profile) {
    schemes.put(requireNonNull(scheme, "scheme"), requireNonNull(profile, "profile"));
    return this;
  }

  /**
   * The mode of every control that has none of its own. Default {@link Mode#ENFORCE}; no control
   * becomes stricter by it than {@link Control#defaultMode()}.
   */
  public HauberkBuilder mode(Mode global) {
    mode = requireNonNull(global, "global");
    return this;
  }

  /**
   * The mode of one control. Authorization needs a caller: where authentication is off, it is off
   * too.
   */
  public HauberkBuilder mode(Control control, Mode own) {
    modes.put(requireNonNull(control, "control"), requireNonNull(own, "own"));
    return this;
  }

  /**
   * Lets a path pass beside every control, such as a health probe.
   *
   * @param path compared exactly with the path of the request as it was sent; never a prefix or a
   *     pattern
   */
  public HauberkBuilder openPath(String path) {
    openPaths.add(requireNonNull(path, "path"));
    return this;
  }

  /**
   * Opens the operators' paths, such as a management interface, to callers with one scope. They are
   * not in the contract, so nothing but the caller, the target and the limits is judged.
   *
   * @param basePath the path at and below which the rule holds, for example {@code /actuator}
   * @param scope the scope
   * @param profiles the issuer and certificate profiles whose word the scope is taken from: whoever
   *     runs one of them can make operators. May be left out where there is only one; otherwise
   *     {@link #build} refuses. API keys do not count, as no contract says where they stand
   */
  public HauberkBuilder operator(String basePath, String scope, String... profiles) {
    operatorBasePath = requireNonNull(basePath, "basePath");
    operatorScope = requireNonNull(scope, "scope");
    operatorProfiles = Set.copyOf(List.of(profiles));
    return this;
  }

  /**
   * How often one caller may call one operation that has no limit of its own, here or in the
   * contract ({@code x-hauberk-rate}); with several windows, all hold. Default: what the contract
   * says of all operations, or else {@link #DEFAULT_CALLER_LIMIT}.
   */
  public HauberkBuilder callerLimit(RateLimit limit, RateLimit... more) {
    rates.limitAll(windows(limit, more));
    return this;
  }

  /**
   * How often one caller may call, all operations together, beside the limits of each. Default: not
   * limited.
   */
  public HauberkBuilder callerTotalLimit(RateLimit limit, RateLimit... more) {
    callerTotalLimits = windows(limit, more);
    return this;
  }

  /**
   * How often one caller may call this operation, in place of {@link #callerLimit} and of what the
   * contract says.
   */
  public HauberkBuilder operationLimit(String operationId, RateLimit limit, RateLimit... more) {
    rates.limit(requireNonNull(operationId, "operationId"), windows(limit, more));
    return this;
  }

  /**
   * How often all callers together may call this operation, beside the limits of each. Default:
   * what the contract says, or else not limited.
   */
  public HauberkBuilder operationTotalLimit(
      String operationId, RateLimit limit, RateLimit... more) {
    rates.limitTotal(requireNonNull(operationId, "operationId"), windows(limit, more));
    return this;
  }

  /**
   * How many permits one call of this operation takes, from each limit that counts calls; the limit
   * by address counts requests. Default: what the contract says, or else 1.
   *
   * @param cost from 1 to {@value KeyedLimiter#MAX_COST}; {@link #build} refuses more than a window
   *     of the limits has
   * @throws IllegalArgumentException if it is out of range
   */
  public HauberkBuilder operationCost(String operationId, int cost) {
    if (cost < 1 || cost > KeyedLimiter.MAX_COST) {
      throw new IllegalArgumentException(
          "cost must be from 1 to " + KeyedLimiter.MAX_COST + ", was " + cost);
    }
    rates.cost(requireNonNull(operationId, "operationId"), cost);
    return this;
  }

  /** How many requests one address may send. Default {@link #DEFAULT_ADDRESS_LIMIT}. */
  public HauberkBuilder addressLimit(RateLimit limit, RateLimit... more) {
    addressLimits = windows(limit, more);
    return this;
  }

  /**
   * Has the limits of callers and of operations hold for all instances of the service together
   * ({@link SharedLimits}). Callers without identity, addresses and failed authentications count
   * with each instance by itself. Default: everything does.
   */
  public HauberkBuilder sharedLimits(SharedLimitOptions options) {
    sharing = requireNonNull(options, "options");
    return this;
  }

  /** How callers are told of their limits. Default {@link RateLimitHeaders.Style#IETF}. */
  public HauberkBuilder rateLimitHeaders(RateLimitHeaders.Style style) {
    rateLimitHeaders = requireNonNull(style, "style");
    return this;
  }

  private static List<RateLimit> windows(RateLimit limit, RateLimit... more) {
    List<RateLimit> windows = new ArrayList<>(List.of(more));
    windows.add(0, requireNonNull(limit, "limit"));
    return List.copyOf(windows);
  }

  /**
   * How many authentications may fail from one address before its requests are refused unseen.
   * Default {@link #DEFAULT_FAILED_AUTHENTICATION_LIMIT}.
   */
  public HauberkBuilder failedAuthenticationLimit(RateLimit limit, RateLimit... more) {
    failedAuthenticationLimits = windows(limit, more);
    return this;
  }

  /**
   * How many callers the limits tell apart, each operation of a caller counted by itself; each
   * other limiter, of addresses or of callers alone, has a quarter as many. At the cap, new ones
   * share one bucket. Default {@link #DEFAULT_MAX_LIMIT_KEYS}.
   *
   * @param keys from 1 to 10 000 000
   * @throws IllegalArgumentException if it is out of range
   */
  public HauberkBuilder maxLimitKeys(int keys) {
    if (keys < 1 || keys > MOST_LIMIT_KEYS) {
      throw new IllegalArgumentException(
          "max-keys must be from 1 to " + MOST_LIMIT_KEYS + ", was " + keys);
    }
    maxLimitKeys = keys;
    return this;
  }

  /**
   * How many requests are worked on at once, by a limit that follows the measured latency; what is
   * too much is refused with 503 before its body is read, the lower classes of callers first.
   * Default: not limited.
   */
  public HauberkBuilder concurrency(ConcurrencyOptions options) {
    concurrency = requireNonNull(options, "options");
    return this;
  }

  /** Which address a request counts for. Default: the peer of the connection. */
  public HauberkBuilder clientAddress(ClientAddress address) {
    clients = requireNonNull(address, "address");
    return this;
  }

  /**
   * The authorities that this service answers for, as the {@code Host} field names them, port
   * included where it is not the scheme's own. Default: none listed, any is answered.
   */
  public HauberkBuilder hosts(Set<String> authorities) {
    hosts.clear();
    for (String authority : authorities) {
      if (!authority.matches("[A-Za-z0-9.-]+(:[0-9]+)?|\\[[0-9A-Fa-f:.]+](:[0-9]+)?")) {
        throw new IllegalArgumentException(
            "hosts are names with or without a port, such as orders.example or localhost:8080, not"
                + " URLs");
      }
      hosts.add(authority.toLowerCase(Locale.ROOT));
    }
    return this;
  }

  /** Which web origins may call. Default: none. */
  public HauberkBuilder cors(CorsPolicy policy) {
    cors = requireNonNull(policy, "policy");
    return this;
  }

  /** How responses are guarded. Default {@link ResponseOptions#DEFAULT}. */
  public HauberkBuilder responses(ResponseOptions options) {
    responses = requireNonNull(options, "options");
    return this;
  }

  /** Where events go; who made it closes it. Default: the log, by {@link Slf4jEventSink}. */
  public HauberkBuilder events(SecurityEvents publisher) {
    events = requireNonNull(publisher, "publisher");
    return this;
  }

  /** Where requests are counted and timed. Default: nowhere. */
  public HauberkBuilder meter(RequestMeter counter) {
    meter = requireNonNull(counter, "counter");
    return this;
  }

  /** The clock that judges tokens. Default: the system's, in UTC. */
  public HauberkBuilder clock(Clock by) {
    clock = requireNonNull(by, "by");
    return this;
  }

  /** The time source of the limits, in nanoseconds. Default: {@link System#nanoTime}. */
  public HauberkBuilder nanoTime(LongSupplier source) {
    nanoTime = requireNonNull(source, "source");
    return this;
  }

  /** How often mounted files are looked at. Default {@link SecretPoller#DEFAULT_INTERVAL}. */
  public HauberkBuilder secretPollInterval(Duration interval) {
    if (interval.compareTo(Duration.ofSeconds(1)) < 0
        || interval.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "the interval must be from one second to one hour, was " + interval);
    }
    secretPollInterval = interval;
    return this;
  }

  /**
   * Has mounted files watched by this poller, which its maker starts and closes. Default: one of
   * the front door's own.
   */
  public HauberkBuilder secrets(SecretPoller poller) {
    secrets = requireNonNull(poller, "poller");
    return this;
  }

  /**
   * Has recurring work done by these timers, which their maker shuts down. Default: a thread of the
   * front door's own.
   */
  public HauberkBuilder timers(ScheduledExecutorService timers) {
    this.timers = requireNonNull(timers, "timers");
    return this;
  }

  /**
   * Opens the front door.
   *
   * @throws HauberkException if the set-up is wrong, with every problem found
   * @throws io.hauberk.secret.SecretException if key material cannot be read
   */
  public Hauberk build() {
    List<String> problems = new ArrayList<>();
    Modes decided = new Modes(mode, modes);
    List<TrustProfile> profiles = profiles();
    SchemeMapping mapping = new SchemeMapping(schemes, profiles);
    problems.addAll(SetUpRules.check(contracts, openPaths, rates.configured(), operatorBasePath));
    problems.addAll(limitProblems());
    if (decided.decides(Control.AUTHENTICATION)) {
      problems.addAll(SetUpRules.trust(contracts, profiles, dpop, operatorBasePath));
      problems.addAll(
          operatorBasePath == null ? List.of() : SetUpRules.operators(profiles, operatorProfiles));
      problems.addAll(mapping.problems(contracts));
    }
    if (concurrency != null) {
      Set<String> names = profiles.stream().map(TrustProfile::name).collect(Collectors.toSet());
      problems.addAll(CallerClasses.of(concurrency).problems(names));
    }
    if (!problems.isEmpty()) {
      throw new HauberkException(problems);
    }
    String looser = rates.looser(contracts);
    if (!looser.isEmpty()) {
      LOG.warn(
          "The configured limits let more calls through than x-hauberk-rate of the contract says: {}."
              + " They hold; if that is not wanted, tighten hauberk.rate-limit, or take it out.",
          looser);
    }
    SecurityEvents publisher = events == null ? SecurityEvents.to(new Slf4jEventSink()) : events;
    return open(decided, mapping, publisher, events == null);
  }

  private Hauberk open(
      Modes decided, SchemeMapping mapping, SecurityEvents publisher, boolean ownEvents) {
    ScheduledExecutorService upkeep = timers == null ? ownTimers() : timers;
    SecretPoller poller = secrets == null ? new SecretPoller(publisher, clock) : secrets;
    Runnable close =
        () -> {
          if (secrets == null) {
            poller.close();
          }
          if (timers == null) {
            upkeep.shutdownNow();
          }
          if (ownEvents) {
            publisher.close();
          }
        };
    try {
      Authenticator authenticator = profiles().isEmpty() ? null : authenticator(publisher, poller);
      if (authenticator != null) {
        authenticator.start(upkeep);
      }
      if (secrets == null) {
        poller.start(upkeep, secretPollInterval);
      }
      SharedLimits shared = sharing == null ? null : sharedLimits(sharing, publisher, upkeep);
      Runnable closeAll =
          () -> {
            if (authenticator != null) {
              authenticator.close();
            }
            if (shared != null) {
              shared.close();
            }
            close.run();
          };
      return new Hauberk(
          door(decided, mapping, publisher, authenticator, shared), poller, shared, closeAll);
    } catch (RuntimeException e) {
      close.run();
      throw e;
    }
  }

  private SharedLimits sharedLimits(
      SharedLimitOptions options, SecurityEvents publisher, ScheduledExecutorService upkeep) {
    SharedLimits shared = new SharedLimits(options, publisher, clock, nanoTime);
    shared.start(upkeep);
    return shared;
  }

  private static ScheduledExecutorService ownTimers() {
    return Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("hauberk-timers"));
  }

  private Authenticator authenticator(SecurityEvents publisher, SecretPoller poller) {
    Authenticator.Builder authenticator =
        Authenticator.builder().clock(clock).events(publisher).secrets(poller);
    issuers.forEach(authenticator::profile);
    apiKeys.forEach(authenticator::profile);
    certificates.forEach(authenticator::profile);
    if (forwardedCertificates != null) {
      authenticator.forwarding(forwardedCertificates);
    }
    if (dpop != null) {
      authenticator.dpop(dpop);
    }
    return authenticator.build();
  }

  private List<TrustProfile> profiles() {
    List<TrustProfile> all = new ArrayList<>(issuers);
    all.addAll(apiKeys);
    all.addAll(certificates);
    return all;
  }

  private FrontDoor door(
      Modes decided,
      SchemeMapping mapping,
      SecurityEvents publisher,
      @Nullable Authenticator authenticator,
      @Nullable SharedLimits shared) {
    LimiterMaker limiters = LimiterMaker.local(publisher, nanoTime);
    CallLimits calls =
        new CallLimits(
            rates.common(),
            callerTotalLimits,
            maxLimitKeys,
            rateLimitHeaders,
            shared == null ? limiters : LimiterMaker.shared(shared, publisher, nanoTime),
            limiters);
    Map<ContractOperation, FrontDoor.OperationGuard> guards = new LinkedHashMap<>();
    for (Contract contract : contracts) {
      for (ContractOperation operation : contract.operations()) {
        boolean authenticated = decided.decides(Control.AUTHENTICATION);
        AuthorizationRule rule =
            authenticated
                ? mapping.rule(contract, operation)
                : new AuthorizationRule(List.of(), operation.isAnonymous());
        if (openPaths.contains(operation.operation().template())) {
          rule = new AuthorizationRule(List.of(), true); // so that the start says so
        }
        guards.put(
            operation,
            new FrontDoor.OperationGuard(
                rule,
                authenticated ? mapping.keyPlaces(contract, operation) : List.of(),
                rates.toll(calls, contract, operation),
                shapes(contract, operation)));
      }
    }
    return new FrontDoor(
        List.copyOf(contracts),
        guards,
        decided,
        authenticator,
        new Challenges(issuers, certificates),
        Limits.of(
            clients,
            addressLimits,
            failedAuthenticationLimits,
            calls,
            concurrency(),
            maxLimitKeys,
            limiters),
        Set.copyOf(openPaths),
        operatorPaths(),
        Set.copyOf(hosts),
        cors,
        new ResponseGuard(decided, responses),
        new RequestEvents(publisher),
        meter,
        nanoTime);
  }

  private Limits.@Nullable Concurrency concurrency() {
    return concurrency == null
        ? null
        : new Limits.Concurrency(
            new AdaptiveConcurrency(concurrency, nanoTime), CallerClasses.of(concurrency));
  }

  private static Set<String> shapes(Contract contract, ContractOperation operation) {
    String path = operation.operation().template().substring(contract.basePath().length());
    Set<String> shapes = new LinkedHashSet<>();
    contract.basePaths().forEach(base -> shapes.add(FrameworkRoute.shape(base + path)));
    return shapes;
  }

  private @Nullable OperatorPaths operatorPaths() {
    if (operatorBasePath == null || operatorScope == null) {
      return null;
    }
    Set<String> profiles =
        operatorProfiles.isEmpty() ? SetUpRules.operatorProfiles(profiles()) : operatorProfiles;
    AuthorizationRule rule = AuthorizationRule.ofScope(operatorScope, profiles);
    return new OperatorPaths(operatorBasePath, FrontDoor.OperationGuard.of(rule));
  }

  private List<String> limitProblems() {
    List<String> problems = new ArrayList<>(rates.problems(contracts, callerTotalLimits));
    problems.addAll(SetUpRules.windows("hauberk.address-limit", addressLimits, 1));
    problems.addAll(
        SetUpRules.windows("hauberk.failed-authentication-limit", failedAuthenticationLimits, 1));
    if (sharing != null) {
      problems.addAll(rates.sharingProblems(contracts, callerTotalLimits));
    }
    return problems;
  }
}
