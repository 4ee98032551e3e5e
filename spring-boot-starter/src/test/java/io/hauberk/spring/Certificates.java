package io.hauberk.spring;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Certificates for a day, on P-256. */
final class Certificates {

  /** A certificate and its key. */
  record Issued(KeyPair pair, X509Certificate certificate) {

    String certificatePem() throws GeneralSecurityException {
      return pem("CERTIFICATE", certificate.getEncoded());
    }

    String keyPem() {
      return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    KeyStore keyStore() throws Exception {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, new char[0]);
      store.setKeyEntry("own", pair.getPrivate(), new char[0], new Certificate[] {certificate});
      return store;
    }
  }

  static Issued authority(String name) throws Exception {
    return issue(null, name, null);
  }

  static Issued issue(Issued authority, String id) throws Exception {
    return issue(
        authority,
        "workload",
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.uniformResourceIdentifier, id),
              new GeneralName(GeneralName.dNSName, "localhost")
            }));
  }

  private static Issued issue(@Nullable Issued by, String name, @Nullable GeneralNames names)
      throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair pair = generator.generateKeyPair();
    X500Principal subject = new X500Principal("CN=" + name);
    Instant from = Instant.now().minus(Duration.ofHours(1));
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            by == null ? subject : by.certificate().getSubjectX500Principal(),
            BigInteger.valueOf(System.nanoTime()),
            Date.from(from),
            Date.from(from.plus(Duration.ofDays(1))),
            subject,
            pair.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(by == null));
    builder.addExtension(
        Extension.keyUsage,
        true,
        new KeyUsage(by == null ? KeyUsage.keyCertSign : KeyUsage.digitalSignature));
    if (names != null) {
      builder.addExtension(Extension.subjectAlternativeName, false, names);
    }
    return new Issued(
        pair,
        new JcaX509CertificateConverter()
            .getCertificate(
                builder.build(
                    new JcaContentSignerBuilder("SHA256withECDSA")
                        .build(by == null ? pair.getPrivate() : by.pair().getPrivate()))));
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der), label);
  }

  private Certificates() {}
}
