package io.hauberk;

import io.hauberk.FrontDoor.OperationGuard;
import io.hauberk.contract.BodyPlan;
import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOperation;
import io.hauberk.contract.ParsedTarget;
import io.hauberk.contract.RequestTarget;
import io.hauberk.contract.Route;
import io.hauberk.identity.Authentication;
import io.hauberk.identity.Authenticator;
import io.hauberk.limit.ClientAddress.Client;
import io.hauberk.limit.LimitDecision;
import io.hauberk.limit.RateLimitHeaders;
import io.hauberk.request.Caller;
import io.hauberk.request.Control;
import io.hauberk.request.Decision;
import io.hauberk.request.Finding;
import io.hauberk.request.Operation;
import io.hauberk.request.Reason;
import io.hauberk.request.RequestHead;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one request through every control, in the order of {@link Control}. Not shared between
 * requests.
 */
final class Way {
  private static final Logger LOG = LoggerFactory.getLogger(Hauberk.class);

  private final FrontDoor door;
  private final RequestHead head;
  private final Map<String, String> responseHeaders = new LinkedHashMap<>();
  private @Nullable RequestTarget target;
  private Route.@Nullable Found found;
  private @Nullable Answer unrouted;
  private @Nullable OperatorPaths operator;
  private @Nullable Client client;
  private @Nullable Caller caller;
  private boolean callerInDoubt;
  private boolean headInDoubt;
  private long spentNanos;
  private long stepBegan;

  Way(FrontDoor door, RequestHead head) {
    this.door = door;
    this.head = head;
  }

  FrontDoor door() {
    return door;
  }

  RequestHead head() {
    return head;
  }

  @Nullable Operation operation() {
    return found == null ? null : found.operation().operation();
  }

  @Nullable ContractOperation declared() {
    return found == null ? null : found.operation();
  }

  @Nullable Caller caller() {
    return caller;
  }

  /** The client that the request counts for; found once. */
  Client client() {
    if (client == null) {
      client = door.limits().clients().find(head);
    }
    return client;
  }

  Map<String, String> responseHeaders() {
    return responseHeaders;
  }

  Passage begin() {
    return step(this::judgeHead);
  }

  /** One step of the way; the time between steps, when an adapter reads a body, is not ours. */
  Passage step(Supplier<Passage> next) {
    stepBegan = door.nanoTime().getAsLong();
    Passage passage = next.get();
    spentNanos += door.nanoTime().getAsLong() - stepBegan;
    if (passage instanceof Passage.Admitted) {
      door.meter().admitted(Optional.ofNullable(operation()), spentNanos);
    }
    return passage;
  }

  /** The time that the request has spent inside so far. */
  long nanos() {
    return spentNanos + door.nanoTime().getAsLong() - stepBegan;
  }

  private Passage judgeHead() {
    if (door.openPaths().contains(pathOf(head.target()))) {
      return new Passage.Beside();
    }
    if (door.cors() != null) {
      responseHeaders.putAll(door.cors().actual(head.headers("Origin")));
    }
    Passage refusal = judge(Control.ADDRESS_LIMIT, () -> door.limits().checkAddress(client()));
    if (refusal == null) {
      refusal = find(Control.TARGET, this::checkTarget);
    }
    if (refusal == null && operator == null) {
      refusal = find(Control.ROUTE, this::checkRoute);
    }
    if (refusal != null) {
      return refusal;
    }
    return unrouted != null ? new Passage.Answered(unrouted) : authenticate();
  }

