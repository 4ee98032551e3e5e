package io.hauberk.spring;

import io.hauberk.event.SecurityEvents;
import io.hauberk.outbound.EgressGuard;
import io.hauberk.outbound.EgressRules;
import io.hauberk.outbound.OutboundCredentials;
import io.hauberk.request.Mode;
import io.hauberk.spring.HauberkProperties.Egress;
import io.hauberk.spring.HauberkProperties.EgressDestination;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Puts the egress rules before the calls of the clients that Spring Boot builds: those of {@code
 * RestClient.Builder}, {@code RestTemplateBuilder} and {@code WebClient.Builder}, in applications
 * of every kind.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "hauberk.enabled", matchIfMissing = true)
@EnableConfigurationProperties(HauberkProperties.class)
@Import(SecurityEventsConfiguration.class)
public final class HauberkEgressAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  EgressGuard hauberkEgressGuard(HauberkProperties properties, SecurityEvents events) {
    return new EgressGuard(rules(properties.egress()), modeOf(properties), events);
  }

  static Mode modeOf(HauberkProperties properties) {
    Mode own = properties.egress().mode();
    return own == null ? properties.mode() : own;
  }

  private static EgressRules rules(Egress egress) {
    if (!egress.restricts()) {
      return EgressRules.ONLY_FORBIDDEN;
    }
    EgressRules.Builder rules = EgressRules.builder();
    List<EgressDestination> destinations = egress.destinations();
    for (int i = 0; i < destinations.size(); i++) {
      EgressDestination one = destinations.get(i);
      SetupException.from(
          "hauberk.egress.destinations[" + i + "]",
          () -> rules.destination(one.url(), one.addresses().toArray(String[]::new)));
    }
    return egress.unlisted() ? rules.allowUnlisted().build() : rules.build();
  }

  /** The address that a client connects to is asked about, and redirects are not followed. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(HttpClientSettings.class)
  static final class OfAllClients {

    @Bean
    static EgressOfHttpClients hauberkEgressOfHttpClients(
        ObjectProvider<HauberkProperties> properties,
        ObjectProvider<EgressGuard> guard,
        ObjectProvider<OutboundCredentials> credentials,
        Environment environment) {
      return new EgressOfHttpClients(properties, guard, credentials, environment);
    }
  }

  /** Each call of the blocking clients is asked about, after all that others do to it. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(RestClientCustomizer.class)
  static final class OfBlockingClients {

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    RestClientCustomizer hauberkEgressOfRestClients(EgressGuard guard) {
      return builder -> builder.requestInterceptor(new EgressInterceptor(guard));
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    RestTemplateCustomizer hauberkEgressOfRestTemplates(EgressGuard guard) {
      return template -> template.getInterceptors().add(new EgressInterceptor(guard));
    }
  }
}
