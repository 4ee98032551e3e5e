package io.hauberk.spring;

import io.hauberk.event.SecurityEvents;
import io.hauberk.outbound.EgressGuard;
import io.hauberk.outbound.EgressRules;
import io.hauberk.request.Mode;
import io.hauberk.spring.HauberkProperties.Egress;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts the egress rules before the calls of the clients that Spring Boot builds: those of {@code
 * RestClient.Builder}, {@code RestTemplateBuilder} and {@code WebClient.Builder}.
 */
@AutoConfiguration(
    after = HauberkAutoConfiguration.class,
    beforeName = "org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration")
@ConditionalOnBean(SecurityEvents.class)
@EnableConfigurationProperties(HauberkProperties.class)
public final class HauberkEgressAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  EgressGuard hauberkEgressGuard(HauberkProperties properties, SecurityEvents events) {
    Egress egress = properties.egress();
    Mode mode = egress.mode() == null ? properties.mode() : egress.mode();
    return new EgressGuard(
        SetupException.from("hauberk.egress", () -> rules(egress)), mode, events);
  }

  private static EgressRules rules(Egress egress) {
    if (!egress.restricts()) {
      return EgressRules.ONLY_FORBIDDEN;
    }
    EgressRules.Builder rules = EgressRules.builder();
    egress
        .destinations()
        .forEach(one -> rules.destination(one.url(), one.addresses().toArray(String[]::new)));
    return egress.unlisted() ? rules.allowUnlisted().build() : rules.build();
  }

  /** Each address is judged when a connection is made to it; redirects are not followed. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(InetAddressFilter.class)
  static final class OfAddresses {

    @Bean
    static RedirectsNotFollowed hauberkRedirects(ObjectProvider<HauberkProperties> properties) {
      return new RedirectsNotFollowed(properties);
    }

    @Bean
    @ConditionalOnMissingBean
    InetAddressFilter hauberkAddressFilter(EgressGuard guard) {
      return guard::judge;
    }
  }

  /** Each call of the blocking clients is judged before it leaves. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(RestClientCustomizer.class)
  static final class OfBlockingClients {

    @Bean
    RestClientCustomizer hauberkEgressOfRestClients(EgressGuard guard) {
      return builder -> builder.requestInterceptor(new EgressInterceptor(guard));
    }

    @Bean
    RestTemplateCustomizer hauberkEgressOfRestTemplates(EgressGuard guard) {
      return template -> template.getInterceptors().add(new EgressInterceptor(guard));
    }
  }
}
