package io.hauberk.spring;

import io.hauberk.outbound.OutboundCredentials;
import javax.net.ssl.SSLContext;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * The bundle of the application, whose context shows each destination the certificate that is bound
 * to it. Managers and stores are those of the application alone, as they do not know whom they
 * meet.
 */
record DestinationSslBundle(OutboundCredentials credentials, SslBundle others)
    implements SslBundle {

  @Override
  public SslStoreBundle getStores() {
    return others.getStores();
  }

  @Override
  public SslBundleKey getKey() {
    return others.getKey();
  }

  @Override
  public SslOptions getOptions() {
    return others.getOptions();
  }

  @Override
  public String getProtocol() {
    return others.getProtocol();
  }

  @Override
  public SslManagerBundle getManagers() {
    return others.getManagers();
  }

  @Override
  public SSLContext createSslContext() {
    return credentials.sslContext(others.createSslContext());
  }
}
