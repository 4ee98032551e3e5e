package io.hauberk.spring;

import io.hauberk.Answer;
import io.hauberk.Passage.Admitted;
import io.hauberk.servlet.HauberkFilter;
import jakarta.servlet.DispatcherType;
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

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    if (request.getDispatcherType() != DispatcherType.REQUEST
        || !(request.getAttribute(HauberkFilter.PASSAGE_ATTRIBUTE) instanceof Admitted admitted)) {
      return true;
    }
    Optional<Answer> refusal = admitted.handledBy(template(request));
    if (refusal.isPresent()) {
      write(refusal.get(), response);
    }
    return refusal.isEmpty();
  }

  /** The template of the chosen mapping, from the root of the server. */
  private static String template(HttpServletRequest request) {
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    String mapped =
        ServletRequestPathUtils.hasParsedRequestPath(request)
            ? ServletRequestPathUtils.getParsedRequestPath(request).contextPath().value()
            : request.getContextPath();
    return mapped + (pattern == null ? "" : pattern);
  }

  private static void write(Answer answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
  }
}
