package io.hauberk.secret;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** The certificates of the authorities that are trusted: the trust anchors of the JDK's PKIX. */
public final class CaBundle implements Expiring {
  private final List<X509Certificate> certificates;
  private final X509ExtendedTrustManager trustManager;

  /**
   * The bundle in this content. A certificate that stands there twice counts once.
   *
   * @param file how messages call it
   * @param content PEM with at least one certificate
   * @throws PemException if it cannot be read
   */
  public static CaBundle read(String file, Secret content) {
    return new CaBundle(file, Pem.certificates(file, content).stream().distinct().toList());
  }

  private CaBundle(String file, List<X509Certificate> certificates) {
    this.certificates = certificates;
    try {
      this.trustManager = trustManager(certificates);
    } catch (GeneralSecurityException e) {
      throw PemException.of(
          file, "cannot be used for TLS by this Java runtime", "mount another bundle", e);
    }
  }

  private static X509ExtendedTrustManager trustManager(List<X509Certificate> certificates)
      throws GeneralSecurityException {
    KeyStore store = KeyStores.empty();
    int number = 0;
    for (X509Certificate certificate : certificates) {
      store.setCertificateEntry("ca" + number++, certificate);
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager found) {
        return found;
      }
    }
    throw new GeneralSecurityException("no trust manager");
  }

  /** The certificates, in the order of the file. */
  public List<X509Certificate> certificates() {
    return certificates;
  }

  /** Trusts what leads to one of these certificates, by the JDK's PKIX, and nothing else. */
  public X509ExtendedTrustManager trustManager() {
    return trustManager;
  }

  /** From when on the certificate that ends last is valid. */
  @Override
  public Instant notBefore() {
    return last().getNotBefore().toInstant();
  }

  /** When the last certificate ends: until then there is somebody to trust. */
  @Override
  public Instant notAfter() {
    return end(last());
  }

  private X509Certificate last() {
    return Collections.max(certificates, Comparator.comparing(CaBundle::end));
  }

  private static Instant end(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }

  @Override
  public String toString() {
    return "CaBundle[" + certificates.size() + " certificates]";
  }
}
