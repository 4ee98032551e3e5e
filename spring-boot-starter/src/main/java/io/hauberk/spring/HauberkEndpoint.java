package io.hauberk.spring;

import io.hauberk.FrameworkRoute;
import io.hauberk.Hauberk;
import io.hauberk.ProtectedOperation;
import io.hauberk.RouteComparison;
import io.hauberk.contract.Contract;
import io.hauberk.identity.ApiKeyState;
import io.hauberk.identity.CertificateProfile;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.identity.JwsAlgorithm;
import io.hauberk.identity.KeyState;
import io.hauberk.limit.SharedLimits;
import io.hauberk.outbound.CredentialState;
import io.hauberk.outbound.OutboundCredentials;
import io.hauberk.secret.SecretState;
import io.hauberk.secret.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * The actuator endpoint {@code hauberk}: what protects this service. Reads only, and tells no
 * secret.
 */
@Endpoint(id = "hauberk")
final class HauberkEndpoint {
  private final Hauberk hauberk;
  private final TrustedIssuers issuers;
  private final TrustedCertificates certificates;
  private final OutboundCredentials credentials;
  private final Supplier<@Nullable RouteDifferences> routes;

  HauberkEndpoint(
      Hauberk hauberk,
      TrustedIssuers issuers,
      TrustedCertificates certificates,
      OutboundCredentials credentials,
      Supplier<@Nullable RouteDifferences> routes) {
    this.hauberk = hauberk;
    this.issuers = issuers;
    this.certificates = certificates;
    this.credentials = credentials;
    this.routes = routes;
  }

  /** Everything at once. */
  @ReadOperation
  public Posture posture() {
    RouteDifferences differences = routes.get();
    return new Posture(
        modes(),
        hauberk.contracts().stream().map(HauberkEndpoint::contract).toList(),
        issuers.profiles().stream().map(this::issuer).toList(),
        certificates.profiles().stream().map(HauberkEndpoint::certificates).toList(),
        hauberk.apiKeyStates(),
        hauberk.operations().stream().map(HauberkEndpoint::operation).toList(),
        differences == null
            ? null
            : differences.comparison().map(HauberkEndpoint::routes).orElse(null),
        hauberk.secretStates(),
        credentials.states().stream().map(HauberkEndpoint::credential).toList(),
        hauberk.sharedLimits().map(HauberkEndpoint::shared).orElse(null));
  }

  private static SharedStore shared(SharedLimits.State state) {
    return new SharedStore(
        state.isAlone() ? "alone" : "in_force",
        state.instances(),
        state.asks(),
        state.failures(),
        state.crowded());
  }

  private Map<String, String> modes() {
    Map<String, String> modes = new TreeMap<>();
    hauberk.modes().forEach((control, mode) -> modes.put(control.id(), word(mode)));
    return modes;
  }

  /** In lower case, as configuration, documentation and health have it. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static ContractInForce contract(Contract contract) {
    return new ContractInForce(
        contract.title(),
        contract.version(),
        contract.basePaths(),
        contract.notes().stream().map(note -> note.pointer() + ": " + note.text()).toList());
  }

  private Issuer issuer(IssuerProfile profile) {
    Keys keys =
        hauberk.keyStates().stream()
            .filter(state -> state.profile().equals(profile.name()))
            .findFirst()
            .map(HauberkEndpoint::keys)
            .orElse(null);
    return new Issuer(
        profile.name(),
        profile.issuer(),
        profile.audiences(),
        profile.algorithms().stream().map(JwsAlgorithm::joseName).toList(),
        profile.acceptsUntypedTokens(),
        keys);
  }

  private static Keys keys(KeyState state) {
    return new Keys(
        word(state.standing()), state.count(), state.fingerprint(), state.since(), state.trouble());
  }

  private static Certificates certificates(CertificateProfile profile) {
    return new Certificates(
        profile.name(),
        profile.trustDomain().orElse(null),
        profile.subject().map(subject -> word(subject).replace('_', '-')).orElse(null),
        new TreeMap<>(profile.callers()));
  }

  private static Credential credential(CredentialState state) {
    return new Credential(
        state.name(), word(state.standing()), state.since(), state.expires(), state.trouble());
  }

  private static Operation operation(ProtectedOperation guarded) {
    return new Operation(
        guarded.operation().id(),
        guarded.operation().method(),
        guarded.operation().template(),
        guarded.open(),
        guarded.alternatives(),
        guarded.limits().stream()
            .map(limit -> limit.permits() + " per " + limit.period())
            .collect(Collectors.joining(", ")));
  }

  private static Routes routes(RouteComparison comparison) {
    return new Routes(
        comparison.missing().stream().map(io.hauberk.request.Operation::id).toList(),
        comparison.undeclared().stream().map(HauberkEndpoint::route).toList());
  }

  private static String route(FrameworkRoute route) {
    return route.method() + " " + route.template();
  }

  /**
   * What protects this service.
   *
   * @param modes the mode of each control
   * @param contracts the contracts in force
   * @param issuers whom this service trusts
   * @param certificates which client certificates it takes
   * @param apiKeys the API keys that this service takes, and when each was last used
   * @param operations what stands in front of each operation
   * @param routes how the contracts and the framework's routes differ; absent before the
   *     application is ready
   * @param secrets how it stands with mounted files
   * @param credentials how it stands with the credentials of outbound calls
   * @param sharedLimits how it stands with the limits that all instances share; absent if they
   *     share none
   */
  record Posture(
      Map<String, String> modes,
      List<ContractInForce> contracts,
      List<Issuer> issuers,
      List<Certificates> certificates,
      List<ApiKeyState> apiKeys,
      List<Operation> operations,
      @Nullable Routes routes,
      List<SecretState> secrets,
      List<Credential> credentials,
      @Nullable SharedStore sharedLimits) {}

