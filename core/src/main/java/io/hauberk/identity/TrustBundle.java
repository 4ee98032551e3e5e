package io.hauberk.identity;

import io.hauberk.identity.KeySource.Surroundings;
import io.hauberk.secret.Secret;
import io.hauberk.secret.SecretFile;
import io.hauberk.secret.SecretPoller;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The authorities whose certificates a {@link CertificateProfile} believes: those and no others, of
 * the operating system or the Java runtime for example.
 *
 * <p>Content that cannot be used never replaces good content. A certificate that is not that of an
 * authority refuses it whole.
 */
public final class TrustBundle {
  private final @Nullable Path file;
  private volatile Authorities authorities = Authorities.NONE;

  /**
   * A mounted file with certificates in PEM (RFC 7468), or a SPIFFE bundle (a JWK Set with keys of
   * the use {@code x509-svid}). Its rotation is noticed.
   *
   * @param file read when the {@link Authenticator} is built
   */
  public static TrustBundle file(Path file) {
    return new TrustBundle(file);
  }

  /**
   * Authorities that never change: for tests and tools. Without any, nobody is believed.
   *
   * @throws AuthoritiesException if a certificate is not that of an authority
   */
  public static TrustBundle of(X509Certificate... certificates) {
    TrustBundle bundle = new TrustBundle(null);
    bundle.authorities = Authorities.of(List.of(certificates));
    return bundle;
  }

  private TrustBundle(@Nullable Path file) {
    this.file = file;
  }

  /** Reads the file, if there is one, and has it watched. */
  void open(Surroundings surroundings) {
    if (file == null) {
      return;
    }
    String name = "hauberk.certificates." + surroundings.profile() + ".authorities";
    SecretPoller secrets = surroundings.watcherOf(name);
    String inMessages = String.valueOf(file.getFileName());
    try {
      secrets.watch(SecretFile.at(name, file), content -> take(inMessages, content));
    } catch (AuthoritiesException e) {
      throw new AuthoritiesException(
          "%s names %s, which cannot be used: %s".formatted(name, file, e.getMessage()), e);
    }
  }

  private void take(String name, Secret content) {
    authorities = AuthoritiesReader.read(name, content.bytes());
  }

  /** Those in force; another object each time that they have changed. */
  Authorities current() {
    return authorities;
  }

  @Override
  public String toString() {
    return "TrustBundle[]";
  }
}
