package io.hauberk.spring;

import io.hauberk.event.SecurityEvents;
import io.hauberk.outbound.EgressGuard;
import io.hauberk.outbound.OutboundCredentials;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Puts the credentials of {@code hauberk.outbound} on the calls of the clients that Spring Boot
 * builds: those of {@code RestClient.Builder}, {@code RestTemplateBuilder} and {@code
 * WebClient.Builder}, in applications of every kind.
 */
@AutoConfiguration(before = HauberkAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "hauberk.enabled", matchIfMissing = true)
@EnableConfigurationProperties(HauberkProperties.class)
@Import(SecurityEventsConfiguration.class)
public final class HauberkOutboundAutoConfiguration {

  /**
   * The attribute of a request of {@code RestClient} or {@code WebClient} that holds the token of
   * whom the call is made for, where a token exchange is bound to its destination.
   */
  public static final String SUBJECT_TOKEN = "io.hauberk.outbound.subject-token";

  @Bean
  @Lazy
  Upkeep hauberkUpkeep(
      HauberkProperties properties, SecurityEvents events, ConfigurableListableBeanFactory beans) {
    return SetupException.from(
        "hauberk.secrets.poll-interval",
        () ->
            OwnThreads.begun(
                beans.getBeanClassLoader(),
                () -> new Upkeep(events, properties.secrets().pollInterval())));
  }

  @Bean
  @ConditionalOnMissingBean
  OutboundCredentials hauberkOutboundCredentials(
      HauberkProperties properties,
      SecurityEvents events,
      ObjectProvider<Upkeep> upkeep,
      ObjectProvider<MountedSecrets> mounted) {
    if (properties.outbound().isEmpty()) {
      return OutboundCredentials.NONE;
    }
    Upkeep shared = upkeep.getObject();
    OutboundCredentials.Builder builder =
        new OutboundSources(name -> mounted.getObject().tls(name))
            .add(properties.outbound(), OutboundCredentials.builder(events, shared.secrets()));
    OutboundCredentials credentials = SetupException.from("hauberk.outbound", builder::build);
    credentials.start(shared.timers());
    return credentials;
  }

  /**
   * The blocking clients: after what others do to a call, so that a destination is known, and just
   * before the egress rules.
   */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(RestClientCustomizer.class)
  static final class OfBlockingClients {

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE - 1)
    RestClientCustomizer hauberkCredentialsOfRestClients(OutboundCredentials credentials) {
      return builder -> builder.requestInterceptor(new CredentialInterceptor(credentials));
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE - 1)
    RestTemplateCustomizer hauberkCredentialsOfRestTemplates(OutboundCredentials credentials) {
      return template -> template.getInterceptors().add(new CredentialInterceptor(credentials));
    }
  }

  /** The client that does not block. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({ExchangeFilterFunction.class, WebClient.class})
  static final class OfWebClients {

    @Bean
    ExchangeFilterFunction hauberkOutboundFilter(
        OutboundCredentials credentials, ObjectProvider<EgressGuard> guard) {
      return OutboundOfWebClients.filter(credentials, guard.getIfAvailable());
    }

    @Bean
    static OutboundOfWebClients hauberkOutboundOfWebClients(
        ObjectProvider<OutboundCredentials> credentials, ObjectProvider<EgressGuard> guard) {
      return new OutboundOfWebClients(credentials, guard);
    }
  }
}
