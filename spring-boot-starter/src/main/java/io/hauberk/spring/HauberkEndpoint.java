package io.hauberk.spring;

import io.hauberk.FrameworkRoute;
import io.hauberk.Hauberk;
import io.hauberk.ProtectedOperation;
import io.hauberk.RouteComparison;
import io.hauberk.contract.Contract;
import io.hauberk.identity.ApiKeyState;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.identity.JwsAlgorithm;
import io.hauberk.identity.KeyState;
import io.hauberk.outbound.CredentialState;
import io.hauberk.outbound.OutboundCredentials;
import io.hauberk.request.Mode;
import io.hauberk.secret.SecretState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
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
  private final OutboundCredentials credentials;
  private final Supplier<@Nullable RouteDifferences> routes;

  HauberkEndpoint(
      Hauberk hauberk,
      TrustedIssuers issuers,
      OutboundCredentials credentials,
      Supplier<@Nullable RouteDifferences> routes) {
    this.hauberk = hauberk;
    this.issuers = issuers;
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
        hauberk.apiKeyStates(),
        hauberk.operations().stream().map(HauberkEndpoint::operation).toList(),
        differences == null
            ? null
            : differences.comparison().map(HauberkEndpoint::routes).orElse(null),
        hauberk.secretStates(),
        credentials.states());
  }

  private Map<String, Mode> modes() {
    Map<String, Mode> modes = new TreeMap<>();
    hauberk.modes().forEach((control, mode) -> modes.put(control.id(), mode));
    return modes;
  }

  private static ContractInForce contract(Contract contract) {
    return new ContractInForce(
        contract.title(),
        contract.version(),
        contract.basePaths(),
        contract.notes().stream().map(note -> note.pointer() + ": " + note.text()).toList());
  }

  private Issuer issuer(IssuerProfile profile) {
    KeyState keys =
        hauberk.keyStates().stream()
            .filter(state -> state.profile().equals(profile.name()))
            .findFirst()
            .orElse(null);
    return new Issuer(
        profile.name(),
        profile.issuer(),
        profile.audiences(),
        profile.algorithms().stream().map(JwsAlgorithm::joseName).toList(),
        profile.acceptsUntypedTokens(),
        keys);
  }

  private static Operation operation(ProtectedOperation guarded) {
    return new Operation(
        guarded.operation().id(),
        guarded.operation().method(),
        guarded.operation().template(),
        guarded.open(),
        guarded.alternatives(),
        guarded.limit().permits() + " per " + guarded.limit().period());
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
   * @param apiKeys the API keys that this service takes, and when each was last used
   * @param operations what stands in front of each operation
   * @param routes how the contracts and the framework's routes differ; absent before the
   *     application is ready
   * @param secrets how it stands with mounted files
   * @param credentials how it stands with the credentials of outbound calls
   */
  record Posture(
      Map<String, Mode> modes,
      List<ContractInForce> contracts,
      List<Issuer> issuers,
      List<ApiKeyState> apiKeys,
      List<Operation> operations,
      @Nullable Routes routes,
      List<SecretState> secrets,
      List<CredentialState> credentials) {}

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
      @Nullable KeyState keys) {}

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