  private static String pathOf(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  private Decision checkTarget() {
    if (!answersFor(head.headers("Host"))) {
      return Decision.denied(Reason.AUTHORITY_UNKNOWN);
    }
    Reason refused = Reason.TARGET_MALFORMED;
    for (Contract contract : door.contracts()) {
      ParsedTarget parsed = RequestTarget.parse(head.target(), contract.targetLimits());
      if (parsed instanceof RequestTarget good) {
        target = good;
        operator =
            door.operator() != null && door.operator().matches(good.path())
                ? door.operator()
                : null;
        return Decision.ADMITTED;
      }
      refused = ((ParsedTarget.Refused) parsed).reason();
    }
    return Decision.denied(refused);
  }

  private boolean answersFor(List<String> host) {
    return door.hosts().isEmpty()
        || (host.size() == 1 && door.hosts().contains(host.get(0).toLowerCase(Locale.ROOT)));
  }

  private Decision checkRoute() {
    RequestTarget here = target;
    if (here == null) {
      return Decision.denied(Reason.OPERATION_UNKNOWN);
    }
    Reason refused = Reason.OPERATION_UNKNOWN;
    for (Contract contract : door.contracts()) {
      Route route = contract.route(head.method(), here);
      if (route instanceof Route.Found match) {
        found = match;
        return Decision.ADMITTED;
      }
      if (route instanceof Route.Options options) {
        unrouted = ProblemAnswers.empty(204, optionsHeaders(options.allow()));
        return Decision.ADMITTED;
      }
      if (route instanceof Route.MethodNotAllowed other) {
        responseHeaders.put("Allow", String.join(", ", other.allow()));
        refused = Reason.METHOD_NOT_DECLARED;
      }
    }
    return Decision.denied(refused);
  }

  /**
   * What {@code OPTIONS} tells: the methods, and to a preflight of a listed origin its permission.
   */
  private Map<String, String> optionsHeaders(SortedSet<String> allow) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Allow", String.join(", ", allow));
    if (door.cors() != null && !head.headers("Access-Control-Request-Method").isEmpty()) {
      headers.putAll(door.cors().preflight(head.headers("Origin"), allow));
    }
    return headers;
  }

  private OperationGuard guard() {
    return operator != null ? operator.guard() : door.guardOf(declared());
  }

  private Passage authenticate() {
    if (!door.modes().decides(Control.AUTHENTICATION) || guard().rule().ignoresCredentials()) {
      return authorize();
    }
    Passage refusal = judge(Control.ADDRESS_LIMIT, () -> door.limits().checkFailures(client()));
    return refusal != null ? refusal : settle(attempt(this::readCredentials));
  }

  private Authentication readCredentials() {
    Authenticator authenticator = door.authenticator();
    return authenticator == null
        ? new Authentication.Anonymous()
        : authenticator.authenticate(head);
  }

  private Passage settle(@Nullable Authentication authentication) {
    if (authentication instanceof Authentication.Waiting waiting) {
      return new Passage.Waiting(
          waiting
              .next()
              .handle((next, failure) -> step(() -> settle(failure == null ? next : null))));
    }
    Passage refusal = judge(Control.AUTHENTICATION, () -> decisionOf(authentication));
    return refusal != null ? refusal : authorize();
  }

  private static @Nullable Authentication attempt(Supplier<Authentication> authentication) {
    try {
      return authentication.get();
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("Authentication failed to decide; the request is refused.", e);
      return null;
    }
  }

  private Decision decisionOf(@Nullable Authentication authentication) {
    if (authentication instanceof Authentication.Authenticated good) {
      caller = good.caller();
      return Decision.ADMITTED;
    }
    if (authentication instanceof Authentication.Anonymous && guard().rule().isOpen()) {
      return Decision.ADMITTED;
    }
    callerInDoubt = true;
    if (authentication instanceof Authentication.Anonymous) {
      return Decision.denied(Reason.CREDENTIALS_MISSING);
    }
    if (authentication instanceof Authentication.Refused bad) {
      if (bad.denied().reason() != Reason.KEYS_UNAVAILABLE) {
        door.limits().countFailure(client());
      }
      return bad.denied();
    }
    return Decision.denied(Reason.CHECK_FAILED);
  }

  private Passage authorize() {
    Passage refusal = null;
    if (door.modes().decides(Control.AUTHENTICATION) && !callerInDoubt) {
      refusal = judge(Control.AUTHORIZATION, () -> guard().rule().check(caller));
    }
    if (refusal == null) {
      refusal = judge(Control.RATE_LIMIT, this::checkCallerLimit);
    }
    return refusal != null ? refusal : validateHead();
  }

