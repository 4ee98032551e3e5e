package io.hauberk.spring;

import io.hauberk.request.Caller;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * A verified caller as Spring Security sees it: the principal is the {@link Caller}, and each scope
 * {@code x} is the authority {@code SCOPE_x}. Holds no credentials.
 */
public final class CallerAuthentication extends AbstractAuthenticationToken {
  private static final long serialVersionUID = 1L;

  private final transient Caller caller;

  CallerAuthentication(Caller caller) {
    super(authorities(caller));
    this.caller = caller;
    super.setAuthenticated(true);
  }

  private static Collection<GrantedAuthority> authorities(Caller caller) {
    return List.copyOf(
        new TreeSet<>(caller.scopes())
            .stream().map(scope -> new SimpleGrantedAuthority("SCOPE_" + scope)).toList());
  }

  @Override
  public Caller getPrincipal() {
    return caller;
  }

  /** Empty: what proved the identity is not kept. */
  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CallerAuthentication that
        && caller.equals(that.caller)
        && super.equals(other);
  }

  @Override
  public int hashCode() {
    return caller.hashCode();
  }
}
