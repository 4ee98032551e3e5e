package io.hauberk.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A context that hands each handshake to the one of its destination, so that a certificate is shown
 * to whom it is for and to nobody else. A handshake of which host and port are not known is one
 * with somebody else.
 */
final class DestinationSslContext extends SSLContext {

  DestinationSslContext(Map<Origin, SSLContext> bound, SSLContext others) {
    super(new Spi(new Choice(bound, others)), others.getProvider(), others.getProtocol());
  }

  private record Choice(Map<Origin, SSLContext> bound, SSLContext others) {

    SSLContext of(@Nullable String host, int port) {
      return host == null
          ? others
          : bound.getOrDefault(new Origin("https", Origin.normal(host), port), others);
    }
  }

  private static final class Spi extends SSLContextSpi {
    private final Choice choice;

    Spi(Choice choice) {
      this.choice = choice;
    }

    @Override
    protected void engineInit(
        KeyManager @Nullable [] keys,
        TrustManager @Nullable [] trust,
        @Nullable SecureRandom random)
        throws KeyManagementException {
      throw new KeyManagementException("this context has what is bound; it takes no managers");
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return choice.others().createSSLEngine();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return choice.of(host, port).createSSLEngine(host, port);
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return new Sockets(choice);
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return choice.others().getServerSocketFactory();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return choice.others().getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return choice.others().getClientSessionContext();
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
      return choice.others().getDefaultSSLParameters();
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
      return choice.others().getSupportedSSLParameters();
    }
  }

  /**
   * Sockets that are not connected yet are refused, as their destination is not known; the JDK's
   * client then layers TLS over a connection.
   */
  private static final class Sockets extends SSLSocketFactory {
    private final Choice choice;

    Sockets(Choice choice) {
      this.choice = choice;
    }

    private SSLSocketFactory of(@Nullable String host, int port) {
      return choice.of(host, port).getSocketFactory();
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return of(null, 0).getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return of(null, 0).getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(Socket below, String host, int port, boolean autoClose)
        throws IOException {
      return of(host, port).createSocket(below, host, port, autoClose);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return of(host, port).createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      return of(host, port).createSocket(host, port, local, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return of(host.getHostAddress(), port).createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      return of(host.getHostAddress(), port).createSocket(host, port, local, localPort);
    }
  }
}
