package io.hauberk.secret;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * A private key and the certificates that say whose it is: the identity of a server or client in
 * TLS.
 *
 * <p>The two were checked against each other: the key signs what the first certificate verifies,
 * and each further certificate is the issuer of the one before it. Whether anybody trusts the chain
 * is not judged here.
 */
public final class CertifiedKey implements Expiring {
  private static final int MAX_CHAIN = 10;
  private static final int CHALLENGE_OCTETS = 32;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final char[] NO_PASSWORD = new char[0];

  private final List<X509Certificate> chain;
  private final PrivateKey key;
  private final X509ExtendedKeyManager keyManager;
  private final String fingerprint;

  /**
   * The pair in these two contents, which may be the same one.
   *
   * @param certificateFile how messages call the first
   * @param certificates PEM: the certificate of the key first, then its issuers in order; a root at
   *     the end may be left out
   * @param keyFile how messages call the second
   * @param key PEM with one PKCS#8 block: RSA, EC or Ed25519, not encrypted
   * @throws PemException if one of them cannot be read, or they do not fit
   */
  public static CertifiedKey read(
      String certificateFile, Secret certificates, String keyFile, Secret key) {
    List<X509Certificate> chain = Pem.certificates(certificateFile, certificates);
    PrivateKey privateKey = Pem.privateKey(keyFile, key);
    requireOrder(certificateFile, chain);
    requireFit(certificateFile, chain.get(0), keyFile, privateKey);
    return new CertifiedKey(certificateFile, chain, privateKey);
  }

  private CertifiedKey(String file, List<X509Certificate> chain, PrivateKey key) {
    this.chain = List.copyOf(chain);
    this.key = key;
    try {
      this.fingerprint = fingerprint(chain.get(0));
      this.keyManager = keyManager(chain(), key);
    } catch (GeneralSecurityException e) {
      throw PemException.of(
          file, "and its key cannot be used for TLS by this Java runtime", "mount another pair", e);
    }
  }

  private static void requireOrder(String file, List<X509Certificate> chain) {
    if (chain.size() > MAX_CHAIN) {
      throw PemException.of(
          file,
          "holds more than " + MAX_CHAIN + " certificates",
          "mount the certificate of the key and its issuers, not a bundle of authorities");
    }
    for (int i = 0; i + 1 < chain.size(); i++) {
      if (!isIssuedBy(chain.get(i), chain.get(i + 1))) {
        throw PemException.of(
            file,
            "has no chain of certificates: number " + (i + 2) + " did not issue the one before it",
            "write the certificate of the key first, then its issuer, then the issuer's issuer");
      }
    }
  }

  private static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
    if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
      return false;
    }
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Signs with the one half and verifies with the other: that needs no rule for each key type. */
  static void requireFit(
      String certificateFile, X509Certificate leaf, String keyFile, PrivateKey key) {
    boolean fits;
    try {
      byte[] challenge = new byte[CHALLENGE_OCTETS];
      RANDOM.nextBytes(challenge);
      Signature signature = Signature.getInstance(algorithm(key));
      signature.initSign(key);
      signature.update(challenge);
      byte[] signed = signature.sign();
      signature.initVerify(leaf.getPublicKey());
      signature.update(challenge);
      fits = signature.verify(signed);
    } catch (InvalidKeyException e) { // of another type
      fits = false;
    } catch (GeneralSecurityException e) { // of another size
      fits = false;
    }
    if (!fits) {
      throw PemException.of(
          keyFile,
          "does not hold the key of the first certificate in '" + certificateFile + "'",
          "replace both in one step");
    }
  }

  private static String algorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> "EdDSA";
    };
  }

  private static String fingerprint(X509Certificate leaf) throws CertificateEncodingException {
    return HexFormat.of().formatHex(Secret.sha256().digest(leaf.getEncoded())).substring(0, 8);
  }

  private static X509ExtendedKeyManager keyManager(X509Certificate[] chain, PrivateKey key)
      throws GeneralSecurityException {
    KeyStore store = KeyStores.empty();
    store.setKeyEntry("key", key, NO_PASSWORD, chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    for (KeyManager manager : factory.getKeyManagers()) {
      if (manager instanceof X509ExtendedKeyManager found) {
        return found;
      }
    }
    throw new InvalidKeyException("no key manager");
  }

  /** A copy of the certificates: that of the key first, then each one's issuer. */
  public X509Certificate[] chain() {
    return chain.toArray(X509Certificate[]::new);
  }

  /** The certificate of the key. */
  public X509Certificate certificate() {
    return chain.get(0);
  }

  /** The private key. */
  public PrivateKey key() {
    return key;
  }

  /** Offers this pair, and no other, in TLS. */
  public X509ExtendedKeyManager keyManager() {
    return keyManager;
  }

  /** From when on the certificate of the key is valid. */
  @Override
  public Instant notBefore() {
    return certificate().getNotBefore().toInstant();
  }

  /** When the first certificate of the chain ends. */
  @Override
  public Instant notAfter() {
    Instant first = Instant.MAX;
    for (X509Certificate each : chain) {
      Instant end = each.getNotAfter().toInstant();
      first = end.isBefore(first) ? end : first;
    }
    return first;
  }

  /** What logs and events may call it: the beginning of the certificate's SHA-256. */
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public String toString() {
    return "CertifiedKey[" + fingerprint + "]";
  }
}
