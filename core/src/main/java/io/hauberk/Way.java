package io.hauberk;

import io.hauberk.FrontDoor.OperationGuard;
import io.hauberk.contract.BodyPlan;
import io.hauberk.contract.ContractOperation;
import io.hauberk.contract.RequestTarget;
import io.hauberk.contract.Route;
import io.hauberk.identity.Authentication;
import io.hauberk.identity.Authenticator;
import io.hauberk.identity.BroughtKey;
import io.hauberk.identity.Credentials;
import io.hauberk.limit.AdaptiveConcurrency.Permit;
import io.hauberk.limit.ClientAddress.Client;
import io.hauberk.request.Caller;
import io.hauberk.request.Control;
import io.hauberk.request.Decision;
import io.hauberk.request.Finding;
import io.hauberk.request.Operation;
import io.hauberk.request.Reason;
import io.hauberk.request.RequestHead;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

  /** The service reads from the connection what it will. */
  private static final Passage.Body UNTOUCHED = new Passage.Body.Unchecked(new byte[0], 0);

  /**
   * Refusals that no caller has earned: nothing could be decided, or a proof that is good but for
   * the nonce that its maker could not know yet.
   */
  private static final Set<Reason> BLAMELESS =
      EnumSet.of(Reason.KEYS_UNAVAILABLE, Reason.DPOP_REPLAY_UNKNOWN, Reason.DPOP_NONCE_REQUIRED);

  /** When a request that was shed may come again: load is a matter of moments. */
  private static final Duration RETRY_OVERLOADED = Duration.ofSeconds(1);

  private final FrontDoor door;
  private final RequestHead head;
  private final Map<String, String> responseHeaders = new LinkedHashMap<>();
  private final Destination destination;
  private @Nullable Client client;
  private @Nullable Caller caller;
  private @Nullable Permit permit;
  private boolean callerInDoubt;
  private boolean headInDoubt;
  private boolean bodyInflated;
  private long spentNanos;
  private long stepBegan;

  Way(FrontDoor door, RequestHead head) {
    this.door = door;
    this.head = head;
    this.destination = new Destination(door, head);
  }

  FrontDoor door() {
    return door;
  }

  RequestHead head() {
    return head;
  }

  @Nullable Operation operation() {
    ContractOperation declared = declared();
    return declared == null ? null : declared.operation();
  }

  @Nullable ContractOperation declared() {
    return destination.operation();
  }

  boolean isForOperators() {
    return destination.operator() != null;
  }

  OperationGuard guard() {
    OperatorPaths operator = destination.operator();
    return operator != null ? operator.guard() : door.guardOf(declared());
  }

  @Nullable Caller caller() {
    return caller;
  }

  /** Whether the content coding of the body was undone. */
  boolean bodyInflated() {
    return bodyInflated;
  }

  void inflated() {
    bodyInflated = true;
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
    spentNanos = nanos();
    stepBegan = 0;
    if (passage instanceof Passage.Admitted) {
      door.meter().admitted(Optional.ofNullable(operation()), spentNanos);
    }
    return passage;
  }

  /** The time that the request has spent inside so far. */
  long nanos() {
    return stepBegan == 0 ? spentNanos : spentNanos + door.nanoTime().getAsLong() - stepBegan;
  }

  private Passage judgeHead() {
    if (door.openPaths().contains(pathOf(head.target()))) {
      return new Passage.Beside();
    }
    CorsPolicy cors = door.cors();
    if (cors != null) {
      responseHeaders.putAll(cors.actual(head.headers("Origin")));
    }
    Passage refusal = judge(Control.ADDRESS_LIMIT, () -> door.limits().checkAddress(client()));
    if (refusal == null) {
      refusal = find(Control.TARGET, destination::readTarget);
    }
    if (refusal == null) {
      refusal = find(Control.ROUTE, destination::route);
    }
    if (refusal != null) {
      return refusal;
    }
    Answer answer = destination.answer();
    if (answer == null) {
      return authenticate();
    }
    return door.modes().enforces(Control.ROUTE)
        ? new Passage.Answered(answer.with(door.responses().headers().all(head)))
        : admitted(UNTOUCHED); // the service may have an answer of its own
  }

  private static String pathOf(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /*
   * A token that was verified before needs no limit: it costs one digest, and a stranger who shares the address with
   * an honest caller must not be able to lock it out. The limit on failures stands before everything that is dearer.
   */
  private Passage authenticate() {
    Authenticator authenticator = door.authenticator();
    if (!door.modes().decides(Control.AUTHENTICATION) || guard().rule().ignoresCredentials()) {
      return authorize();
    }
    if (authenticator == null) {
      return settle(Authentication.ANONYMOUS);
    }
    Credentials credentials = attempt(() -> authenticator.read(head, broughtKeys()));
    if (credentials == null) {
      return settle((Authentication) null);
    }
    boolean limited =
        door.modes().enforces(Control.AUTHENTICATION)
            && !Boolean.TRUE.equals(attempt(credentials::areKnown));
    Passage refusal =
        limited ? judge(Control.ADDRESS_LIMIT, () -> door.limits().checkFailures(client())) : null;
    return refusal != null ? refusal : settle(attempt(credentials::authenticate));
  }

  private List<BroughtKey> broughtKeys() {
    RequestTarget here = destination.target();
    List<KeyPlace> places = guard().keyPlaces();
    return here == null || places.isEmpty()
        ? List.of()
        : places.stream().map(place -> place.read(head, here)).toList();
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

  /** What a step of authentication comes to; null if it comes to nothing, or fails. */
  private static <T> @Nullable T attempt(Supplier<? extends @Nullable T> step) {
    try {
      return step.get();
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("Authentication failed to decide; the request is refused.", e);
      return null;
    }
  }

  private Decision decisionOf(@Nullable Authentication authentication) {
    if (authentication instanceof Authentication.Authenticated good) {
      caller = good.caller();
      responseHeaders.putAll(good.responseFields());
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
      responseHeaders.putAll(bad.responseFields());
      if (!BLAMELESS.contains(bad.denied().reason())) {
        door.limits().countFailure(client());
      }
      return bad.denied();
    }
    return Decision.denied(Reason.CHECK_FAILED);
  }

  private Passage authorize() {
    Passage refusal = null;
    if (destination.target() == null) { // what could not be read cannot be authorized
      refusal = judge(Control.AUTHORIZATION, () -> Decision.denied(Reason.TARGET_AMBIGUOUS));
    } else if (door.modes().decides(Control.AUTHENTICATION) && !callerInDoubt) {
      refusal = judge(Control.AUTHORIZATION, () -> guard().rule().check(caller));
      caller = caller == null ? null : guard().rule().known(caller);
    }
    if (refusal == null) {
      refusal = judge(Control.RATE_LIMIT, this::checkCallerLimit);
    }
    if (refusal == null) {
      refusal = judge(Control.CONCURRENCY, this::enter);
    }
    return refusal != null ? refusal : validateHead();
  }

  private Decision enter() {
    Limits.Concurrency concurrency = door.limits().concurrency();
    if (concurrency == null) {
      return Decision.ADMITTED;
    }
    permit = concurrency.tryEnter(operation(), caller).orElse(null);
    return permit == null
        ? new Decision.Throttled(Reason.OVERLOADED, RETRY_OVERLOADED)
        : Decision.ADMITTED;
  }

  /** The service answers. */
  void answering() {
    if (permit != null) {
      permit.answering();
    }
  }

  /** The request is over. */
  void over() {
    if (permit != null) {
      permit.over();
    }
  }

  private Decision checkCallerLimit() {
    CallLimits.Toll own = guard().toll();
    CallLimits limits = door.limits().calls();
    CallLimits.Verdict verdict =
        limits.check(own == null ? limits.toll() : own, caller, client().group());
    if (door.modes().enforces(Control.RATE_LIMIT)) {
      responseHeaders.putAll(verdict.fields());
    }
    return verdict.decision();
  }

  private Passage validateHead() {
    Route.Found match = destination.found();
    RequestTarget here = destination.target();
    if (match == null || here == null || !door.modes().decides(Control.VALIDATION)) {
      return admitted(UNTOUCHED);
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
    return headInDoubt ? admitted(UNTOUCHED) : planned(match.operation());
  }

  private Passage planned(ContractOperation operation) {
    BodyPlan plan = operation.bodyPlan(head);
    if (plan instanceof BodyPlan.Buffer buffer) {
      return new BufferedBody(this, operation, buffer.maxBytes());
    }
    boolean enforced = door.modes().enforces(Control.VALIDATION);
    if (plan instanceof BodyPlan.Spool) {
      return new SpooledBody(
          this,
          operation.openBody(head, enforced),
          operation.inflation(head).orElse(null),
          enforced);
    }
    if (!enforced) {
      return admitted(UNTOUCHED);
    }
    if (plan instanceof BodyPlan.Stream stream) {
      return admitted(new Passage.Body.Streamed(stream.maxBytes()));
    }
    return head.headers("Transfer-Encoding").isEmpty()
        ? admitted(new Passage.Body.None())
        : new BufferedBody(this, operation, 0); // chunks may be empty; any octet is one too many
  }

  Passage admitted(Passage.Body body) {
    if (permit != null) {
      permit.serving();
    }
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
      return failed(control, e);
    }
  }

  private static Decision.Denied failed(Control control, Throwable failure) {
    LOG.error("The control '{}' failed to decide; the request is refused.", control.id(), failure);
    return new Decision.Denied(Reason.CHECK_FAILED, List.of());
  }

  /**
   * Refuses in every mode: after this failure there is nothing whole that the service could have.
   */
  Passage fail(Control control, RuntimeException failure) {
    return refuse(control, failed(control, failure));
  }

  private @Nullable Passage settle(Control control, Decision decision) {
    if (decision.isAdmitted()) {
      return null;
    }
    if (door.modes().enforces(control)) {
      return refuse(control, decision);
    }
    door.events().request(this, control, reasonOf(decision), findingsOf(decision), false);
    return null;
  }

  private Passage refuse(Control control, Decision decision) {
    Reason reason = reasonOf(decision);
    List<Finding> findings = findingsOf(decision);
    door.events().request(this, control, reason, findings, true);
    over();
    return new Passage.Answered(refusal(decision, reason, findings));
  }

  private static Reason reasonOf(Decision decision) {
    return decision.fold(
        () -> Reason.CHECK_FAILED, Decision.Throttled::reason, Decision.Denied::reason);
  }

  private static List<Finding> findingsOf(Decision decision) {
    return decision.fold(List::of, throttled -> List.of(), Decision.Denied::findings);
  }

  /** The answer that the caller receives. */
  Answer refusal(Decision decision, Reason reason, List<Finding> findings) {
    Map<String, String> headers = new LinkedHashMap<>(door.responses().headers().all(head));
    headers.putAll(responseHeaders);
    SortedSet<String> allow = destination.allow();
    if (reason == Reason.METHOD_NOT_DECLARED && allow != null) {
      headers.put("Allow", String.join(", ", allow));
    }
    if (decision instanceof Decision.Throttled throttled) {
      headers.put("Retry-After", Long.toString(Math.max(1, throttled.retryAfter().toSeconds())));
    } else if (reason == Reason.KEYS_UNAVAILABLE || reason == Reason.DPOP_REPLAY_UNKNOWN) {
      headers.put("Retry-After", "5");
    }
    String challenge = door.challenges().of(reason, guard(), head);
    if (!challenge.isEmpty()) {
      headers.put("WWW-Authenticate", challenge);
    }
    return ProblemAnswers.of(reason, findings, headers);
  }
}
