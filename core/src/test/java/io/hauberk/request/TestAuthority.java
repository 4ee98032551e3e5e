package io.hauberk.request;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** An authority that issues certificates for tests, on P-256. */
public final class TestAuthority {
  private static final AtomicLong SERIAL = new AtomicLong(1);

  private final Issued own;

  /** A certificate with its key; the chain begins with it and does not hold the root. */
  public record Issued(PrivateKey key, List<X509Certificate> chain) {

    /** The certificate itself. */
    public X509Certificate certificate() {
      return chain.get(0);
    }

    /** The chain as PEM. */
    public String chainPem() {
      StringBuilder pem = new StringBuilder();
      chain.forEach(certificate -> pem.append(TestAuthority.pem(certificate)));
      return pem.toString();
    }

    /** The key as PKCS #8 in PEM. */
    public String keyPem() {
      return block("PRIVATE KEY", key.getEncoded());
    }
  }

  /** A root of this common name, good from the epoch to the year 2100. */
  public static TestAuthority root(String commonName) {
    return new TestAuthority(
        new Order(null, commonName)
            .authority()
            .valid(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"))
            .issue());
  }

  /** The authority with this certificate, be it fit to be one or not. */
  public static TestAuthority of(Issued own) {
    return new TestAuthority(own);
  }

  /** Orders a certificate that nobody but its own key has signed. */
  public static Order selfSigned(String commonName) {
    return new Order(null, commonName);
  }

  private TestAuthority(Issued own) {
    this.own = own;
  }

  /** Its own certificate. */
  public X509Certificate certificate() {
    return own.certificate();
  }

  /** Its own certificate as PEM. */
  public String pem() {
    return pem(certificate());
  }

  /** An authority below this one. */
  public TestAuthority intermediate(String commonName) {
    return new TestAuthority(order(commonName).authority().issue());
  }

  /** Orders a certificate; unless it says otherwise a leaf for signatures, good for all of 2026. */
  public Order order(String commonName) {
    return new Order(own, commonName);
  }

  /** What a certificate shall say. */
  public static final class Order {
    private final @Nullable Issued issuer;
    private final String commonName;
    private final List<GeneralName> names = new ArrayList<>();
    private Instant from = Instant.parse("2026-01-01T00:00:00Z");
    private Instant until = Instant.parse("2027-01-01T00:00:00Z");
    private int usage = KeyUsage.digitalSignature;
    private boolean usageIsCritical = true;
    private boolean authority;
    private int pathLength = -1;
    private final Map<ASN1ObjectIdentifier, ASN1Encodable> more = new LinkedHashMap<>();

    private Order(@Nullable Issued issuer, String commonName) {
      this.issuer = issuer;
      this.commonName = commonName;
    }

    /** Adds a URI to the alternative names. */
    public Order uri(String uri) {
      names.add(new GeneralName(GeneralName.uniformResourceIdentifier, uri));
      return this;
    }

    /** Adds a DNS name to the alternative names. */
    public Order dns(String name) {
      names.add(new GeneralName(GeneralName.dNSName, name));
      return this;
    }

    /** Adds an IP address to the alternative names. */
    public Order ip(String address) {
      names.add(new GeneralName(GeneralName.iPAddress, address));
      return this;
    }

    /** Its validity. */
    public Order valid(Instant from, Instant until) {
      this.from = from;
      this.until = until;
      return this;
    }

    /** Its validity, from an instant on. */
    public Order valid(Instant from, Duration length) {
      return valid(from, from.plus(length));
    }

    /** Its key usage, of Bouncy Castle's bits; zero for none. */
    public Order usage(int bits) {
      usage = bits;
      return this;
    }

    /** Its key usage, not critical. */
    public Order advisoryUsage(int bits) {
      usageIsCritical = false;
      return usage(bits);
    }

    /** What it may be used for. */
    public Order purposes(KeyPurposeId... purposes) {
      return extension(Extension.extendedKeyUsage, new ExtendedKeyUsage(purposes));
    }

    /** Adds an extension, not critical. */
    public Order extension(ASN1ObjectIdentifier oid, ASN1Encodable value) {
      more.put(oid, value);
      return this;
    }

    /** Makes it an authority, with the key usage of one. */
    public Order authority() {
      authority = true;
      return usage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
    }

    /** Makes it an authority with at most so many authorities below it. */
    public Order authority(int below) {
      pathLength = below;
      return authority();
    }

    /** The certificate, with a new key. */
    public Issued issue() {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return issue(generator.generateKeyPair());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    /** The certificate for this key. */
    public Issued issue(KeyPair pair) {
      X500Principal subject = new X500Principal("CN=" + commonName);
      try {
        JcaX509v3CertificateBuilder builder =
            new JcaX509v3CertificateBuilder(
                issuer == null ? subject : issuer.certificate().getSubjectX500Principal(),
                BigInteger.valueOf(SERIAL.getAndIncrement()),
                Date.from(from),
                Date.from(until),
                subject,
                pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, basicConstraints());
        if (usage != 0) {
          builder.addExtension(Extension.keyUsage, usageIsCritical, new KeyUsage(usage));
        }
        if (!names.isEmpty()) {
          builder.addExtension(
              Extension.subjectAlternativeName,
              false,
              new GeneralNames(names.toArray(GeneralName[]::new)));
        }
        for (Map.Entry<ASN1ObjectIdentifier, ASN1Encodable> each : more.entrySet()) {
          builder.addExtension(each.getKey(), false, each.getValue());
        }
        X509Certificate certificate =
            new JcaX509CertificateConverter()
                .getCertificate(
                    builder.build(
                        new JcaContentSignerBuilder("SHA256withECDSA")
                            .build(issuer == null ? pair.getPrivate() : issuer.key())));
        return new Issued(pair.getPrivate(), chainOf(certificate));
      } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
        throw new IllegalStateException(e);
      }
    }

    private BasicConstraints basicConstraints() {
      return pathLength < 0 ? new BasicConstraints(authority) : new BasicConstraints(pathLength);
    }

    private List<X509Certificate> chainOf(X509Certificate certificate) {
      List<X509Certificate> chain = new ArrayList<>();
      chain.add(certificate);
      if (issuer != null) {
        issuer.chain().stream().filter(each -> !isRoot(each)).forEach(chain::add);
      }
      return List.copyOf(chain);
    }

    private static boolean isRoot(X509Certificate certificate) {
      return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }
  }

  private static String pem(X509Certificate certificate) {
    try {
      return block("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String block(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der), label);
  }
}
