package io.hauberk;

import io.hauberk.contract.ContractOperation;
import io.hauberk.request.Caller;
import io.hauberk.request.Control;
import io.hauberk.request.Decision;
import io.hauberk.request.Operation;
import io.hauberk.request.Reason;
import io.hauberk.request.ResponseHead;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request that the service may have, and the guard of its response. */
final class AdmittedRequest implements Passage.Admitted {
  private final Way way;
  private final Passage.Body body;

  AdmittedRequest(Way way, Passage.Body body) {
    this.way = way;
    this.body = body;
  }

  @Override
  public Optional<Operation> operation() {
    return Optional.ofNullable(way.operation());
  }

  @Override
  public Optional<Caller> caller() {
    return Optional.ofNullable(way.caller());
  }

  @Override
  public boolean authenticationDecided() {
    return way.caller() != null || way.door().modes().enforces(Control.AUTHENTICATION);
  }

  @Override
  public Passage.Body body() {
    return body;
  }

  @Override
  public boolean bodyInflated() {
    return way.bodyInflated();
  }

  @Override
  public Map<String, String> responseHeaders() {
    return Collections.unmodifiableMap(way.responseHeaders());
  }

  @Override
  public Answer bodyTooLarge() {
    way.door().events().request(way, Control.VALIDATION, Reason.BODY_TOO_LARGE, List.of(), true);
    return way.refusal(Decision.denied(Reason.BODY_TOO_LARGE), Reason.BODY_TOO_LARGE, List.of());
  }

  @Override
  public boolean declaresQueryParameter(String name) {
    ContractOperation declared = way.declared();
    return declared != null && declared.isQueryParameter(name);
  }

  /*
   * An operation must be served by its own handler. A request without one (where routing only reports) must not end at
   * a handler that has a guard of its own.
   */
  @Override
  public Optional<Answer> handledBy(String template) {
    boolean isRight =
        way.declared() == null
            ? way.isForOperators() || !way.door().isGuarded(template)
            : way.guard().shapes().contains(FrameworkRoute.shape(template));
    if (isRight) {
      return Optional.empty();
    }
    Control control = way.declared() == null ? Control.AUTHORIZATION : Control.ROUTE;
    Passage refusal = way.judge(control, () -> Decision.denied(Reason.HANDLER_MISMATCH));
    return refusal instanceof Passage.Answered answered
        ? Optional.of(answered.answer())
        : Optional.empty();
  }

  @Override
  public void over() {
    way.over();
  }

  @Override
  public Departure response(ResponseHead head) {
    way.answering();
    return way.door().responses().judge(way, head);
  }

  @Override
  public Optional<Answer> error(int status) {
    way.answering();
    return way.door().responses().error(way, status);
  }

  @Override
  public boolean withholdsHeader(String name) {
    return way.door().responses().headers().withholds(name);
  }
}
