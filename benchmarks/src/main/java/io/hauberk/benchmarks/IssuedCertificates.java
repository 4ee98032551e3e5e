package io.hauberk.benchmarks;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority on P-256, one below it, and client certificates of that one. */
final class IssuedCertificates implements Proofs {
  /*
   * As a rule the JDK gives equal octets the same object, and that remembers by which key its signature held. So a
   * certificate that comes again costs nobody its signature, and one that shall cost it must be new. The one of the
   * authority below the root comes again, as it does in a service.
   */
  static final String ANOTHER_AUTHORITY = "one of another authority with the same names";
  static final String EXPIRED = "one that has expired";

  private static final int MOST_GOOD = 20_000;
  private static final String NAME = "billing";
  private static final X500Principal ROOT = new X500Principal("CN=Root,O=Example");
  private static final X500Principal MIDDLE = new X500Principal("CN=Services,O=Example");

  private final boolean fresh;
  private final X509Certificate root;
  private final X509Certificate middle;
  private final PrivateKey middleKey;
  private final KeyPair leafKey = newKey();
  private final AtomicLong serial = new AtomicLong();
  private final Brought good;

  /**
   * A new authority.
   *
   * @param fresh whether each request brings a certificate of its own
   */
  IssuedCertificates(boolean fresh) throws Exception {
    this.fresh = fresh;
    KeyPair rootKey = newKey();
    root = certificate(ROOT, rootKey.getPrivate(), ROOT, rootKey, true, 3650);
    KeyPair key = newKey();
    middle = certificate(ROOT, rootKey.getPrivate(), MIDDLE, key, true, 365);
    middleKey = key.getPrivate();
    good = leaf(NAME, 30);
  }

  X509Certificate root() {
    return root;
  }

  /** The key that signed the client certificates. */
  PublicKey issuerKey() {
    return middle.getPublicKey();
  }

  private Brought leaf(String name, int days) throws Exception {
    X500Principal subject = new X500Principal("CN=" + name);
    return Brought.certificates(
        List.of(certificate(MIDDLE, middleKey, subject, leafKey, false, days), middle));
  }

  /** The certificate in both spellings. */
  @Override
  public List<String> names() {
    return List.of(NAME, "CN=" + NAME);
  }

  @Override
  public List<Brought> good(int count) throws Exception {
    if (!fresh) {
      return List.of(good);
    }
    List<Brought> leaves = new ArrayList<>();
    for (int i = 0; i < Math.min(count, MOST_GOOD); i++) {
      leaves.add(leaf(NAME, 30));
    }
    return leaves;
  }

  @Override
  public Map<String, Brought> bad(Brought accepted) throws Exception {
    Map<String, Brought> bad = new LinkedHashMap<>();
    bad.put(ANOTHER_AUTHORITY, new IssuedCertificates(fresh).good);
    bad.put(EXPIRED, leaf(NAME, -1));
    bad.put("one whose name is not listed", leaf("stranger", 30));
    return bad;
  }

  private static KeyPair newKey() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private X509Certificate certificate(
      X500Principal issuer,
      PrivateKey issuerKey,
      X500Principal subject,
      KeyPair key,
      boolean authority,
      int days)
      throws Exception {
    Instant now = Instant.now();
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            BigInteger.valueOf(serial.incrementAndGet()),
            Date.from(now.minus(Duration.ofDays(2))),
            Date.from(now.plus(Duration.ofDays(days))),
            subject,
            key.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    builder.addExtension(
        Extension.keyUsage,
        true,
        new KeyUsage(authority ? KeyUsage.keyCertSign : KeyUsage.digitalSignature));
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey)));
  }
}
