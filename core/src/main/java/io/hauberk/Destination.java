package io.hauberk;

import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOperation;
import io.hauberk.contract.ParsedTarget;
import io.hauberk.contract.RequestTarget;
import io.hauberk.contract.Route;
import io.hauberk.request.Decision;
import io.hauberk.request.Reason;
import io.hauberk.request.RequestHead;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a request leads: its target, read, and the operation of the contract that owns its path.
 */
final class Destination {
  private static final String PREFLIGHT = "Access-Control-Request-Method";

  private final FrontDoor door;
  private final RequestHead head;
  private @Nullable RequestTarget target;
  private @Nullable OperatorPaths operator;
  private @Nullable Contract owner;
  private Route.@Nullable Found found;
  private @Nullable SortedSet<String> allow;
  private @Nullable Answer answer;

  Destination(FrontDoor door, RequestHead head) {
    this.door = door;
    this.head = head;
  }

  /** The target, or null if it could not be read. */
  @Nullable RequestTarget target() {
    return target;
  }

  /** The operators' paths, if the request is for one of them. */
  @Nullable OperatorPaths operator() {
    return operator;
  }

  /** The operation of the contract, if the request is for one. */
  Route.@Nullable Found found() {
    return found;
  }

  @Nullable ContractOperation operation() {
    return found == null ? null : found.operation();
  }

  /** The answer to {@code OPTIONS} and to preflights, which no service needs to see. */
  @Nullable Answer answer() {
    return answer;
  }

  /** The methods of the path, where the contract declares the path and not the method. */
  @Nullable SortedSet<String> allow() {
    return allow;
  }

  /** Reads the target; nothing is rewritten. */
  Decision readTarget() {
    Reason refused = Reason.TARGET_MALFORMED;
    for (Contract contract : door.contracts()) {
      ParsedTarget parsed = RequestTarget.parse(head.target(), contract.targetLimits());
      if (parsed instanceof RequestTarget good) {
        Contract owning = door.ownerOf(good.path());
        if (owning == null || owning == contract) { // another owner judges by its own limits
          take(good, owning);
          return answersFor(good) ? Decision.ADMITTED : Decision.denied(Reason.AUTHORITY_UNKNOWN);
        }
      } else if (parsed instanceof ParsedTarget.Refused no) {
        refused = no.reason();
      }
    }
    return Decision.denied(refused);
  }

  private void take(RequestTarget good, @Nullable Contract owning) {
    target = good;
    owner = owning;
    OperatorPaths operators = door.operator();
    operator = operators != null && operators.matches(good.path()) ? operators : null;
  }

  private boolean answersFor(RequestTarget good) {
    List<String> host = head.headers("Host");
    Optional<String> authority = good.authority();
    return door.hosts().isEmpty()
        || (host.size() == 1
            && isOurs(host.get(0))
            && (authority.isEmpty() || isOurs(authority.get())));
  }

  private boolean isOurs(String authority) {
    return door.hosts().contains(authority.toLowerCase(Locale.ROOT));
  }

  /** Finds the operation. */
  Decision route() {
    RequestTarget here = target;
    if (operator != null) {
      return Decision.ADMITTED;
    }
    if (here == null || owner == null) {
      return Decision.denied(Reason.OPERATION_UNKNOWN);
    }
    CorsPolicy cors = door.cors();
    if (cors != null && isPreflight()) {
      // no method has an empty name, so the answer names those that the path has
      if (owner.route("", here) instanceof Route.MethodNotAllowed path) {
        answer = options(path.allow(), cors.preflight(head.headers("Origin"), path.allow()));
        return Decision.ADMITTED;
      }
    }
    Route route = owner.route(head.method(), here);
    if (route instanceof Route.Found match) {
      found = match;
      return Decision.ADMITTED;
    }
    if (route instanceof Route.Options options) {
      answer = options(options.allow(), Map.of());
      return Decision.ADMITTED;
    }
    if (route instanceof Route.MethodNotAllowed other) {
      allow = other.allow();
      return Decision.denied(Reason.METHOD_NOT_DECLARED);
    }
    return Decision.denied(Reason.OPERATION_UNKNOWN);
  }

  private boolean isPreflight() {
    return head.method().equals("OPTIONS")
        && head.headers("Origin").size() == 1
        && !head.headers(PREFLIGHT).isEmpty();
  }

  private static Answer options(SortedSet<String> allow, Map<String, String> permission) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Allow", String.join(", ", allow));
    headers.putAll(permission);
    return ProblemAnswers.empty(204, headers);
  }
}
