package io.hauberk.secret;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** What stands behind a context that hands each handshake to another one. */
public abstract class RelayingSslContextSpi extends SSLContextSpi {

  /** Whoever extends it says which context has a handshake. */
  protected RelayingSslContextSpi() {}

  /**
   * The context for a handshake that begins now.
   *
   * @param host whom it is with, by name or address; null if that is not known
   * @param port of no meaning without a host
   */
  protected abstract SSLContext context(@Nullable String host, int port);

  private SSLContext context() {
    return context(null, 0);
  }

  @Override
  protected SSLEngine engineCreateSSLEngine() {
    return context().createSSLEngine();
  }

  @Override
  protected SSLEngine engineCreateSSLEngine(String host, int port) {
    return context(host, port).createSSLEngine(host, port);
  }

  @Override
  protected SSLSocketFactory engineGetSocketFactory() {
    return new Sockets(this);
  }

  @Override
  protected SSLServerSocketFactory engineGetServerSocketFactory() {
    return context().getServerSocketFactory();
  }

  @Override
  protected SSLSessionContext engineGetServerSessionContext() {
    return context().getServerSessionContext();
  }

  @Override
  protected SSLSessionContext engineGetClientSessionContext() {
    return context().getClientSessionContext();
  }

  @Override
  protected SSLParameters engineGetDefaultSSLParameters() {
    return context().getDefaultSSLParameters();
  }

  @Override
  protected SSLParameters engineGetSupportedSSLParameters() {
    return context().getSupportedSSLParameters();
  }

  /**
   * Its sockets. Those that are not connected yet are refused, as nobody knows whom they will be
   * with; the JDK's client then layers TLS over a connection.
   */
  static class Sockets extends SSLSocketFactory {
    private final RelayingSslContextSpi relay;

    Sockets(RelayingSslContextSpi relay) {
      this.relay = relay;
    }

    final SSLSocketFactory of(@Nullable String host, int port) {
      return relay.context(host, port).getSocketFactory();
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
