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
  private static final String PROBLEM = "application/problem+json";

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
    return way.door().modes().decides(Control.AUTHENTICATION);
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
  public Optional<Answer> handledBy(String template) {
    Operation operation = way.operation();
    if (operation == null
        || FrameworkRoute.shape(template).equals(FrameworkRoute.shape(operation.template()))) {
      return Optional.empty();
    }
    Passage refusal = way.judge(Control.ROUTE, () -> Decision.denied(Reason.HANDLER_MISMATCH));
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
        way.door()
            .events()
            .request(way, Control.RESPONSE, Reason.RESPONSE_UNDECLARED, List.of(), false);
      }
      return Optional.empty();
    }
    boolean problem = contentType.startsWith(PROBLEM);
    if (problem || (!contentType.isEmpty() && declared.declaresResponse(status, contentType))) {
      return Optional.empty();
    }
    boolean enforced = way.door().modes().enforces(Control.RESPONSE);
    if (status >= 500) {
      way.door()
          .events()
          .request(way, Control.RESPONSE, Reason.RESPONSE_WITHHELD, List.of(), enforced);
    }
    return enforced
        ? Optional.of(ProblemAnswers.ofStatus(status).with(way.responseHeaders()))
        : Optional.empty();
  }
}
