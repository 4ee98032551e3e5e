package io.hauberk.secret;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** A context that hands each new handshake to one made of the files in force. */
final class FollowingSslContext extends SSLContext {
  /*
   * A context of the JDK, once made, keeps its sessions, and a server's tickets are sealed with keys of its own
   * that it shows nobody. Were its managers merely exchanged, a client whose authority was taken out of the
   * bundle would resume its session, and nobody would look at its certificate again. So each generation of the
   * files has a context of its own, made by the first handshake that finds it new.
   */
  static SSLContext of(
      @Nullable SecretHandle<CertifiedKey> identity, @Nullable SecretHandle<CaBundle> authorities) {
    Generations generations = new Generations(identity, authorities);
    return new FollowingSslContext(generations, generations.now());
  }

  private FollowingSslContext(Generations generations, SSLContext first) {
    super(new Spi(generations), first.getProvider(), first.getProtocol());
  }

  private static final class Generations {
    private final @Nullable SecretHandle<CertifiedKey> identity;
    private final @Nullable SecretHandle<CaBundle> authorities;
    private final ReentrantLock making = new ReentrantLock();
    private volatile @Nullable Generation last;

    private record Generation(
        @Nullable CertifiedKey pair, @Nullable CaBundle bundle, SSLContext context) {}

    Generations(
        @Nullable SecretHandle<CertifiedKey> identity,
        @Nullable SecretHandle<CaBundle> authorities) {
      this.identity = identity;
      this.authorities = authorities;
    }

    SSLContext now() {
      Generation known = last;
      CertifiedKey pair = identity == null ? null : identity.current();
      CaBundle bundle = authorities == null ? null : authorities.current();
      if (known != null && known.pair() == pair && known.bundle() == bundle) {
        return known.context();
      }
      making.lock();
      try {
        known = last;
        if (known == null || known.pair() != pair || known.bundle() != bundle) {
          known = new Generation(pair, bundle, context(pair, bundle));
          last = known;
        }
        return known.context();
      } finally {
        making.unlock();
      }
    }

    private static SSLContext context(@Nullable CertifiedKey pair, @Nullable CaBundle bundle) {
      try {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
            pair == null ? new KeyManager[0] : new KeyManager[] {pair.keyManager()},
            bundle == null ? null : new TrustManager[] {bundle.trustManager()},
            null);
        return context;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this Java runtime cannot make a context for TLS", e);
      }
    }
  }

  private static final class Spi extends RelayingSslContextSpi {
    private final Generations generations;

    Spi(Generations generations) {
      this.generations = generations;
    }

    @Override
    protected SSLContext context(@Nullable String host, int port) {
      return generations.now();
    }

    @Override
    protected void engineInit(
        KeyManager @Nullable [] keys,
        TrustManager @Nullable [] trust,
        @Nullable SecureRandom random)
        throws KeyManagementException {
      throw new KeyManagementException("this context follows mounted files; it takes no managers");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return new AnySockets(this);
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      // A server socket of the JDK keeps the context it was made of, and would never see a
      // rotation.
      throw new UnsupportedOperationException(
          "a server socket would keep the certificate of its first day: use createSSLEngine, or"
              + " layer createSocket(accepted, null, true) over each accepted socket");
    }
  }

  /** Sockets with anybody, so also those of which it is not known yet with whom. */
  private static final class AnySockets extends RelayingSslContextSpi.Sockets {

    AnySockets(Spi spi) {
      super(spi);
    }

    @Override
    public Socket createSocket() throws IOException {
      return of(null, 0).createSocket();
    }

    @Override
    public Socket createSocket(Socket below, InputStream consumed, boolean autoClose)
        throws IOException {
      return of(null, 0).createSocket(below, consumed, autoClose);
    }
  }
}
