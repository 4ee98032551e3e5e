package io.hauberk.spring.test;

import io.hauberk.spring.HauberkCustomizer;
import io.hauberk.spring.HauberkProperties;
import io.hauberk.spring.TrustedCertificates;
import io.hauberk.spring.TrustedIssuers;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.resttestclient.TestRestTemplate;
import org.springframework.boot.resttestclient.autoconfigure.RestTestClientBuilderCustomizer;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.ConfigurableMockMvcBuilder;
import org.springframework.test.web.servlet.setup.MockMvcConfigurerAdapter;
import org.springframework.web.context.WebApplicationContext;

/**
 * The local issuer in place of the configured ones, and test clients that call as the test's
 * caller.
 */
@Configuration(proxyBeanMethods = false)
class LocalTrustConfiguration {

  @Bean
  LocalIssuer hauberkLocalIssuer() {
    return new LocalIssuer();
  }

  @Bean
  @Primary
  @Lazy
  TrustedIssuers hauberkLocalTrust(LocalIssuer issuer, HauberkProperties properties) {
    return LocalProfiles.of(properties, issuer);
  }

  @Bean
  @Primary
  @Lazy
  TrustedCertificates hauberkLocalCertificates(HauberkProperties properties) {
    return LocalProfiles.certificates(properties);
  }

  /** Tests call {@code localhost} at any port, whatever the service's hosts are. */
  @Bean
  @Lazy
  HauberkCustomizer hauberkAnyHost() {
    return builder -> builder.hosts(Set.of());
  }

  private static ClientHttpRequestInterceptor asTestCaller(ObjectProvider<LocalIssuer> issuer) {
    return (request, body, next) -> {
      if (!request.getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)) {
        TestCaller.authorization(issuer.getObject())
            .ifPresent(bearer -> request.getHeaders().set(HttpHeaders.AUTHORIZATION, bearer));
      }
      return next.execute(request, body);
    };
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MockMvcBuilderCustomizer.class)
  static class OfMockMvc {

    @Bean
    MockMvcBuilderCustomizer hauberkMockMvcCaller(ObjectProvider<LocalIssuer> issuer) {
      RequestPostProcessor asTestCaller =
          request -> {
            if (request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
              TestCaller.authorization(issuer.getObject())
                  .ifPresent(bearer -> request.addHeader(HttpHeaders.AUTHORIZATION, bearer));
            }
            return request;
          };
      RequestPostProcessor sent = new SentMultipart();
      return builder ->
          builder.apply(
              new MockMvcConfigurerAdapter() {
                @Override
                public RequestPostProcessor beforeMockMvcCreated(
                    ConfigurableMockMvcBuilder<?> mockMvc, WebApplicationContext context) {
                  return request ->
                      asTestCaller.postProcessRequest(sent.postProcessRequest(request));
                }
              });
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(RestTestClientBuilderCustomizer.class)
  static class OfRestTestClient {

    @Bean
    RestTestClientBuilderCustomizer hauberkRestTestClientCaller(
        ObjectProvider<LocalIssuer> issuer) {
      return builder -> builder.requestInterceptor(asTestCaller(issuer));
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(TestRestTemplate.class)
  static class OfTestRestTemplate {

    @Bean
    static BeanPostProcessor hauberkTestRestTemplateCaller(ObjectProvider<LocalIssuer> issuer) {
      return new BeanPostProcessor() {
        @Override
        public @Nullable Object postProcessAfterInitialization(Object bean, String name) {
          if (bean instanceof TestRestTemplate template) {
            template.getRestTemplate().getInterceptors().add(asTestCaller(issuer));
          }
          return bean;
        }
      };
    }
  }
}
