package io.hauberk;

import io.hauberk.contract.ContractOperation;
import io.hauberk.request.Caller;
import io.hauberk.request.Control;
import io.hauberk.request.Decision;
import io.hauberk.request.Operation;
import io.hauberk.request.Reason;
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
    return declared != null && declared.queryParameters().contains(name);
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

  /*
   * An error leaves as the service wrote it if the contract declares its status and its media type, or if it is problem
   * details: everything else may be a stack trace, a container's error page or a proxy's answer.
   */
  @Override
  public Optional<Answer> response(int status, String contentType) {
    ContractOperation declared = way.declared();
    if (declared == null || !way.door().modes().decides(Control.RESPONSE)) {
      return Optional.empty();
    }
    if (status < 400) {
      if (!declared.declaresResponse(status)) {
        tell(Reason.RESPONSE_UNDECLARED, false);
      }
      return Optional.empty();
    }
    if (declared.declaresResponse(status, contentType)) {
      return Optional.empty();
    }
    boolean enforced = way.door().modes().enforces(Control.RESPONSE);
    if (status >= 500) {
      tell(Reason.RESPONSE_WITHHELD, enforced);
    }
    return enforced
        ? Optional.of(ProblemAnswers.ofStatus(status).with(way.responseHeaders()))
        : Optional.empty();
  }

  private void tell(Reason reason, boolean enforced) {
    way.door().events().request(way, Control.RESPONSE, reason, List.of(), enforced);
  }
}
