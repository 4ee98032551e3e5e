package io.hauberk;

import io.hauberk.contract.ContractOperation;
import io.hauberk.leak.LeakDetector;
import io.hauberk.leak.LeakSearch;
import io.hauberk.request.Control;
import io.hauberk.request.Decision;
import io.hauberk.request.Reason;
import io.hauberk.request.ResponseHead;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A response that may leave, unless its body is held against something and does not stand. */
final class LeavingResponse implements Departure.Leaving {
  private final ResponseGuard guard;
  private final Way way;
  private final ResponseHead head;
  private Decision.@Nullable Denied report;
  private @Nullable ContractOperation judging;
  private boolean enforced;
  private boolean stretched;
  private @Nullable LeakSearch leaks;
  private boolean leaksEnforced;
  private int wanted;

  LeavingResponse(ResponseGuard guard, Way way, ResponseHead head) {
    this.guard = guard;
    this.way = way;
    this.head = head;
  }

  /** The head breaks the contract, which is only reported. */
  void reportAtEnd(Decision.Denied denied) {
    report = denied;
  }

  /** The body is an error in the service's own words. */
  void lookForLeaks(LeakDetector detector, boolean isEnforced) {
    leaks = detector.search(ResponseGuard.typeOf(head));
    leaksEnforced = isEnforced;
    wanted = LeakDetector.MAX_BYTES;
  }

  /** The body is held against the contract. */
  void judgeBody(ContractOperation operation, int maxBytes, boolean isEnforced) {
    judging = operation;
    enforced = isEnforced;
    stretched = statedLength() > maxBytes;
    wanted = stretched ? wanted : Math.max(wanted, maxBytes);
  }

  private long statedLength() {
    List<String> length = head.headers("Content-Length");
    try {
      return length.size() == 1 ? Long.parseLong(length.get(0)) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  @Override
  public Map<String, String> headers() {
    return guard.headers().missing(way.head(), head);
  }

  @Override
  public int wantedBytes() {
    return wanted;
  }

  @Override
  public boolean holdsBack() {
    return wanted > 0 && (leaksEnforced || (enforced && !stretched));
  }

  @Override
  public Optional<Answer> end(byte[] bytes, int length) {
    Optional<Answer> leak = checkLeaks(bytes, 0, length);
    if (leak.isPresent()) {
      return leak;
    }
    reportHead();
    ContractOperation operation = judging;
    if (stretched) {
      tellUnjudged();
    } else if (operation != null) {
      Decision decision =
          ResponseGuard.decide(() -> operation.checkResponseBody(way.head(), head, bytes, length));
      if (decision instanceof Decision.Denied denied) {
        return broken(denied);
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<Answer> beginning(byte[] bytes, int length) {
    Optional<Answer> leak = checkLeaks(bytes, 0, length);
    if (leak.isPresent()) {
      return leak;
    }
    reportHead();
    if (judging != null) {
      tellUnjudged();
    }
    return Optional.empty();
  }

  @Override
  public boolean wantsNext() {
    return leaks != null && leaksEnforced && leaks.wantsMore();
  }

  @Override
  public Optional<Answer> next(byte[] bytes, int offset, int length) {
    return checkLeaks(bytes, offset, length);
  }

  /** The kind of a leak is told, never its text. */
  private Optional<Answer> checkLeaks(byte[] bytes, int offset, int length) {
    LeakSearch search = leaks;
    if (search == null) {
      return Optional.empty();
    }
    Decision decision =
        ResponseGuard.decide(
            () ->
                search.next(bytes, offset, length).map(Decision::denied).orElse(Decision.ADMITTED));
    if (!(decision instanceof Decision.Denied denied)) {
      return Optional.empty();
    }
    guard.tell(
        way, Control.RESPONSE, denied.reason(), head.status(), denied.findings(), leaksEnforced);
    return leaksEnforced ? Optional.of(guard.answer(way, head.status())) : Optional.empty();
  }

  private Optional<Answer> broken(Decision.Denied denied) {
    if (enforced && denied.reason() != Reason.RESPONSE_UNJUDGED) {
      return Optional.of(guard.broken(way, head.status(), denied));
    }
    report(denied);
    return Optional.empty();
  }

  private void reportHead() {
    if (report != null && guard.isNews(way, head.status(), report.reason())) {
      report(report);
    }
  }

  /** It leaves all the same: a response that is on its way cannot be called back. */
  private void tellUnjudged() {
    report(new Decision.Denied(Reason.RESPONSE_UNJUDGED, List.of()));
  }

  private void report(Decision.Denied denied) {
    guard.tell(
        way, Control.RESPONSE_CONTRACT, denied.reason(), head.status(), denied.findings(), false);
  }
}
