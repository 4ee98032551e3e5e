package io.hauberk.identity;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/** Which certificates a caller may prove by who it is, whoever has issued them. */
final class LeafRules {
  private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2"; // RFC 5280, 4.2.1.12
  private static final String KEY_USAGE = "2.5.29.15"; // RFC 5280, 4.2.1.3
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int CERT_SIGN = 5;
  private static final int CRL_SIGN = 6;

  /**
   * No authority, for signatures and, where the certificate says what it is for, for clients.
   *
   * @param strict whether it must say that it is for signatures (X509-SVID, 4.3)
   */
  static boolean allow(X509Certificate leaf, boolean strict) {
    boolean[] usage = leaf.getKeyUsage();
    Set<String> critical = leaf.getCriticalExtensionOIDs();
    boolean saysEnough =
        !strict || (usage != null && critical != null && critical.contains(KEY_USAGE));
    boolean isFit =
        usage == null || (usage[DIGITAL_SIGNATURE] && !usage[CERT_SIGN] && !usage[CRL_SIGN]);
    return saysEnough && isFit && leaf.getBasicConstraints() < 0 && isForClients(leaf);
  }

  private static boolean isForClients(X509Certificate leaf) {
    try {
      List<String> purposes = leaf.getExtendedKeyUsage();
      return purposes == null || purposes.contains(CLIENT_AUTHENTICATION);
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  private LeafRules() {}
}
