package io.hauberk.spring;

import io.hauberk.StartLint;
import io.hauberk.contract.ReadOnlyProperties;
import io.hauberk.identity.CertificateSubject;
import io.hauberk.identity.Discovery;
import io.hauberk.identity.DpopOptions;
import io.hauberk.identity.ForwardedCertificates;
import io.hauberk.limit.ClientAddress;
import io.hauberk.limit.RateLimitHeaders;
import io.hauberk.request.Control;
import io.hauberk.request.Mode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * All that can be said of Hauberk in configuration files; {@code docs/configuration.md} is made of
 * it.
 *
 * <p>An unknown property below {@code hauberk} stops the start: a typo must not leave a control at
 * another setting than the operator believes. (Spring Boot cannot tell this of environment
 * variables and system properties.)
 *
 * @param enabled whether Hauberk protects this application at all
 * @param mode how every control treats what it would refuse, unless it has a mode of its own
 * @param controls the mode of single controls, for example rate-limit: report
 * @param contract where the OpenAPI contract is; needed if the class path holds more than one of
 *     that name; by default classpath:openapi.yaml, openapi.yml or openapi.json
 * @param contracts several contracts, each with base paths of its own; in place of contract
 * @param lint what the log is told of lint's findings in the contract once the application is
 *     ready: nothing, one line for a contract of up to 1 MiB, or every finding
 * @param issuers whom this service trusts, by a name of your choice: 1 to 64 of a-z A-Z 0-9 - _ .
 * @param apiKeys lists of API keys, for the contract's security schemes of type apiKey, by a name
 *     of your choice: 1 to 64 of a-z A-Z 0-9 - _ .
 * @param certificates whose client certificates this service trusts, by a name of your choice: 1 to
 *     64 of a-z A-Z 0-9 - _ .
 * @param clientCertificates which proxies are believed what they tell of client certificates
 * @param dpop what is asked of DPoP proofs, where an issuer's tokens may be bound by them
 * @param schemes which issuer, list of API keys or entry of certificates, by its name above,
 *     answers for which security scheme of the contract; not needed with one of the kind
 * @param openPaths exact paths, from the root of the server, that pass beside every control; no
 *     patterns
 * @param operatorScope the scope that a caller needs for the actuator endpoints on the main port;
 *     without it they do not exist, health and its probes excepted
 * @param operatorProfiles the issuers, or entries of certificates, by their names above, whose word
 *     operator-scope is taken from: whoever runs one can make operators; needed if there is more
 *     than one
 * @param hosts the hosts that this service answers for, with port where it is not the default one,
 *     such as orders.example or localhost:8080; any if empty
 * @param rateLimit how often one caller may call one operation
 * @param addressLimit how often one address may call, whoever it is
 * @param failedAuthenticationLimit how many failed authentications one address is granted
 * @param concurrency how many requests are worked on at once, and whose go first; not limited if
 *     not set
 * @param shared what the instances of this service share
 * @param proxies addresses or networks of the proxies whose forwarding header is believed, for
 *     example 10.0.0.0/8; none if empty
 * @param forwardedHeader which header these proxies set
 * @param cors which web origins may call from a browser
 * @param body limits of request bodies
 * @param multipart limits of multipart bodies, and where they are kept
 * @param target limits of request targets
 * @param response how responses are guarded
 * @param events where security events are written, and how they come there
 * @param secrets mounted secrets, and how they are watched
 * @param egress where the calls of this service may go, by the clients that Spring Boot builds
 * @param outbound the credentials that these calls carry, by a name of your choice: 1 to 64 of a-z
 *     A-Z 0-9 - _ .
 */