  private Decision checkCallerLimit() {
    CallerLimit own = guard().limit();
    CallerLimit limit = own == null ? door.limits().callers() : own;
    LimitDecision decision = limit.tryAcquire(caller, operation(), client().group());
    responseHeaders.putAll(RateLimitHeaders.of("caller", decision));
    return decision.toDecision(Reason.CALLER_RATE_EXCEEDED);
  }

  private Passage validateHead() {
    Route.Found match = found;
    RequestTarget here = target;
    if (match == null || here == null || !door.modes().decides(Control.VALIDATION)) {
      return admitted(new Passage.Body.Unchecked(new byte[0], 0));
    }
    Passage refusal =
        judge(
            Control.VALIDATION,
            () -> {
              Decision decision = match.operation().checkHead(head, here, match);
              headInDoubt = !decision.isAdmitted();
              return decision;
            });
    if (refusal != null) {
      return refusal;
    }
    if (headInDoubt) {
      return admitted(new Passage.Body.Unchecked(new byte[0], 0));
    }
    return planned(match.operation());
  }

  private Passage planned(ContractOperation operation) {
    BodyPlan plan = operation.bodyPlan(head);
    if (plan instanceof BodyPlan.Buffer buffer) {
      return new BufferedBody(this, operation, buffer.maxBytes());
    }
    if (plan instanceof BodyPlan.Stream stream) {
      return admitted(
          door.modes().enforces(Control.VALIDATION)
              ? new Passage.Body.Streamed(stream.maxBytes())
              : new Passage.Body.Unchecked(new byte[0], 0));
    }
    return head.headers("Transfer-Encoding").isEmpty()
        ? admitted(new Passage.Body.None())
        : new BufferedBody(this, operation, 0); // chunks may be empty; any octet is one too many
  }

  Passage admitted(Passage.Body body) {
    return new AdmittedRequest(this, body);
  }

  /**
   * Runs one control in its mode.
   *
   * @return the refusal, or null if the request goes on
   */
  @Nullable Passage judge(Control control, Supplier<Decision> check) {
    return door.modes().decides(control) ? settle(control, decide(control, check)) : null;
  }

  /**
   * As {@link #judge}, for a check that also finds what later controls need: it runs in every mode.
   */
  private @Nullable Passage find(Control control, Supplier<Decision> check) {
    Decision decision = decide(control, check);
    return door.modes().decides(control) ? settle(control, decision) : null;
  }

  private static Decision decide(Control control, Supplier<Decision> check) {
    try {
      return Objects.requireNonNull(check.get());
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("The control '{}' failed to decide; the request is refused.", control.id(), e);
      return Decision.denied(Reason.CHECK_FAILED);
    }
  }

  private @Nullable Passage settle(Control control, Decision decision) {
    if (decision.isAdmitted()) {
      return null;
    }
    Reason reason =
        decision.fold(
            () -> Reason.CHECK_FAILED, Decision.Throttled::reason, Decision.Denied::reason);
    List<Finding> findings =
        decision.fold(List::of, throttled -> List.of(), Decision.Denied::findings);
    boolean enforced = door.modes().enforces(control);
    door.events().request(this, control, reason, findings, enforced);
    return enforced ? new Passage.Answered(refusal(decision, reason, findings)) : null;
  }

  /** The answer that the caller receives. */
  Answer refusal(Decision decision, Reason reason, List<Finding> findings) {
    Map<String, String> headers = new LinkedHashMap<>(responseHeaders);
    if (decision instanceof Decision.Throttled throttled) {
      headers.put("Retry-After", Long.toString(Math.max(1, throttled.retryAfter().toSeconds())));
    } else if (reason == Reason.KEYS_UNAVAILABLE) {
      headers.put("Retry-After", "5");
    }
    String challenge = Challenges.of(reason, guard().rule());
    if (!challenge.isEmpty()) {
      headers.put("WWW-Authenticate", challenge);
    }
    return ProblemAnswers.of(reason, findings, headers);
  }
}
