package io.hauberk.outbound;

import io.hauberk.secret.RelayingSslContextSpi;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A context that hands each handshake to the one of its destination, so that a certificate is shown
 * to whom it is for and to nobody else. A handshake of which host and port are not known is one
 * with somebody else.
 */
final class DestinationSslContext extends SSLContext {

  DestinationSslContext(Map<Origin, SSLContext> bound, SSLContext others) {
    super(new Spi(bound, others), others.getProvider(), others.getProtocol());
  }

  private static final class Spi extends RelayingSslContextSpi {
    private final Map<Origin, SSLContext> bound;
    private final SSLContext others;

    Spi(Map<Origin, SSLContext> bound, SSLContext others) {
      this.bound = bound;
      this.others = others;
    }

    @Override
    protected SSLContext context(@Nullable String host, int port) {
      return host == null
          ? others
          : bound.getOrDefault(new Origin("https", Origin.normal(host), port), others);
    }

    @Override
    protected void engineInit(
        KeyManager @Nullable [] keys,
        TrustManager @Nullable [] trust,
        @Nullable SecureRandom random)
        throws KeyManagementException {
      throw new KeyManagementException("this context has what is bound; it takes no managers");
    }
  }
}