@ConfigurationProperties(prefix = HauberkProperties.PREFIX, ignoreUnknownFields = false)
public record HauberkProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("enforce") Mode mode,
    @DefaultValue Map<Control, Mode> controls,
    @Nullable String contract,
    @DefaultValue List<ContractAt> contracts,
    @DefaultValue("summary") StartLint.Detail lint,
    @DefaultValue Map<String, Issuer> issuers,
    @DefaultValue Map<String, ApiKeys> apiKeys,
    @DefaultValue Map<String, Certificates> certificates,
    @DefaultValue ClientCertificates clientCertificates,
    @DefaultValue Dpop dpop,
    @DefaultValue Map<String, String> schemes,
    @DefaultValue List<String> openPaths,
    @Nullable String operatorScope,
    @DefaultValue Set<String> operatorProfiles,
    @DefaultValue Set<String> hosts,
    @DefaultValue CallerLimit rateLimit,
    @DefaultValue Limit addressLimit,
    @DefaultValue Limit failedAuthenticationLimit,
    @Nullable Concurrency concurrency,
    @DefaultValue Shared shared,
    @DefaultValue List<String> proxies,
    @DefaultValue("x-forwarded-for") ClientAddress.Header forwardedHeader,
    @Nullable Cors cors,
    @DefaultValue Body body,
    @DefaultValue Multipart multipart,
    @DefaultValue Target target,
    @DefaultValue Response response,
    @DefaultValue Events events,
    @DefaultValue Secrets secrets,
    @DefaultValue Egress egress,
    @DefaultValue Map<String, Outbound> outbound) {

  /** The prefix of all properties. */
  public static final String PREFIX = "hauberk";

  /** Copies the collections. */
  public HauberkProperties {
    controls = Map.copyOf(controls);
    contracts = List.copyOf(contracts);
    issuers = Map.copyOf(issuers);
    apiKeys = Map.copyOf(apiKeys);
    certificates = Map.copyOf(certificates);
    schemes = Map.copyOf(schemes);
    openPaths = List.copyOf(openPaths);
    operatorProfiles = Set.copyOf(operatorProfiles);
    hosts = Set.copyOf(hosts);
    proxies = List.copyOf(proxies);
    outbound = Map.copyOf(outbound);
  }

  /**
   * Where security events are written, and how they come there.
   *
   * @param format how they are written: logger hands them to the logger io.hauberk.security as
   *     key/values, ecs and ocsf write a line of JSON for each
   * @param file the file to whose end ecs and ocsf write; the standard output if not set
   * @param chain whether each line of ecs and ocsf carries a hash over the line before it and
   *     itself, so that the command line can tell whether some were changed or removed
   * @param chainKeyFile a mounted file that holds the key of these hashes, 32 to 4096 octets, read
   *     at the start; needs chain
   * @param pseudonymKeyFile a mounted file that holds the key of pseudonyms, by which events of all
   *     instances that have the same key can be joined, 32 to 4096 octets, read at the start; by
   *     default a random key of each process
   * @param foldWindow how long equal refusals are held back before one of them, with their count,
   *     stands for all; zero to 1h; zero publishes each by itself
   * @param queueCapacity how many events may wait for the sinks; 1 to 1000000
   * @param closeTimeout how long the end of the application waits for the sinks; zero to 1m
   */
  public record Events(
      @DefaultValue("logger") EventFormat format,
      @Nullable Path file,
      @DefaultValue("false") boolean chain,
      @Nullable Path chainKeyFile,
      @Nullable Path pseudonymKeyFile,
      @DefaultValue("10s") Duration foldWindow,
      @DefaultValue("8192") int queueCapacity,
      @DefaultValue("5s") Duration closeTimeout) {}

  /** How security events are written. */
  public enum EventFormat {
    /** As key/values to the logger {@code io.hauberk.security}. */
    LOGGER,
    /** As lines of JSON with the names of the Elastic Common Schema. */
    ECS,
    /** As lines of JSON in the classes of OCSF 1.8. */
    OCSF
  }

  /**
   * One of several contracts.
   *
   * @param location where it is, as a Spring resource location such as classpath:orders.yaml
   * @param basePath the path under which its operations are served, without a slash at its end; by
   *     default what its servers say
   */
  @ConfigurationPropertiesSource
  public record ContractAt(String location, @Nullable String basePath) {}

  /**
   * All that this service believes of one issuer.
   *
   * @param issuer the exact iss of its tokens; required, unless trust-domain is set
   * @param trustDomain takes the JWT-SVIDs of this SPIFFE trust domain, in place of the tokens of
   *     an issuer; without scheme, for example prod.example.org
   * @param kubernetes whether its tokens are the projected service account tokens of a Kubernetes
   *     cluster
   * @param audience this service's names at the issuer, of which a token must carry one in aud;
   *     required
   * @param algorithms the signature algorithms of its tokens, of RS256, RS384, RS512, PS256, PS384,
   *     PS512, ES256, ES384, ES512, EdDSA; by default RS256, PS256, ES256, EdDSA
   * @param jwksUri the URL of its key set, https, or http to this machine; one of jwks-uri,
   *     discovery, jwks-file, pem-file and bundle-file is required
   * @param discovery finds its key set through the metadata that it publishes: openid below the
   *     issuer (OpenID Connect Discovery), oauth between its host and path (RFC 8414)
   * @param jwksFile a mounted file that holds its key set
   * @param pemFile mounted PEM files that hold its public keys or certificates
   * @param bundleFile a mounted file that holds the bundle of the trust domain
   * @param revocations a mounted file that lists which of its tokens are taken back before they
   *     expire; none if not set
   * @param acceptUntypedTokens takes tokens that do not say that they are access tokens (RFC 9068);
   *     weaker
   * @param dpop takes tokens that are bound to a key of the caller, each with a DPoP proof (RFC
   *     9449) for its request; needs hauberk.dpop.origins
   * @param requireBinding refuses tokens that are bound to nothing, neither by DPoP nor to a client
   *     certificate
   * @param clockSkew how far its clock may differ from ours, 0s to 5m; by default 60s
   * @param maxLifetime the longest lifetime that a token may claim, 1s to 366d; by default 24h
   * @param maxAge how long after its issue a token is taken, whatever its expiry, 1s to 366d; not
   *     limited if not set
   * @param scopeClaim the claim that holds the scopes as one text; by default scope
   * @param scopeListClaim a claim that holds scopes as an array, for example scp; none if not set
   * @param maxTokenSize the longest token that is looked at, 256B to 64KB; by default 16KB
   * @param lazyKeys lets the service start before the keys of jwks-uri or discovery were fetched
   * @param keys how the keys of jwks-uri or discovery are fetched and kept fresh
   */
  @ConfigurationPropertiesSource
  public record Issuer(
      @Nullable String issuer,
      @Nullable String trustDomain,
      @DefaultValue("false") boolean kubernetes,
      @DefaultValue List<String> audience,
      @DefaultValue List<String> algorithms,
      @Nullable URI jwksUri,
      @Nullable Discovery discovery,
      @Nullable Path jwksFile,
      @DefaultValue List<Path> pemFile,
      @Nullable Path bundleFile,
      @Nullable Path revocations,
      @DefaultValue("false") boolean acceptUntypedTokens,
      @DefaultValue("false") boolean dpop,
      @DefaultValue("false") boolean requireBinding,
      @Nullable Duration clockSkew,
      @Nullable Duration maxLifetime,
      @Nullable Duration maxAge,
      @Nullable String scopeClaim,
      @Nullable String scopeListClaim,
      @Nullable DataSize maxTokenSize,
      @DefaultValue("false") boolean lazyKeys,
      @DefaultValue Keys keys) {

    /** Copies the collections. */
    public Issuer {
      audience = List.copyOf(audience);
      algorithms = List.copyOf(algorithms);
      pemFile = List.copyOf(pemFile);
    }
  }

  /**
   * A list of API keys.
   *
   * @param file a mounted file that lists the hashes of the keys; required
   */
  @ConfigurationPropertiesSource
  public record ApiKeys(Path file) {}

  /**
   * Callers who are known by their client certificates.
   *
   * @param trustDomain the SPIFFE trust domain whose X.509-SVIDs are taken, such as prod.example;
   *     one of trust-domain and subject is required
   * @param subject which of its names another certificate is known by
   * @param authorities a mounted file with the certificates of those who vouch for callers: PEM, or
   *     a SPIFFE bundle; required
   * @param callers who may call; whoever the authorities vouch for if none is listed
   */
  @ConfigurationPropertiesSource
  public record Certificates(
      @Nullable String trustDomain,
      @Nullable CertificateSubject subject,
      @Nullable Path authorities,
      @DefaultValue List<CertificateCaller> callers) {

    /** Copies the collection. */
    public Certificates {
      callers = List.copyOf(callers);
    }
  }

  /**
   * A caller who is known by its client certificate.
   *
   * @param name its name: a SPIFFE ID, or what subject says
   * @param scopes what it may do, where the contract or operator-scope asks for scopes
   */
  @ConfigurationPropertiesSource
  public record CertificateCaller(String name, @DefaultValue Set<String> scopes) {

    /** Copies the collection. */
    public CertificateCaller {
      scopes = Set.copyOf(scopes);
    }
  }

  /**
   * Which proxies in front of this service are believed what they tell of client certificates.
   *
   * @param header which header they write, and remove from what callers send
   * @param peers their addresses or networks, for example 10.1.2.0/24; nobody is believed if empty
   */
  public record ClientCertificates(
      ForwardedCertificates.@Nullable Header header, @DefaultValue List<String> peers) {

    /** Copies the collection. */
    public ClientCertificates {
      peers = List.copyOf(peers);
    }
  }

  /**
   * What is asked of DPoP proofs (RFC 9449).
   *
   * @param origins schemes and hosts under which callers know this service, such as
   *     https://orders.example; required where an issuer has dpop: true
   * @param window how far the time of a proof may lie before and after now, 5s to 5m; by default
   *     60s
   * @param nonce whether proofs must hold a nonce that this service gives
   * @param nonceKey a mounted file with the key of the nonces, 32 bytes or more, which replicas
   *     share; by default each process makes its own
   * @param maxProofs how many used proofs each instance remembers, 1000 to 100000000; by default
   *     1000000
   */
  public record Dpop(
      @DefaultValue Set<String> origins,
      @Nullable Duration window,
      @DefaultValue("false") boolean nonce,
      @Nullable Path nonceKey,
      @Nullable Integer maxProofs) {

    /** Copies the collection. */
    public Dpop {
      origins = Set.copyOf(origins);
    }
  }

  /**
   * How the keys behind a URL are fetched and kept fresh.
   *
   * @param refreshEvery how often they are fetched, 10s to 24h; by default 5m
   * @param unknownKeyCooldown within this time tokens with unknown key ids cause one fetch, and at
   *     most two more that are held in reserve for callers of a new key, 1s to 1h; by default 5s
   * @param maxStale how long keys are used after the last fetch that succeeded, refresh-every to
   *     7d; by default 1h
   * @param maxWait how long a request waits for keys, 10ms to 10s; a fetch that takes longer goes
   *     on without it; by default 1s
   * @param addresses where private addresses of the server of the keys lie, for example 10.0.0.0/8;
   *     none for a server of the public internet
   * @param trustCertificates a mounted PEM file of the authorities that vouch for this server, in
   *     place of those that the JVM trusts
   * @param tokenFile a mounted file with the bearer token that this server asks for, read anew for
   *     each fetch
   */
  public record Keys(
      @Nullable Duration refreshEvery,
      @Nullable Duration unknownKeyCooldown,
      @Nullable Duration maxStale,
      @Nullable Duration maxWait,
      @DefaultValue List<String> addresses,
      @Nullable Path trustCertificates,
      @Nullable Path tokenFile) {

    /** Copies the collection. */
    public Keys {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * How often one key may pass.
   *
   * @param permits how many in each period, 1 to 1000000000; by default 2000 for address-limit, 100
   *     for failed-authentication-limit
   * @param period the length of a period, 1ms to 366d; by default 1s for address-limit, 1m for
   *     failed-authentication-limit
   * @param windows more windows that hold as well, as permits/period: 5000/1h
   */
  @ConfigurationPropertiesSource
  public record Limit(
      @Nullable Long permits, @Nullable Duration period, @DefaultValue List<String> windows) {

    /** Copies the collection. */
    public Limit {
      windows = List.copyOf(windows);
    }
  }

  /**
   * What the instances of a service share, over the Redis of spring.data.redis or a bean {@link
   * io.hauberk.store.SharedStore}.
   *
   * @param limits whether rate-limit holds for all instances together
   * @param replays whether a DPoP proof is good once for all instances together
   * @param replayFailure what becomes of a request with a proof while the store cannot tell whether
   *     it was used: it is refused with 503, or this instance goes by what itself remembers
   * @param service the name under which the instances find each other in the store: 1 to 64 of a-z
   *     A-Z 0-9 - _ .; by default that of spring.application.name
   * @param instances how many there are assumed to be as long as the store has never been reached,
   *     1 to 100000
   */
  public record Shared(
      @DefaultValue("false") boolean limits,
      @DefaultValue("false") boolean replays,
      @DefaultValue("refuse") DpopOptions.ReplayFailure replayFailure,
      @Nullable String service,
      @DefaultValue("1") int instances) {}

  /**
   * The limits of one operation.
   *
   * @param permits how many calls of one caller in each period, 1 to 1000000000; by default those
   *     of rate-limit
   * @param period the length of a period, 1ms to 366d; by default that of rate-limit
   * @param windows more windows that hold as well, as permits/period: 5000/1h
   * @param totalWindows how often all callers together may call it, as permits/period; not limited
   *     if not set
   * @param cost how many permits one call takes, 1 to 1000; by default 1
   */
  @ConfigurationPropertiesSource
  public record OperationLimit(
      @Nullable Long permits,
      @Nullable Duration period,
      @DefaultValue List<String> windows,
      @DefaultValue List<String> totalWindows,
      @Nullable Integer cost) {

    /** Copies the collections. */
    public OperationLimit {
      windows = List.copyOf(windows);
      totalWindows = List.copyOf(totalWindows);
    }
  }

  /**
   * How often one caller may call one operation.
   *
   * @param permits how many calls in each period, 1 to 1000000000; by default 100
   * @param period the length of a period, 1ms to 366d; by default 1s
   * @param maxKeys how many callers × operations the limit tells apart, 1 to 10000000, and four
   *     times as many as each other limit does; above it, new ones share one; by default 100000
   * @param windows more windows that hold as well, as permits/period: 5000/1h
   * @param callerWindows how often one caller may call, all operations together, as permits/period;
   *     not limited if not set
   * @param headers which response headers tell of the limits; a refusal has Retry-After in any case
   * @param operations limits of single operations, by operationId
   */
  public record CallerLimit(
      @Nullable Long permits,
      @Nullable Duration period,
      @Nullable Integer maxKeys,
      @DefaultValue List<String> windows,
      @DefaultValue List<String> callerWindows,
      @DefaultValue("ietf") RateLimitHeaders.Style headers,
      @DefaultValue Map<String, OperationLimit> operations) {

    /** Copies the collections. */
    public CallerLimit {
      windows = List.copyOf(windows);
      callerWindows = List.copyOf(callerWindows);
      operations = Map.copyOf(operations);
    }
  }

  /**
   * How many requests are worked on at once, by a limit that follows the measured latency.
   *
   * @param max never more than this, 1 to 100000; required with concurrency
   * @param min never fewer than this, 1 to max; by default 20, or max if that is less
   * @param high whose requests are shed last: callers as profile:subject, or names of profiles for
   *     all of their callers
   * @param low whose requests are shed before those of others, likewise
   */
  public record Concurrency(
      @Nullable Integer max,
      @Nullable Integer min,
      @DefaultValue Set<String> high,
      @DefaultValue Set<String> low) {

    /** Copies the collections. */
    public Concurrency {
      high = Set.copyOf(high);
      low = Set.copyOf(low);
    }
  }

  /**
   * Which web origins may call from a browser.
   *
   * @param origins exact origins such as https://shop.example, no wildcard; required with cors
   * @param headers request header fields that scripts may set besides the safelisted ones
   * @param exposedHeaders response header fields that scripts may read
   * @param credentials whether browsers may send cookies and TLS certificates
   * @param maxAge how long browsers may remember the answer, 0s to 1d
   */
  public record Cors(
      @DefaultValue Set<String> origins,
      @DefaultValue({"Authorization", "Content-Type"}) Set<String> headers,
      @DefaultValue Set<String> exposedHeaders,
      @DefaultValue("false") boolean credentials,
      @DefaultValue("10m") Duration maxAge) {

    /** Copies the collections. */
    public Cors {
      origins = Set.copyOf(origins);
      headers = Set.copyOf(headers);
      exposedHeaders = Set.copyOf(exposedHeaders);
    }
  }

  /**
   * Limits of request bodies.
   *
   * @param maxBytes the largest body that is read and judged (JSON, form, text), from 1B; by
   *     default 1MB
   * @param maxStreamBytes the largest body of another media type, which is only counted, from 1B;
   *     by default 16MB
   * @param maxDepth levels of arrays and objects in a JSON body, 0 to 1000; by default 64
   * @param maxValues values in a JSON body, from 1; by default 100000
   * @param maxMembers members of one object in a JSON body, from 1; by default 10000
   * @param maxItems items of one array in a JSON body, from 1; by default 100000
   * @param maxStringBytes the longest string or name in a JSON body, from 1B; by default 1MB
   * @param contentEncodings content codings that bodies may have, of gzip and deflate; none if
   *     empty
   * @param maxInflationRatio how many times its received bytes a body may become, beyond its first
   *     64KB, 1 to 10000; by default 100
   * @param readOnly what becomes of requests with a property that the contract calls readOnly;
   *     accept is for clients that send back what they read
   */
  public record Body(
      @Nullable DataSize maxBytes,
      @Nullable DataSize maxStreamBytes,
      @Nullable Integer maxDepth,
      @Nullable Integer maxValues,
      @Nullable Integer maxMembers,
      @Nullable Integer maxItems,
      @Nullable DataSize maxStringBytes,
      @DefaultValue Set<String> contentEncodings,
      @Nullable Integer maxInflationRatio,
      @DefaultValue("refuse") ReadOnlyProperties readOnly) {

    /** Copies the collection. */
    public Body {
      contentEncodings = Set.copyOf(contentEncodings);
    }
  }

  /**
   * Limits of multipart bodies, and where they are kept; the container's own do not count.
   *
   * @param maxBytes the largest multipart body, from 1B; by default 16MB
   * @param maxParts parts of one body, 1 to 100000; by default 128
   * @param maxPartHeaderBytes header fields of one part, and so its names, 64B to 64KB; by default
   *     4KB
   * @param memoryThreshold the largest body that is kept in memory, 0B to 64MB; a larger one is
   *     kept in a file; by default 64KB
   * @param directory where these files are; by default that of java.io.tmpdir
   */
  public record Multipart(
      @Nullable DataSize maxBytes,
      @Nullable Integer maxParts,
      @Nullable DataSize maxPartHeaderBytes,
      @Nullable DataSize memoryThreshold,
      @Nullable Path directory) {}

  /**
   * Limits of request targets.
   *
   * @param maxLength the longest path and query together, in characters, from 1; by default 8192
   */
  public record Target(@Nullable Integer maxLength) {}

  /**
   * How responses are guarded.
   *
   * @param maxBytes the longest response body that is held against its schema, 1B to 64MB; longer
   *     ones leave unjudged; by default 1MB
   * @param sampleRate which part of the bodies is judged while response-contract reports, 0 to 1;
   *     while it enforces, all are; by default 1
   * @param headers whether headers are set as OWASP advises for APIs where the service sets none,
   *     and Server, X-Powered-By and their like are left out
   * @param strictTransportSecurity how long browsers are told to come by https only, 0s to 3650d;
   *     told over TLS only, and not at all if not set
   * @param internalHosts ends of host names, such as .corp.example, that no error may tell, besides
   *     those that are internal everywhere
   */
  public record Response(
      @Nullable DataSize maxBytes,
      @Nullable Double sampleRate,
      @DefaultValue("true") boolean headers,
      @Nullable Duration strictTransportSecurity,
      @DefaultValue Set<String> internalHosts) {

    /** Copies the collection. */
    public Response {
      internalHosts = Set.copyOf(internalHosts);
    }
  }

  /**
   * Mounted secrets, and how they are watched.
   *
   * @param pollInterval how often mounted files are read, 1s to 1h; those that have moved are read
   *     within a second
   * @param text mounted texts such as passwords, by a name of your choice, for which
   *     ${hauberk.secret.NAME} stands: 1 to 64 of a-z A-Z 0-9 - _ .
   * @param tls mounted keys with their certificates, each an SSL bundle of its name
   * @param environmentWarnings whether environment variables that look like secrets are told
   */
  public record Secrets(
      @DefaultValue("10s") Duration pollInterval,
      @DefaultValue Map<String, TextSecret> text,
      @DefaultValue Map<String, TlsSecret> tls,
      @DefaultValue("true") boolean environmentWarnings) {

    /** Copies the collections. */
    public Secrets {
      text = Map.copyOf(text);
      tls = Map.copyOf(tls);
    }

    /** Whether there is anything to watch. */
    boolean any() {
      return !text.isEmpty() || !tls.isEmpty();
    }
  }

  /**
   * A mounted text.
   *
   * @param file where it is; required
   * @param maxAge the age from which on an event tells that it should be replaced; any if not set
   */
  @ConfigurationPropertiesSource
  public record TextSecret(@Nullable Path file, @Nullable Duration maxAge) {}

  /**
   * A mounted key with its certificates.
   *
   * @param certificate PEM of its certificate and the issuers of that, in order; required
   * @param key PEM of the key, PKCS#8, in the same directory; may be the same file; required
   * @param authorities PEM of the authorities whose certificates are trusted; those of Java if not
   *     set
   * @param expiryWarning how long before its end an event tells of a certificate; by default a
   *     sixth of its life and at most 30d
   */
  @ConfigurationPropertiesSource
  public record TlsSecret(
      @Nullable Path certificate,
      @Nullable Path key,
      @Nullable Path authorities,
      @Nullable Duration expiryWarning) {}

  /**
   * Where the calls of this service may go. Addresses that no service has a reason to call, such as
   * the metadata services of clouds, are refused whatever is listed here.
   *
   * @param mode how a call is treated that may not leave; by default hauberk.mode
   * @param destinations the destinations that this service may call; any if none is listed and
   *     unlisted is not set
   * @param unlisted whether destinations that are not listed may be called, too, at public
   *     addresses
   */
  public record Egress(
      @Nullable Mode mode,
      @DefaultValue List<EgressDestination> destinations,
      @DefaultValue("false") boolean unlisted) {

    /** Copies the collection. */
    public Egress {
      destinations = List.copyOf(destinations);
    }

    /** Whether anything is said of where calls may go. */
    boolean restricts() {
      return unlisted || !destinations.isEmpty();
    }
  }

  /**
   * One destination that this service may call.
   *
   * @param url scheme, host and perhaps port, without a path, such as https://api.partner.example
   * @param addresses where its private and loopback addresses lie, for example 10.0.0.0/8; none for
   *     a destination of the public internet
   */
  @ConfigurationPropertiesSource
  public record EgressDestination(String url, @DefaultValue List<String> addresses) {

    /** Copies the collection. */
    public EgressDestination {
      addresses = List.copyOf(addresses);
    }
  }

  /** What an authorization server is asked for. */
  public enum GrantType {
    /** A token for this service itself (RFC 6749, 4.4). */
    CLIENT_CREDENTIALS,
    /** A token in exchange for that of whom this service calls for (RFC 8693). */
    TOKEN_EXCHANGE
  }

  /**
   * A credential of this service for its calls to others.
   *
   * @param destinations the destinations that it is sent to, and no others: scheme, host and
   *     perhaps port, without a path, such as https://inventory.example; required
   * @param tls which pair of hauberk.secrets.tls is shown to the destinations as this service's
   *     certificate; none if not set
   * @param tokenFile a mounted file that holds the token and is kept fresh by others; one of
   *     token-file, token-uri and tls is required
   * @param tokenUri the token endpoint of the authorization server that grants it, https, or http
   *     to this machine
   * @param tokenAddresses where private addresses of the token endpoint lie, for example
   *     10.0.0.0/8; none for a server of the public internet
   * @param grantType what the server is asked for: a token for this service itself, or one in
   *     exchange for that of whom it calls for (RFC 8693)
   * @param clientId which client this service is there; required with token-uri
   * @param clientSecretFile a mounted file that holds the client's secret
   * @param clientSecretInBody sends the client's secret in the body of the request, for servers
   *     that take it nowhere else
   * @param privateKeyFile a mounted PEM file with the key that signs the client's assertions
   *     (private_key_jwt), in place of a secret
   * @param clientTls which pair of hauberk.secrets.tls is shown to the token endpoint as the
   *     client's certificate (RFC 8705), in place of a secret
   * @param keyId what assertions call that key; nothing if not set
   * @param signingAlgorithm what signs them, of RS256, RS384, RS512, PS256, PS384, PS512, ES256,
   *     ES384, ES512; by default RS256 for RSA keys, else that of the curve
   * @param assertionAudience for whom they are: the issuer identifier of the server, or what it
   *     asks for; required with private-key-file
   * @param assertionType what they say that they are; servers may ask for client-authentication+jwt
   * @param clientAssertionFile a mounted file with an assertion that others make for this client,
   *     in place of a secret
   * @param subjectTokenFile a mounted file with the token that is exchanged; that of the request's
   *     attribute if not set
   * @param actorTokenFile a mounted file with the token of who acts for it
   * @param dpop binds the tokens to a key of this process, which proves itself with each call (RFC
   *     9449)
   * @param scope what the token shall be good for; what the server decides if empty
   * @param audience for whom the token shall be, by names that the server knows (RFC 8693)
   * @param resource for whom the token shall be, by URI (RFC 8707)
   * @param maxWait how long a call waits for a token when none is at hand, 1ms to 30s; by default
   *     2s
   * @param insecureHttp lets the token go over http, where others may read it, and what asks for it
   *     to the token-uri of this credential; only where a service mesh encrypts the way
   */
  @ConfigurationPropertiesSource
  public record Outbound(
      @DefaultValue List<String> destinations,
      @Nullable String tls,
      @Nullable Path tokenFile,
      @Nullable URI tokenUri,
      @DefaultValue List<String> tokenAddresses,
      @DefaultValue("client-credentials") GrantType grantType,
      @Nullable String clientId,
      @Nullable Path clientSecretFile,
      @DefaultValue("false") boolean clientSecretInBody,
      @Nullable Path privateKeyFile,
      @Nullable String clientTls,
      @Nullable String keyId,
      @Nullable String signingAlgorithm,
      @Nullable String assertionAudience,
      @DefaultValue("JWT") String assertionType,
      @Nullable Path clientAssertionFile,
      @Nullable Path subjectTokenFile,
      @Nullable Path actorTokenFile,
      @DefaultValue("false") boolean dpop,
      @DefaultValue List<String> scope,
      @DefaultValue List<String> audience,
      @DefaultValue List<URI> resource,
      @Nullable Duration maxWait,
      @DefaultValue("false") boolean insecureHttp) {

    /** Copies the collections. */
    public Outbound {
      destinations = List.copyOf(destinations);
      tokenAddresses = List.copyOf(tokenAddresses);
      scope = List.copyOf(scope);
      audience = List.copyOf(audience);
      resource = List.copyOf(resource);
    }
  }
}
