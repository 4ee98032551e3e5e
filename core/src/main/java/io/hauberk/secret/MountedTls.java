package io.hauberk.secret;

import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS by mounted files: new handshakes use the certificates that are in force when they begin;
 * connections that stand are left alone.
 *
 * <p>Prefer the {@link #sslContext}: each rotation begins it anew, so that sessions of before are
 * not resumed by somebody whose authority is not trusted any more. Managers are for frameworks that
 * take nothing else; whoever uses them keeps the sessions, too.
 */
public final class MountedTls {
  private final @Nullable SecretHandle<CertifiedKey> identity;
  private final @Nullable SecretHandle<CaBundle> authorities;

  /**
   * Shows this certificate, and trusts what leads to these authorities: both sides of mutual TLS.
   */
  public static MountedTls of(
      SecretHandle<CertifiedKey> identity, SecretHandle<CaBundle> authorities) {
    return new MountedTls(identity, authorities);
  }

  /** Shows this certificate, and trusts the authorities of the Java runtime. */
  public static MountedTls ofIdentity(SecretHandle<CertifiedKey> identity) {
    return new MountedTls(identity, null);
  }

  /** Shows no certificate, and trusts what leads to these authorities. */
  public static MountedTls ofAuthorities(SecretHandle<CaBundle> authorities) {
    return new MountedTls(null, authorities);
  }

  private MountedTls(
      @Nullable SecretHandle<CertifiedKey> identity, @Nullable SecretHandle<CaBundle> authorities) {
    this.identity = identity;
    this.authorities = authorities;
  }

  /** A context that follows the files; of TLS with the versions that the Java runtime enables. */
  public SSLContext sslContext() {
    return FollowingSslContext.of(identity, authorities);
  }

  /** A key manager that follows the files, where a certificate is shown. */
  public Optional<X509ExtendedKeyManager> keyManager() {
    return identity == null ? Optional.empty() : Optional.of(new FollowingKeyManager(identity));
  }

  /** A trust manager that follows the files, where they say who is trusted. */
  public Optional<X509ExtendedTrustManager> trustManager() {
    return authorities == null
        ? Optional.empty()
        : Optional.of(new FollowingTrustManager(authorities));
  }
}
