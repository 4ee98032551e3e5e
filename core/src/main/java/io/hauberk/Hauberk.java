package io.hauberk;

import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOperation;
import io.hauberk.identity.ApiKeyState;
import io.hauberk.identity.Authenticator;
import io.hauberk.identity.KeyState;
import io.hauberk.limit.AdaptiveConcurrency;
import io.hauberk.limit.SharedLimits;
import io.hauberk.request.Control;
import io.hauberk.request.Mode;
import io.hauberk.request.Operation;
import io.hauberk.request.RequestHead;
import io.hauberk.secret.SecretPoller;
import io.hauberk.secret.SecretState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The front door: every request of the service enters here, and is answered, or admitted with what
 * was verified.
 *
 * <p>It does no I/O; an adapter ({@code io.hauberk.servlet.HauberkFilter}, the framework
 * integrations) moves the bytes. Safe for use by any number of threads.
 */
public final class Hauberk implements AutoCloseable {
  private final FrontDoor door;
  private final SecretPoller secrets;
  private final @Nullable SharedLimits shared;
  private final Runnable onClose;

  /** Begins the set-up. */
  public static HauberkBuilder builder() {
    return new HauberkBuilder();
  }

  Hauberk(FrontDoor door, SecretPoller secrets, @Nullable SharedLimits shared, Runnable onClose) {
    this.door = door;
    this.secrets = secrets;
    this.shared = shared;
    this.onClose = onClose;
    door.events().started(door);
  }

  /**
   * Takes a request as far as it goes without its body. Never throws: a check that fails to decide
   * refuses.
   */
  public Passage begin(RequestHead head) {
    return new Way(door, head).begin();
  }

  /**
   * The answer to an error that the container found before any request was admitted.
   *
   * @param request the request, as far as the container read it
   * @param status the container's status, from 400 to 599
   */
  public Answer containerError(RequestHead request, int status) {
    return ProblemAnswers.ofStatus(status).with(door.responses().headers().all(request));
  }

  /** The mode of each control. */
  public Map<Control, Mode> modes() {
    return door.modes().all();
  }

  /** How it stands with the keys of each issuer. */
  public List<KeyState> keyStates() {
    Authenticator authenticator = door.authenticator();
    return authenticator == null ? List.of() : authenticator.keyStates();
  }

  /** How it stands with each API key, and when it was last used. */
  public List<ApiKeyState> apiKeyStates() {
    Authenticator authenticator = door.authenticator();
    return authenticator == null ? List.of() : authenticator.apiKeyStates();
  }

  /** How it stands with each mounted file that is watched: keys, revocation lists. */
  public List<SecretState> secretStates() {
    return secrets.states();
  }

  /** How many requests are worked on at once; empty if that is not limited. */
  public Optional<AdaptiveConcurrency> concurrency() {
    Limits.Concurrency concurrency = door.limits().concurrency();
    return concurrency == null ? Optional.empty() : Optional.of(concurrency.limit());
  }

  /** How it stands with the limits that all instances share; empty if they share none. */
  public Optional<SharedLimits.State> sharedLimits() {
    return Optional.ofNullable(shared).map(SharedLimits::state);
  }

  /** The contracts in force. */
  public List<Contract> contracts() {
    return door.contracts();
  }

  /** What stands in front of each operation, in the order of the contracts. */
  public List<ProtectedOperation> operations() {
    List<ProtectedOperation> operations = new ArrayList<>();
    for (Contract contract : door.contracts()) {
      contract
          .operations()
          .forEach(
              declared -> {
                FrontDoor.OperationGuard guard = door.guardOf(declared);
                CallLimits.Toll own = guard.toll();
                CallLimits.Toll toll = own == null ? door.limits().calls().toll() : own;
                operations.add(
                    new ProtectedOperation(
                        declared.operation(),
                        guard.rule().isOpen(),
                        guard.rule().alternatives(),
                        toll.limits(),
                        toll.totalLimits(),
                        toll.cost()));
              });
    }
    return List.copyOf(operations);
  }

  /**
   * Holds the contracts against the framework's own routes, and emits an event for each difference.
   *
   * @param routes all routes that the framework serves to callers; operators' paths may be among
   *     them
   */
  public RouteComparison compareRoutes(Collection<FrameworkRoute> routes) {
    Set<String> served = new HashSet<>();
    routes.forEach(
        route -> served.add(route.method() + " " + FrameworkRoute.shape(route.template())));
    Set<String> declared = new HashSet<>();
    List<Operation> missing = new ArrayList<>();
    for (Contract contract : door.contracts()) {
      for (ContractOperation one : contract.operations()) {
        Operation operation = one.operation();
        boolean isServed = false;
        for (String shape : door.guardOf(one).shapes()) {
          declared.add(operation.method() + " " + shape);
          declared.add("* " + shape);
          isServed |=
              served.contains(operation.method() + " " + shape) || served.contains("* " + shape);
        }
        if (!isServed) {
          missing.add(operation);
        }
      }
    }
    List<FrameworkRoute> undeclared =
        routes.stream()
            .filter(route -> !isOpen(route) && !isOperators(route))
            .filter(
                route ->
                    !declared.contains(
                        route.method() + " " + FrameworkRoute.shape(route.template())))
            .distinct()
            .toList();
    missing.forEach(door.events()::missing);
    undeclared.forEach(door.events()::undeclared);
    return new RouteComparison(missing, undeclared);
  }

  private boolean isOpen(FrameworkRoute route) {
    return door.openPaths().contains(route.template());
  }

  private boolean isOperators(FrameworkRoute route) {
    return door.operator() != null && door.operator().matches(route.template());
  }

  /**
   * Stops key fetching and rotation, and emits the last event. A publisher of events that was
   * handed in is left open for its maker to close.
   */
  @Override
  public void close() {
    door.events().stopped();
    onClose.run();
  }
}
