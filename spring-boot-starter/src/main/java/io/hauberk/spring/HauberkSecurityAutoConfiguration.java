package io.hauberk.spring;

import io.hauberk.Hauberk;
import io.hauberk.Passage;
import io.hauberk.servlet.HauberkFilter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Spring Security next to Hauberk.
 *
 * <p>Every filter chain, the application's own too, finds the verified caller in its security
 * context as a {@link CallerAuthentication}, so that
 * {@code @PreAuthorize("hasAuthority('SCOPE_orders:write')")} holds. An application without a chain
 * of its own gets one that lets through what Hauberk has admitted and nothing else: stateless, and
 * without CSRF protection, which token callers don't need and which would refuse each of their
 * POSTs.
 *
 * <p>No {@code JwtDecoder} is published: it would bring Boot's own resource server into being.
 */
@AutoConfiguration(
    after = HauberkAutoConfiguration.class,
    beforeName = {
      "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
      "org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({SecurityFilterChain.class, HttpSecurity.class})
@ConditionalOnBean(Hauberk.class)
public final class HauberkSecurityAutoConfiguration {

  /** Applied by Spring Security to every chain that is built. */
  @Bean
  Customizer<HttpSecurity> hauberkCallerAuthentication() {
    return http ->
        http.addFilterBefore(new CallerAuthenticationFilter(), AnonymousAuthenticationFilter.class);
  }

  /** For applications without a chain of their own. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnMissingBean(SecurityFilterChain.class)
  static class DefaultChain {

    @Bean
    SecurityFilterChain hauberkSecurityFilterChain(
        HttpSecurity http, ObjectProvider<ManagementProbes> probes) {
      HttpStatusEntryPoint unauthorized = new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED);
      http.csrf(AbstractHttpConfigurer::disable)
          .logout(AbstractHttpConfigurer::disable)
          .requestCache(AbstractHttpConfigurer::disable)
          .sessionManagement(
              session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
          .exceptionHandling(
              errors ->
                  errors.authenticationEntryPoint(
                      (request, response, failure) -> {
                        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
                        unauthorized.commence(request, response, failure);
                      }))
          .authorizeHttpRequests(
              requests ->
                  requests
                      .anyRequest()
                      .access(
                          (caller, context) ->
                              new AuthorizationDecision(
                                  isAdmitted(context.getRequest(), probes.getIfAvailable()))));
      return http.build();
    }

    /**
     * A management port of its own is not behind Hauberk: there, as ever in Boot, only health is
     * open.
     */
    private static boolean isAdmitted(
        HttpServletRequest request, @Nullable ManagementProbes probes) {
      return request.getAttribute(HauberkFilter.PASSAGE_ATTRIBUTE) instanceof Passage
          || (probes != null && probes.health().matches(request));
    }

    /**
     * Keeps Boot from inventing a user with a password in the log: there is nobody to log in here.
     */
    @Bean
    @ConditionalOnMissingBean({
      AuthenticationManager.class,
      AuthenticationProvider.class,
      AuthenticationManagerResolver.class,
      UserDetailsService.class
    })
    AuthenticationManager hauberkAuthenticationManager() {
      return authentication -> {
        throw new ProviderNotFoundException(
            "Callers are authenticated by Hauberk; define an AuthenticationManager for other"
                + " logins.");
      };
    }

    /** Where Boot's own security auto-configuration is left out, as in test slices. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(name = "springSecurityFilterChain")
    @EnableWebSecurity
    static class Enabled {}
  }

  /**
   * The health endpoint and its groups, wherever the actuator is.
   *
   * @param health recognises them
   */
  record ManagementProbes(RequestMatcher health) {}

  /** Where there is an actuator. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({EndpointRequest.class, PathMappedEndpoints.class})
  static class Management {

    @Bean
    ManagementProbes hauberkManagementProbes() {
      return new ManagementProbes(EndpointRequest.to("health"));
    }
  }
}
