package io.hauberk.spring;

import io.hauberk.outbound.EgressGuard;
import io.hauberk.outbound.OutboundCredentials;
import io.hauberk.request.Mode;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.env.Environment;

/**
 * Adds the egress rules to the settings of the HTTP clients that Spring Boot builds, beside a
 * filter of the application's own.
 *
 * <p>While destinations are listed and that is enforced, or calls carry credentials of this
 * service, redirects are not followed: not every client asks again before it follows, and what a
 * request carries would go with it. Destinations that certificates are bound to are shown these.
 */
final class EgressOfHttpClients implements BeanPostProcessor {
  private static final String FACTORY = "spring.http.clients.imperative.factory";

  private final ObjectProvider<HauberkProperties> properties;
  private final ObjectProvider<EgressGuard> guard;
  private final ObjectProvider<OutboundCredentials> credentials;
  private final Environment environment;

  EgressOfHttpClients(
      ObjectProvider<HauberkProperties> properties,
      ObjectProvider<EgressGuard> guard,
      ObjectProvider<OutboundCredentials> credentials,
      Environment environment) {
    this.properties = properties;
    this.guard = guard;
    this.credentials = credentials;
    this.environment = environment;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (!(bean instanceof HttpClientSettings settings)) {
      return bean;
    }
    HauberkProperties hauberk = properties.getObject();
    Mode mode = HauberkEgressAutoConfiguration.modeOf(hauberk);
    HttpClientSettings guarded = settings;
    if (mode != Mode.OFF && takesFilters()) {
      InetAddressFilter ours = guard.getObject()::permits;
      InetAddressFilter own = settings.inetAddressFilter();
      guarded = guarded.withInetAddressFilter(own == null ? ours : own.and(ours));
    }
    boolean restricts = mode == Mode.ENFORCE && hauberk.egress().restricts();
    OutboundCredentials carried = credentials.getIfAvailable(() -> OutboundCredentials.NONE);
    if (carried.showsCertificates()) {
      SslBundle own = settings.sslBundle();
      guarded =
          guarded.withSslBundle(
              new DestinationSslBundle(carried, own == null ? SslBundle.systemDefault() : own));
    }
    return restricts || !carried.isEmpty()
        ? guarded.withRedirects(HttpRedirects.DONT_FOLLOW)
        : guarded;
  }

  /** The client of {@link java.net.HttpURLConnection} refuses to have a filter. */
  private boolean takesFilters() {
    return !"simple".equalsIgnoreCase(environment.getProperty(FACTORY));
  }
}
