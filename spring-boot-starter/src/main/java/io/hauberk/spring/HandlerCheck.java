package io.hauberk.spring;

import io.hauberk.Answer;
import io.hauberk.Passage.Admitted;
import io.hauberk.servlet.HauberkFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Tells the front door which handler Spring MVC has chosen, and gives its answer if it is the wrong
 * one.
 */
final class HandlerCheck implements HandlerInterceptor {
  /**
   * Set once the first handler of a request was right: where that one forwards to is its own
   * business.
   */
  private static final String CHECKED = HandlerCheck.class.getName();

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    if (request.getDispatcherType() == DispatcherType.ASYNC
        || request.getDispatcherType() == DispatcherType.ERROR
        || request.getAttribute(CHECKED) != null
        || !(request.getAttribute(HauberkFilter.PASSAGE_ATTRIBUTE) instanceof Admitted admitted)) {
      return true;
    }
    Optional<Answer> refusal = admitted.handledBy(template(request));
    if (refusal.isPresent()) {
      write(refusal.get(), response);
    }
    request.setAttribute(CHECKED, refusal.isEmpty() ? Boolean.TRUE : null);
    return refusal.isEmpty();
  }

  /**
   * The template of the chosen mapping, from the root of the server.
   *
   * <p>Filters behind ours may rewrite the request: Spring's {@code ForwardedHeaderFilter} takes
   * the context path, and its {@code HiddenHttpMethodFilter} the method, from what the caller sent.
   * So the context path is the container's own, and another method makes another template.
   */
  private static String template(HttpServletRequest request) {
    HttpServletRequest received = received(request);
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    String template =
        received.getContextPath() + servletPrefix(request) + (pattern == null ? "" : pattern);
    return request.getMethod().equals(received.getMethod())
        ? template
        : request.getMethod() + " " + template;
  }

  /**
   * What stands between context path and pattern: the dispatcher servlet's mapping, mostly empty.
   */
  private static String servletPrefix(HttpServletRequest request) {
    return ServletRequestPathUtils.hasParsedRequestPath(request)
        ? ServletRequestPathUtils.getParsedRequestPath(request)
            .contextPath()
            .value()
            .substring(request.getContextPath().length())
        : "";
  }

  /** The request as the container made it, below all wrappers. */
  private static HttpServletRequest received(HttpServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      inner = wrapper.getRequest();
    }
    return inner instanceof HttpServletRequest http ? http : request;
  }

  private static void write(Answer answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
  }
}
