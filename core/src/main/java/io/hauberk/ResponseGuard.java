package io.hauberk;

import io.hauberk.contract.ContractOperation;
import io.hauberk.leak.LeakDetector;
import io.hauberk.request.Control;
import io.hauberk.request.Decision;
import io.hauberk.request.Finding;
import io.hauberk.request.Mode;
import io.hauberk.request.Reason;
import io.hauberk.request.ResponseHead;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges what leaves, in two controls: {@link Control#RESPONSE}, so that errors tell nothing of the
 * service's inside, and {@link Control#RESPONSE_CONTRACT}, so that only what is declared leaves.
 *
 * <p>One for all requests. What each control finds is told once the response is final.
 */
final class ResponseGuard {
  private static final Logger LOG = LoggerFactory.getLogger(Hauberk.class);
  private static final int FIRST_ERROR = 400;
  private static final int INTERNAL_ERROR = 500;

  private final Mode errors;
  private final Mode contract;
  private final SafeHeaders headers;
  private final Sampling sampling;
  private final int maxBytes;
  private final LeakDetector leaks;
  private final Set<Undescribed> told = ConcurrentHashMap.newKeySet();

  ResponseGuard(Modes modes, ResponseOptions options) {
    this.errors = modes.of(Control.RESPONSE);
    this.contract = modes.of(Control.RESPONSE_CONTRACT);
    this.headers = new SafeHeaders(options);
    this.sampling = new Sampling(options.sampleRate());
    this.maxBytes = options.maxBytes();
    this.leaks = new LeakDetector(options.internalHosts());
  }

  SafeHeaders headers() {
    return headers;
  }

  /** Judges a response as far as its head tells. */
  Departure judge(Way way, ResponseHead head) {
    ContractOperation declared = way.declared();
    LeavingResponse leaving = new LeavingResponse(this, way, head);
    if (declared == null) {
      return leaving;
    }
    Optional<Answer> error =
        head.status() >= FIRST_ERROR && !declaresError(declared, head)
            ? error(way, head.status())
            : Optional.empty();
    if (error.isPresent()) {
      return new Departure.Replaced(error.get());
    }
    if (errors != Mode.OFF && isReadableError(way, head)) {
      leaving.lookForLeaks(leaks, errors == Mode.ENFORCE);
    }
    if (contract == Mode.OFF) {
      return leaving;
    }
    Decision decision = decide(() -> declared.checkResponse(way.head(), head));
    if (decision instanceof Decision.Denied denied) {
      if (contract == Mode.ENFORCE) {
        return new Departure.Replaced(broken(way, head.status(), denied));
      }
      leaving.reportAtEnd(denied);
    }
    if (declared.judgesResponseBody(way.head(), head)
        && (contract == Mode.ENFORCE || sampling.takesNext())) {
      leaving.judgeBody(declared, maxBytes, contract == Mode.ENFORCE);
    }
    return leaving;
  }

  /**
   * Content of a response that the contract describes in words alone is told once for each status:
   * every response of its kind has it, and that is a gap in the contract, not in the service.
   */
  boolean isNews(Way way, int status, Reason reason) {
    ContractOperation operation = way.declared();
    return reason != Reason.RESPONSE_CONTENT_UNDECLARED
        || operation == null
        || told.add(new Undescribed(operation, status));
  }

  private record Undescribed(ContractOperation operation, int status) {}

  /*
   * An error leaves as the service wrote it if the contract declares its status and its media type, or if it is problem
   * details: everything else may be a stack trace, a container's error page or a proxy's answer.
   */
  private static boolean declaresError(ContractOperation declared, ResponseHead head) {
    return declared.declaresResponse(head.status(), typeOf(head));
  }

  /** An error whose own words leave, as octets that can be read. */
  private static boolean isReadableError(Way way, ResponseHead head) {
    return head.status() >= FIRST_ERROR
        && head.hasContent()
        && !way.head().method().equals("HEAD")
        && head.headers("Content-Encoding").isEmpty()
        && LeakDetector.reads(typeOf(head));
  }

  static String typeOf(ResponseHead head) {
    List<String> types = head.headers("Content-Type");
    return types.isEmpty() ? "" : types.get(0);
  }

  /**
   * The service failed, or left an error to the container.
   *
   * @return what leaves in place of it, or empty if it may leave
   */
  Optional<Answer> error(Way way, int status) {
    if (way.declared() == null || errors == Mode.OFF || status < FIRST_ERROR) {
      return Optional.empty();
    }
    boolean enforced = errors == Mode.ENFORCE;
    if (status >= INTERNAL_ERROR) {
      tell(way, Control.RESPONSE, Reason.RESPONSE_WITHHELD, status, List.of(), enforced);
    }
    return enforced ? Optional.of(answer(way, status)) : Optional.empty();
  }

  /** The response breaks the contract: tells so, and answers what leaves if that is enforced. */
  Answer broken(Way way, int status, Decision.Denied denied) {
    int told = status >= FIRST_ERROR ? status : INTERNAL_ERROR;
    tell(way, Control.RESPONSE_CONTRACT, denied.reason(), told, denied.findings(), true);
    return answer(way, told);
  }

  void tell(
      Way way,
      Control control,
      Reason reason,
      int status,
      List<Finding> findings,
      boolean withheld) {
    way.door().events().response(way, control, reason, status, findings, withheld);
  }

  Answer answer(Way way, int status) {
    return ProblemAnswers.ofStatus(status)
        .with(headers.all(way.head()))
        .with(way.responseHeaders());
  }

  /** A check that fails to decide withholds. */
  static Decision decide(Supplier<Decision> check) {
    try {
      return Objects.requireNonNull(check.get());
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("A response could not be judged.", e);
      return Decision.denied(Reason.CHECK_FAILED);
    }
  }
}
