package io.hauberk.spring;

import io.hauberk.servlet.HauberkFilter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * Tells the filter the true peer of a connection where Tomcat would tell what a header claims.
 *
 * <p>On Kubernetes Boot puts Tomcat's {@code RemoteIpValve} in place by itself; it believes {@code
 * X-Forwarded-For} of every private address, so any pod could choose the address that limits and
 * events see.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "hauberk.enabled", matchIfMissing = true)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({Tomcat.class, ConfigurableTomcatWebServerFactory.class})
public final class HauberkTomcatAutoConfiguration {

  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> hauberkTomcatPeerAddress() {
    return new PeerAddressCustomizer();
  }

  /** Runs before Boot's own customizer, which has the order 0, so that the valve is first. */
  private static final class PeerAddressCustomizer
      implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory>, Ordered {

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
      factory.addEngineValves(new PeerAddressValve());
    }

    @Override
    public int getOrder() {
      return Ordered.HIGHEST_PRECEDENCE;
    }
  }

  /**
   * Keeps the address of the connection and the forwarding fields, whatever later valves make of
   * them.
   */
  private static final class PeerAddressValve extends ValveBase {

    PeerAddressValve() {
      super(true); // async is supported
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      String peer = request.getPeerAddr();
      if (peer != null) {
        request.setAttribute(HauberkFilter.PEER_ADDRESS_ATTRIBUTE, peer);
      }
      request.setAttribute(
          HauberkFilter.FORWARDED_ATTRIBUTE,
          Map.of(
              "x-forwarded-for",
              Collections.list(request.getHeaders("X-Forwarded-For")),
              "forwarded",
              Collections.list(request.getHeaders("Forwarded"))));
      getNext().invoke(request, response);
    }
  }
}
