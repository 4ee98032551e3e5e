package io.hauberk.spring;

import io.hauberk.Hauberk;
import io.hauberk.outbound.OutboundCredentials;
import jakarta.servlet.ServletContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The actuator behind Hauberk: probes stay reachable, the rest asks for the operators' scope, and
 * the endpoint {@code hauberk} tells what protects this service.
 */
@AutoConfiguration(
    after = HauberkAutoConfiguration.class,
    afterName =
        "org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration")
@ConditionalOnBooleanProperty(name = "hauberk.enabled", matchIfMissing = true)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public final class HauberkActuatorAutoConfiguration {

  /** The paths of the actuator on the main port; a port of its own is not ours to guard. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({
    WebEndpointProperties.class,
    ManagementPortType.class,
    DispatcherServletPath.class
  })
  static class Paths {

    @Bean
    @ConditionalOnBean(WebEndpointProperties.class)
    HauberkCustomizer hauberkActuatorPaths(
        HauberkProperties properties,
        WebEndpointProperties endpoints,
        Environment environment,
        ObjectProvider<ServletContext> servlets,
        ObjectProvider<DispatcherServletPath> dispatcher) {
      ActuatorPaths paths =
          new ActuatorPaths(properties, endpoints.getBasePath(), endpoints.getPathMapping());
      return builder -> {
        if (ManagementPortType.get(environment) != ManagementPortType.SAME) {
          requireNoOperatorScope(properties);
        } else {
          ServletContext context = servlets.getIfAvailable();
          DispatcherServletPath path = dispatcher.getIfAvailable();
          paths.apply(
              (context == null ? "" : context.getContextPath())
                  + (path == null ? "" : path.getPrefix()),
              environment.getProperty(
                  "management.endpoint.health.probes.add-additional-paths", Boolean.class, false),
              builder);
        }
      };
    }

    /** A scope that guards nothing must not look as if it did. */
    private static void requireNoOperatorScope(HauberkProperties properties) {
      if (properties.operatorScope() != null) {
        throw new SetupException(
            "hauberk.operator-scope guards actuator paths on the main port only, and"
                + " management.server.port is another one.",
            "Remove one of the two, and guard the management port by a network policy or by Spring"
                + " Security.");
      }
    }
  }

  /** What protects this service, for operators. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
  static class Report {

    @Bean
    @ConditionalOnBean(Hauberk.class)
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint(HauberkEndpoint.class)
    HauberkEndpoint hauberkEndpoint(
        Hauberk hauberk,
        TrustedIssuers issuers,
        TrustedCertificates certificates,
        ObjectProvider<OutboundCredentials> credentials,
        ObjectProvider<RouteDifferences> routes) {
      return new HauberkEndpoint(
          hauberk,
          issuers,
          certificates,
          credentials.getIfAvailable(() -> OutboundCredentials.NONE),
          routes::getIfAvailable);
    }
  }

  /** Whether callers can be authenticated. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
  static class Health {

    @Bean
    @ConditionalOnBean(Hauberk.class)
    @ConditionalOnMissingBean(name = "hauberkHealthIndicator")
    @ConditionalOnEnabledHealthIndicator("hauberk")
    HealthIndicator hauberkHealthIndicator(
        Hauberk hauberk, ObjectProvider<OutboundCredentials> credentials) {
      return new HauberkHealthIndicator(
          hauberk, credentials.getIfAvailable(() -> OutboundCredentials.NONE));
    }
  }
}
