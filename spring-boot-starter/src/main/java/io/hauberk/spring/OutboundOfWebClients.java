package io.hauberk.spring;

import io.hauberk.outbound.EgressGuard;
import io.hauberk.outbound.OutboundCredentials;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Adds the credentials, and the egress rules behind them, to each {@code WebClient.Builder} of the
 * application, after what others have added to it.
 */
final class OutboundOfWebClients implements BeanPostProcessor {
  private final ObjectProvider<OutboundCredentials> credentials;
  private final ObjectProvider<EgressGuard> guard;

  OutboundOfWebClients(
      ObjectProvider<OutboundCredentials> credentials, ObjectProvider<EgressGuard> guard) {
    this.credentials = credentials;
    this.guard = guard;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof WebClient.Builder builder
        ? builder.filter(filter(credentials.getObject(), guard.getIfAvailable()))
        : bean;
  }

  static ExchangeFilterFunction filter(
      OutboundCredentials credentials, @Nullable EgressGuard guard) {
    ExchangeFilterFunction filter = new CredentialFilter(credentials);
    return guard == null ? filter : filter.andThen(new EgressFilter(guard));
  }
}
