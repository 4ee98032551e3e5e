package io.hauberk.secret;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * A certificate and its key, made for a test, as an authority makes them: the JDK has no public way
 * to write X.509, so the few structures that are needed are written here in DER (RFC 5280, 4.1).
 */
public final class TestCertificate {
  private static final AtomicLong SERIAL = new AtomicLong(1);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final byte[] OID_ECDSA_SHA256 = {
    0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02
  };
  private static final byte[] OID_RSA_SHA256 = {
    0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x0b
  };
  private static final byte[] OID_ED25519 = {0x2b, 0x65, 0x70};
  private static final byte[] OID_BASIC_CONSTRAINTS = {0x55, 0x1d, 0x13};
  private static final byte[] OID_ALTERNATIVE_NAME = {0x55, 0x1d, 0x11};
  private static final byte[] OID_KEY_USAGE = {0x55, 0x1d, 0x0f};

  private final X509Certificate certificate;
  private final KeyPair keys;
  private final @Nullable TestCertificate issuer;

  private TestCertificate(
      X509Certificate certificate, KeyPair keys, @Nullable TestCertificate issuer) {
    this.certificate = certificate;
    this.keys = keys;
    this.issuer = issuer;
  }

  /** A root, valid for ten years from the beginning of 2026; ECDSA. */
  public static TestCertificate authority(String name) {
    return new Builder(null, name).authority().make();
  }

  /** Begins a certificate that this one issues: by default a leaf for localhost, ECDSA, P-256. */
  public Builder issue(String name) {
    return new Builder(this, name);
  }

  /** What may differ. */
  public static final class Builder {
    private final @Nullable TestCertificate issuer;
    private final String name;
    private final List<byte[]> names = new ArrayList<>();
    private String keyType = "EC";
    private boolean authority;
    private boolean usageForAuthorities;
    private Instant from = Instant.parse("2026-01-01T00:00:00Z");
    private Instant to = Instant.parse("2036-01-01T00:00:00Z");

    private Builder(@Nullable TestCertificate issuer, String name) {
      this.issuer = issuer;
      this.name = name;
    }

    /** RSA, EC or Ed25519. */
    public Builder keyType(String type) {
      keyType = type;
      return this;
    }

    /** May issue further ones. */
    public Builder authority() {
      authority = true;
      return this;
    }

    /** Is no authority, and may yet sign certificates: no SVID is like that. */
    public Builder usageForAuthorities() {
      usageForAuthorities = true;
      return this;
    }

    /** A subject alternative name: a URI. */
    public Builder uri(String uri) {
      names.add(der(0x86, uri.getBytes(StandardCharsets.US_ASCII)));
      return this;
    }

    /** A subject alternative name: a DNS name. */
    public Builder dns(String host) {
      names.add(der(0x82, host.getBytes(StandardCharsets.US_ASCII)));
      return this;
    }

    /** Its time. */
    public Builder valid(Instant notBefore, Instant notAfter) {
      from = notBefore;
      to = notAfter;
      return this;
    }

    public TestCertificate make() {
      try {
        KeyPair keys = keys(keyType);
        PrivateKey signer = issuer == null ? keys.getPrivate() : issuer.keys.getPrivate();
        byte[] subject = new X500Principal("CN=" + name).getEncoded();
        byte[] by =
            issuer == null ? subject : issuer.certificate.getSubjectX500Principal().getEncoded();
        byte[] tbs =
            der(
                0x30,
                der(0xa0, der(0x02, new byte[] {2})),
                der(0x02, BigInteger.valueOf(SERIAL.getAndIncrement()).toByteArray()),
                algorithm(signer),
                by,
                der(0x30, time(from), time(to)),
                subject,
                keys.getPublic().getEncoded(),
                der(0xa3, der(0x30, extensions())));
        Signature signature = Signature.getInstance(signatureName(signer));
        signature.initSign(signer);
        signature.update(tbs);
        byte[] whole =
            der(0x30, tbs, algorithm(signer), der(0x03, concat(new byte[] {0}, signature.sign())));
        return new TestCertificate(
            (X509Certificate)
                CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(whole)),
            keys,
            issuer);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private byte[] extensions() {
      byte[] constraints = authority ? der(0x30, der(0x01, new byte[] {(byte) 0xff})) : der(0x30);
      byte[] usage = {1, (byte) (authority || usageForAuthorities ? 0x06 : 0x80)};
      if (!authority && names.isEmpty()) {
        dns("localhost");
      }
      byte[] all =
          concat(
              extension(OID_BASIC_CONSTRAINTS, true, constraints),
              extension(OID_KEY_USAGE, true, der(0x03, usage)));
      return names.isEmpty()
          ? all
          : concat(
              all, extension(OID_ALTERNATIVE_NAME, false, der(0x30, names.toArray(byte[][]::new))));
    }
  }

  private static KeyPair keys(String type) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
    if (type.equals("EC")) {
      generator.initialize(new ECGenParameterSpec("secp256r1"));
    } else if (type.equals("RSA")) {
      generator.initialize(2048);
    }
    return generator.generateKeyPair();
  }

  private static String signatureName(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> "Ed25519";
    };
  }

  private static byte[] algorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "EC" -> der(0x30, der(0x06, OID_ECDSA_SHA256));
      case "RSA" -> der(0x30, der(0x06, OID_RSA_SHA256), der(0x05));
      default -> der(0x30, der(0x06, OID_ED25519));
    };
  }

  private static byte[] time(Instant at) {
    return der(0x18, TIME.format(at).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] extension(byte[] oid, boolean critical, byte[] value) {
    return critical
        ? der(0x30, der(0x06, oid), der(0x01, new byte[] {(byte) 0xff}), der(0x04, value))
        : der(0x30, der(0x06, oid), der(0x04, value));
  }

  private static byte[] der(int tag, byte[]... parts) {
    byte[] content = concat(parts);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 128) {
      out.write(content.length);
    } else if (content.length < 256) {
      out.write(0x81);
      out.write(content.length);
    } else {
      out.write(0x82);
      out.write(content.length >> 8);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  public X509Certificate certificate() {
    return certificate;
  }

  public PrivateKey key() {
    return keys.getPrivate();
  }

  /** PEM of this certificate alone. */
  public String pem() {
    try {
      return block("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** PEM of this certificate and its issuers, the root left out. */
  public String chainPem() {
    String pem = pem();
    for (TestCertificate at = issuer; at != null && at.issuer != null; at = at.issuer) {
      pem += at.pem();
    }
    return pem;
  }

  /** PEM of the key (PKCS#8). */
  public String keyPem() {
    return block("PRIVATE KEY", keys.getPrivate().getEncoded());
  }

  /** One block of PEM. */
  public static String block(String label, byte[] content) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
        + "\n-----END "
        + label
        + "-----\n";
  }
}
