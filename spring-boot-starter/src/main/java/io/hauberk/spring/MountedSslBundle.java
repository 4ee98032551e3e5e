package io.hauberk.spring;

import io.hauberk.secret.CaBundle;
import io.hauberk.secret.SecretHandle;
import io.hauberk.spring.MountedSecrets.Tls;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;

/**
 * What is mounted at one moment, as an SSL bundle. Servers are given another one at each rotation;
 * a context follows by itself, for clients that are built once.
 */
final class MountedSslBundle implements SslBundle {
  private final Tls tls;
  private final SslBundle now;

  MountedSslBundle(Tls tls) {
    this.tls = tls;
    SecretHandle<CaBundle> authorities = tls.authorities();
    PemSslStore identity =
        PemSslStore.of(List.of(tls.identity().current().chain()), tls.identity().current().key());
    PemSslStore trust =
        authorities == null ? null : PemSslStore.of(authorities.current().certificates(), null);
    this.now = SslBundle.of(new PemSslStoreBundle(identity, trust));
  }

  @Override
  public SslStoreBundle getStores() {
    return now.getStores();
  }

  @Override
  public SslBundleKey getKey() {
    return now.getKey();
  }

  @Override
  public SslOptions getOptions() {
    return now.getOptions();
  }

  @Override
  public String getProtocol() {
    return now.getProtocol();
  }

  @Override
  public SslManagerBundle getManagers() {
    return now.getManagers();
  }

  @Override
  public SSLContext createSslContext() {
    return tls.following().sslContext();
  }
}
