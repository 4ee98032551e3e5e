package io.hauberk.spring;

import io.hauberk.servlet.HauberkFilter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** Tells the filter the true peer of a connection where Jetty would tell what a header claims. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "hauberk.enabled", matchIfMissing = true)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({Server.class, ConfigurableJettyWebServerFactory.class})
public final class HauberkJettyAutoConfiguration {

  @Bean
  WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> hauberkJettyPeerAddress() {
    return factory -> factory.addServerCustomizers(HauberkJettyAutoConfiguration::keepPeers);
  }

  private static void keepPeers(Server server) {
    for (Connector connector : server.getConnectors()) {
      for (ConnectionFactory factory : connector.getConnectionFactories()) {
        if (factory instanceof HttpConfiguration.ConnectionFactory http) {
          http.getHttpConfiguration().getCustomizers().add(0, new PeerAddress());
        }
      }
    }
  }

  /** First of all customizers, so that none has replaced the address yet. */
  private static final class PeerAddress implements HttpConfiguration.Customizer {

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
      if (request.getConnectionMetaData().getRemoteSocketAddress()
          instanceof InetSocketAddress peer) {
        InetAddress address = peer.getAddress();
        if (address != null) {
          request.setAttribute(HauberkFilter.PEER_ADDRESS_ATTRIBUTE, address.getHostAddress());
        }
      }
      request.setAttribute(
          HauberkFilter.FORWARDED_ATTRIBUTE,
          Map.of(
              "x-forwarded-for",
              request.getHeaders().getValuesList("X-Forwarded-For"),
              "forwarded",
              request.getHeaders().getValuesList("Forwarded")));
      return request;
    }
  }
}
