package io.hauberk.spring;

import io.hauberk.request.Caller;
import io.hauberk.servlet.HauberkFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Puts the caller that was verified into the security context, in every dispatch, unless an earlier
 * filter of the chain has authenticated someone.
 */
final class CallerAuthenticationFilter implements Filter {

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getAttribute(HauberkFilter.CALLER_ATTRIBUTE) instanceof Caller caller
        && SecurityContextHolder.getContext().getAuthentication() == null) {
      // a new context, as another thread may hold the old one
      SecurityContext context = SecurityContextHolder.createEmptyContext();
      context.setAuthentication(new CallerAuthentication(caller));
      SecurityContextHolder.setContext(context);
    }
    chain.doFilter(request, response);
  }
}
