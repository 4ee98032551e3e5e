package io.hauberk.servlet;

import static java.util.Objects.requireNonNull;

import io.hauberk.Answer;
import io.hauberk.Hauberk;
import io.hauberk.Passage;
import io.hauberk.Passage.Admitted;
import io.hauberk.Passage.Answered;
import io.hauberk.Passage.NeedsBody;
import io.hauberk.Passage.NeedsSpool;
import io.hauberk.Passage.Waiting;
import io.hauberk.request.Caller;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Protects a servlet application: every request goes through the front door before any servlet sees
 * it.
 *
 * <p>Register it once, as the first filter that could read a body, for {@code /*}, with {@code
 * asyncSupported} and the dispatcher types {@code REQUEST}, {@code ASYNC} and {@code ERROR}. A
 * request is decided once; its response is guarded in all three dispatches.
 */
public final class HauberkFilter implements Filter {

  /**
   * Request attribute: the {@link Caller} of an admitted request; absent if the operation is open
   * to anyone.
   */
  public static final String CALLER_ATTRIBUTE = "io.hauberk.caller";

  /** Request attribute: the {@link Admitted} passage of an admitted request. */
  public static final String PASSAGE_ATTRIBUTE = "io.hauberk.passage";

  /**
   * Request attribute that an adapter may set before this filter: the peer address of the
   * connection as text, where the container would otherwise tell one that a header claimed.
   */
  public static final String PEER_ADDRESS_ATTRIBUTE = "io.hauberk.peerAddress";

  /**
   * Request attribute that an adapter may set before this filter: the lines of {@code
   * x-forwarded-for} and {@code forwarded} as they were received, a map from field name in lower
   * case to a list of texts, where the container would otherwise take them away.
   */
  public static final String FORWARDED_ATTRIBUTE = "io.hauberk.forwarded";

  private static final Logger LOG = LoggerFactory.getLogger(HauberkFilter.class);

  private final Hauberk hauberk;
  private final Spooling spooling;

  /** One for each filter, so that a second one with another front door decides for itself. */
  private final String guardAttribute = "io.hauberk.guard." + System.identityHashCode(this);

  /** A filter in front of this front door, with {@link Spooling#DEFAULT}. */
  public HauberkFilter(Hauberk hauberk) {
    this(hauberk, Spooling.DEFAULT);
  }

  /** A filter in front of this front door that keeps large bodies so. */
  public HauberkFilter(Hauberk hauberk, Spooling spooling) {
    this.hauberk = requireNonNull(hauberk, "hauberk");
    this.spooling = requireNonNull(spooling, "spooling");
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!(request instanceof HttpServletRequest in)
        || !(response instanceof HttpServletResponse out)) {
      throw new ServletException("Hauberk protects HTTP only; map other protocols elsewhere.");
    }
    GuardedRequest before = admittedBefore(in);
    if (before != null) {
      pass(before, in, out, chain);
    } else if (in.getAttribute(PASSAGE_ATTRIBUTE) instanceof Passage.Beside) {
      chain.doFilter(in, out);
    } else if (in.getDispatcherType() == DispatcherType.ERROR) {
      Answers.write(hauberk.containerError(headOf(in), statusOfError(in)), out);
    } else {
      first(in, out, chain);
    }
  }

  private void first(HttpServletRequest in, HttpServletResponse out, FilterChain chain)
      throws IOException, ServletException {
    StoredBody stored = new StoredBody(spooling);
    Passage passage;
    GuardedRequest request = null;
    try {
      passage = decide(in, stored);
      if (passage instanceof Admitted admitted) {
        request = entering(admitted, stored, in, out);
      }
    } catch (Throwable e) {
      stored.close();
      throw e;
    }
    if (request == null) {
      stored.close();
      answer(passage, in, out, chain);
    } else {
      pass(request, request, request.response(), chain);
    }
  }

  /** The first decision, and the only one. */
  private Passage decide(HttpServletRequest in, StoredBody stored) {
    try {
      Passage passage = settled(hauberk.begin(headOf(in)));
      stored.belongsTo(passage);
      if (passage instanceof NeedsSpool needs) {
        return ServletBody.spool(in, needs, stored);
      }
      return passage instanceof NeedsBody needs ? ServletBody.read(in, needs) : passage;
    } catch (RuntimeException | InterruptedException | ExecutionException e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      LOG.error("A request could not be decided; it is refused.", e);
      return new Answered(
          hauberk.containerError(headOf(in), HttpServletResponse.SC_INTERNAL_SERVER_ERROR));
    }
  }

  private GuardedRequest entering(
      Admitted admitted, StoredBody stored, HttpServletRequest in, HttpServletResponse out) {
    GuardedRequest request =
        new GuardedRequest(in, admitted, new GuardedResponse(out, admitted), stored);
    in.setAttribute(PASSAGE_ATTRIBUTE, admitted);
    in.setAttribute(guardAttribute, request);
    admitted.caller().ifPresent(caller -> in.setAttribute(CALLER_ATTRIBUTE, caller));
    admitted.responseHeaders().forEach(out::setHeader);
    return request;
  }

  private void answer(
      Passage passage, HttpServletRequest in, HttpServletResponse out, FilterChain chain)
      throws IOException, ServletException {
    if (passage instanceof Passage.Beside) {
      in.setAttribute(PASSAGE_ATTRIBUTE, passage);
      chain.doFilter(in, out);
    } else if (passage instanceof Answered answered) {
      Answers.write(answered.answer(), out);
    } else { // a step that this adapter does not know admits nobody
      Answers.write(
          hauberk.containerError(headOf(in), HttpServletResponse.SC_INTERNAL_SERVER_ERROR), out);
    }
  }

  /**
   * Waits for a signing key that is being fetched, and for a replay store that others wrote: the
   * two moments in which a request may wait for the network.
   */
  private static Passage settled(Passage passage) throws InterruptedException, ExecutionException {
    Passage settled = passage;
    while (settled instanceof Waiting waiting) {
      try {
        settled = waiting.next().toCompletableFuture().get();
      } catch (InterruptedException e) {
        waiting.over();
        throw e;
      }
    }
    return settled;
  }

  /**
   * The request as this filter admitted it in an earlier dispatch; the container may have unwrapped
   * it since.
   */
  private @Nullable GuardedRequest admittedBefore(HttpServletRequest in) {
    return in.getAttribute(guardAttribute) instanceof GuardedRequest request ? request : null;
  }

  private static void pass(
      GuardedRequest request, HttpServletRequest in, HttpServletResponse out, FilterChain chain)
      throws IOException, ServletException {
    GuardedResponse response = request.response();
    response.dispatched(in.getDispatcherType() == DispatcherType.ERROR);
    boolean wrapped =
        in == request
            || (in instanceof ServletRequestWrapper wrapper && wrapper.isWrapperFor(request));
    try {
      if (wrapped) {
        chain.doFilter(in, out);
      } else { // a dispatch from below: the same guards around what the container now says
        request.setRequest(in);
        if (!(out instanceof ServletResponseWrapper wrapper && wrapper.isWrapperFor(response))) {
          response.setResponse(out);
        }
        chain.doFilter(request, response);
      }
    } catch (IOException | ServletException | RuntimeException | Error e) {
      if (!mended(request, e)) {
        response.forget();
        throw e;
      }
      return;
    } finally {
      request.releaseUnlessAsync();
    }
    if (response.returned() || !in.isAsyncStarted()) {
      finish(request);
    }
  }

  private static void finish(GuardedRequest request) throws IOException {
    if (request.bodyWasTooLarge() && request.response().isOpen()) {
      request.response().replace(request.admitted().bodyTooLarge());
    } else {
      request.response().finish();
    }
  }

  /**
   * The service threw: operators get the stack trace in the log, the caller gets problem details.
   *
   * @return whether the caller has been answered; if not, the failure is the container's
   */
  private static boolean mended(GuardedRequest request, Throwable failure) throws IOException {
    GuardedResponse response = request.response();
    if (response.isCommitted()) {
      return false;
    }
    if (request.bodyWasTooLarge()) {
      response.replace(request.admitted().bodyTooLarge());
      return true;
    }
    Optional<Answer> answer =
        request.admitted().error(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    if (answer.isEmpty()) {
      return false;
    }
    LOG.error(
        "The service failed; the caller received problem details in place of the cause.", failure);
    response.replace(answer.get());
    return !(failure instanceof VirtualMachineError) || failure instanceof StackOverflowError;
  }

  /**
   * The request as the container received it: filters before this one may have rewritten path,
   * method or headers by what the caller sent, and what was on the wire is what is judged.
   */
  private static ServletHead headOf(HttpServletRequest request) {
    return new ServletHead(received(request));
  }

  private static HttpServletRequest received(HttpServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      inner = wrapper.getRequest();
    }
    return inner instanceof HttpServletRequest http ? http : request;
  }

  private static int statusOfError(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        ? status
        : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }
}