  /**
   * How it stands with the limits that all instances share.
   *
   * @param standing {@code in_force}, or {@code alone} while the store fails or is slow and this
   *     instance goes on with its share
   * @param instances how many instances there are, at the store's last word
   * @param asks how often the store was asked for permits
   * @param failures how many calls of the store failed
   * @param crowded how many questions were not put, because too many waited
   */
  record SharedStore(String standing, int instances, long asks, long failures, long crowded) {}

  /**
   * A contract.
   *
   * @param title its title
   * @param version its version
   * @param basePaths the paths under which it is served
   * @param notes what is worth knowing about it
   */
  record ContractInForce(
      String title, String version, List<String> basePaths, List<String> notes) {}

  /**
   * An issuer that this service trusts.
   *
   * @param name the name of its profile
   * @param issuer the exact iss of its tokens
   * @param audiences this service's names at the issuer
   * @param algorithms the algorithms that its tokens may be signed with
   * @param untypedTokens whether tokens that do not say what they are are taken
   * @param keys how it stands with its keys
   */
  record Issuer(
      String name,
      String issuer,
      Set<String> audiences,
      List<String> algorithms,
      boolean untypedTokens,
      @Nullable Keys keys) {}

  /**
   * How it stands with the keys of an issuer.
   *
   * @param standing {@code in_force}, {@code stale}, {@code waiting} or {@code absent}
   * @param count how many are in force
   * @param fingerprint the beginnings of their thumbprints; empty if there are none
   * @param since when they came into force; absent if there are none
   * @param trouble why newer ones cannot be had; absent if they can
   */
  record Keys(
      String standing,
      int count,
      String fingerprint,
      @Nullable Instant since,
      @Nullable Trouble trouble) {}

  /**
   * Client certificates that this service takes. How it stands with the file of their authorities
   * is told with the mounted files, as {@code hauberk.certificates.<name>.authorities}.
   *
   * @param name the name of their profile
   * @param trustDomain the SPIFFE trust domain; absent for other certificates
   * @param subject which of its names a certificate is known by, as configured; absent for SPIFFE
   * @param callers the listed callers and their scopes; empty if all may call for whom the
   *     authorities vouch
   */
  record Certificates(
      String name,
      @Nullable String trustDomain,
      @Nullable String subject,
      Map<String, Set<String>> callers) {}

  /**
   * A credential of outbound calls.
   *
   * @param name its name
   * @param standing {@code in_force}, {@code stale}, {@code waiting} or {@code absent}
   * @param since when it was asked for or read; absent if there is none
   * @param expires when it expires; absent if it does not say
   * @param trouble why the next one cannot be had; absent if it can
   */
  record Credential(
      String name,
      String standing,
      @Nullable Instant since,
      @Nullable Instant expires,
      @Nullable Trouble trouble) {}

  /**
   * An operation and what stands in front of it.
   *
   * @param id how events and metrics name it
   * @param method its method
   * @param template its path
   * @param open whether anyone may call it
   * @param alternatives the proofs that will do: in each, every profile with its scopes; empty
   *     means any caller
   * @param limit how often one caller may call it
   */
  record Operation(
      String id,
      String method,
      String template,
      boolean open,
      List<Map<String, Set<String>>> alternatives,
      String limit) {}

  /**
   * How contract and framework differ.
   *
   * @param missing operations that no route serves
   * @param undeclared routes that nobody reaches, as the contract does not declare them
   */
  record Routes(List<String> missing, List<String> undeclared) {}
}
