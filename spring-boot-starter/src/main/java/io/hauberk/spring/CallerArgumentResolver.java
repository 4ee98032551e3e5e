package io.hauberk.spring;

import io.hauberk.request.Caller;
import io.hauberk.servlet.HauberkFilter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Gives handlers their {@link Caller}: as it is, or as an {@link Optional} on operations that are
 * open to anyone.
 *
 * <p>A handler that asks for a caller whom nobody verified is answered with 401.
 */
final class CallerArgumentResolver implements HandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.nestedIfOptional().getNestedParameterType() == Caller.class;
  }

  @Override
  public @Nullable Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    Object caller =
        request.getAttribute(HauberkFilter.CALLER_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
    if (parameter.getParameterType() == Optional.class) {
      return Optional.ofNullable(caller);
    }
    if (caller == null && !parameter.isOptional()) {
      throw callerNeeded();
    }
    return caller;
  }

  private static ErrorResponseException callerNeeded() {
    ErrorResponseException needed = new ErrorResponseException(HttpStatus.UNAUTHORIZED);
    needed.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    needed.setDetail("This call needs an authenticated caller.");
    return needed;
  }
}
