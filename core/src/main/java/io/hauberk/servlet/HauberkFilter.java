package io.hauberk.servlet;

import static java.util.Objects.requireNonNull;

import io.hauberk.Answer;
import io.hauberk.Hauberk;
import io.hauberk.Passage;
import io.hauberk.Passage.Admitted;
import io.hauberk.Passage.Answered;
import io.hauberk.Passage.NeedsBody;
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
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
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

  private static final Logger LOG = LoggerFactory.getLogger(HauberkFilter.class);

  private final Hauberk hauberk;

  /** A filter in front of this front door. */
  public HauberkFilter(Hauberk hauberk) {
    this.hauberk = requireNonNull(hauberk, "hauberk");
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!(request instanceof HttpServletRequest in)
        || !(response instanceof HttpServletResponse out)) {
      throw new ServletException("Hauberk protects HTTP only; map other protocols elsewhere.");
    }
    Object decided = in.getAttribute(PASSAGE_ATTRIBUTE);
    if (decided instanceof Admitted admitted) {
      pass(admitted, in, out, chain);
    } else if (decided instanceof Passage.Beside) {
      chain.doFilter(in, out);
    } else if (in.getDispatcherType() == DispatcherType.ERROR) {
      Answers.write(hauberk.containerError(statusOfError(in)), out);
    } else {
      decide(in, out, chain);
    }
  }

  private void decide(HttpServletRequest in, HttpServletResponse out, FilterChain chain)
      throws IOException, ServletException {
    Passage passage = settled(hauberk.begin(new ServletHead(in)));
    if (passage instanceof NeedsBody needs) {
      passage = ServletBody.read(in, needs);
    }
    if (passage instanceof Admitted admitted) {
      in.setAttribute(PASSAGE_ATTRIBUTE, admitted);
      admitted.caller().ifPresent(caller -> in.setAttribute(CALLER_ATTRIBUTE, caller));
      admitted.responseHeaders().forEach(out::setHeader);
      pass(admitted, in, out, chain);
    } else if (passage instanceof Passage.Beside) {
      in.setAttribute(PASSAGE_ATTRIBUTE, passage);
      chain.doFilter(in, out);
    } else if (passage instanceof Answered answered) {
      Answers.write(answered.answer(), out);
    } else {
      throw new ServletException("The front door gave no decision; the request is refused.");
    }
  }

  /**
   * Waits for a signing key that is being fetched: the one moment in which a request may wait for
   * the network.
   */
  private static Passage settled(Passage passage) throws ServletException {
    Passage settled = passage;
    while (settled instanceof Waiting waiting) {
      try {
        settled = waiting.next().toCompletableFuture().get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ServletException("Interrupted while a signing key was being fetched.", e);
      } catch (ExecutionException e) {
        throw new ServletException("A signing key could not be fetched.", e);
      }
    }
    return settled;
  }

  private static void pass(
      Admitted admitted, HttpServletRequest in, HttpServletResponse out, FilterChain chain)
      throws IOException, ServletException {
    if (isWrapped(in)) { // an async dispatch hands the wrapped pair back
      chain.doFilter(in, out);
      if (out instanceof GuardedResponse guarded && !in.isAsyncStarted()) {
        guarded.finish();
      }
      return;
    }
    AdmittedRequest request = AdmittedRequest.wrap(in, admitted);
    GuardedResponse response = new GuardedResponse(out, admitted);
    try {
      chain.doFilter(request, response);
    } catch (IOException | ServletException | RuntimeException e) {
      if (!mended(admitted, request, response, e)) {
        throw e;
      }
      return;
    }
    if (!in.isAsyncStarted()) {
      finish(admitted, request, response);
    }
  }

  private static void finish(Admitted admitted, AdmittedRequest request, GuardedResponse response)
      throws IOException {
    if (request.bodyWasTooLarge() && !response.isCommitted()) {
      response.replace(admitted.bodyTooLarge());
    } else {
      response.finish();
    }
  }

  /**
   * The service threw: operators get the stack trace in the log, the caller gets problem details.
   *
   * @return whether the caller has been answered; if not, the failure is the container's
   */
  private static boolean mended(
      Admitted admitted, AdmittedRequest request, GuardedResponse response, Exception failure)
      throws IOException {
    if (response.isCommitted()) {
      return false;
    }
    if (request.bodyWasTooLarge()) {
      response.replace(admitted.bodyTooLarge());
      return true;
    }
    Optional<Answer> answer = admitted.response(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "");
    if (answer.isEmpty()) {
      return false;
    }
    LOG.error(
        "The service failed; the caller received problem details in place of the cause.", failure);
    response.replace(answer.get());
    return true;
  }

  private static boolean isWrapped(ServletRequest request) {
    return request instanceof AdmittedRequest
        || (request instanceof ServletRequestWrapper wrapper
            && wrapper.isWrapperFor(AdmittedRequest.class));
  }

  private static int statusOfError(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        ? status
        : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }
}
