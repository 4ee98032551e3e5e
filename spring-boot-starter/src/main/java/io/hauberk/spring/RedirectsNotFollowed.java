package io.hauberk.spring;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;

/**
 * Keeps the clients that Spring Boot builds from following redirects while destinations are listed:
 * not every client asks again before it follows, and what a request carries would go with it.
 */
final class RedirectsNotFollowed implements BeanPostProcessor {
  private final ObjectProvider<HauberkProperties> properties;

  RedirectsNotFollowed(ObjectProvider<HauberkProperties> properties) {
    this.properties = properties;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof HttpClientSettings settings
            && properties.getObject().egress().restricts()
        ? settings.withRedirects(HttpRedirects.DONT_FOLLOW)
        : bean;
  }
}
