package io.hauberk.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.crypto.utils.ECChecks;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The mathematical part of a public key, found sound: neither weak nor malformed (RFC 8725, 3.4 and
 * 3.5).
 *
 * @param thumbprint SHA-256 of the key (RFC 7638), base64url
 * @param algorithms all that a key of this kind could be used with
 * @param check verifies with this key
 */
record PublicMaterial(String thumbprint, Set<JwsAlgorithm> algorithms, SignatureCheck check) {
  private static final int MIN_RSA_BITS = 2048; // RFC 7518, 3.3
  private static final int MAX_RSA_BITS = 8192; // beyond that, verifying costs more than it gives
  private static final int MAX_EXPONENT_BITS = 64; // the JDK takes no longer ones with large moduli
  private static final BigInteger THREE = BigInteger.valueOf(3);
  private static final int ED25519_OCTETS = 32;
  private static final BigInteger ED25519_P =
      BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  /**
   * The y-coordinates of all points of small order on Ed25519 (the sign of x aside): such a key
   * belongs to nobody, and signatures that "verify" with it can be made without a secret.
   */
  private static final Set<BigInteger> ED25519_SMALL_ORDER = smallOrder();

  private static Set<BigInteger> smallOrder() {
    BigInteger ofOrderEight =
        new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16);
    return Set.of(
        BigInteger.ZERO,
        BigInteger.ONE,
        ED25519_P.subtract(BigInteger.ONE),
        ofOrderEight,
        ED25519_P.subtract(ofOrderEight));
  }

  private static final Map<Curve, JwsAlgorithm> CURVES =
      Map.of(
          Curve.P_256, JwsAlgorithm.ES256,
          Curve.P_384, JwsAlgorithm.ES384,
          Curve.P_521, JwsAlgorithm.ES512);

  /** The key with this modulus and exponent, or null if it is unsound. */
  static @Nullable PublicMaterial rsa(BigInteger modulus, BigInteger exponent) {
    int bits = modulus.bitLength();
    boolean sound =
        bits >= MIN_RSA_BITS
            && bits <= MAX_RSA_BITS
            && modulus.testBit(0)
            && exponent.testBit(0)
            && exponent.compareTo(THREE) >= 0
            && exponent.bitLength() <= MAX_EXPONENT_BITS;
    if (!sound) {
      return null;
    }
    try {
      RSAPublicKey key =
          (RSAPublicKey)
              KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
      return new PublicMaterial(
          thumbprint(new RSAKey.Builder(key).build()),
          all(JwsAlgorithm.Family.RSA),
          SignatureCheck.by(new RSASSAVerifier(key)));
    } catch (GeneralSecurityException | JOSEException | RuntimeException e) {
      return null;
    }
  }

  /** The key at this point of P-256, P-384 or P-521, or null if it is unsound. */
  static @Nullable PublicMaterial ec(Curve curve, BigInteger x, BigInteger y) {
    JwsAlgorithm algorithm = CURVES.get(curve);
    ECParameterSpec parameters = curve.toECParameterSpec();
    if (algorithm == null || parameters == null) {
      return null;
    }
    BigInteger p = ((ECFieldFp) parameters.getCurve().getField()).getP();
    if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0 || !ECChecks.isPointOnCurve(x, y, parameters)) {
      return null;
    }
    try {
      ECPublicKey key =
          (ECPublicKey)
              KeyFactory.getInstance("EC")
                  .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), parameters));
      return new PublicMaterial(
          thumbprint(new ECKey.Builder(curve, key).build()),
          Set.of(algorithm),
          SignatureCheck.by(new ECDSAVerifier(key)));
    } catch (GeneralSecurityException | JOSEException | RuntimeException e) {
      return null;
    }
  }

  /** The Ed25519 key of these 32 octets (RFC 8032, 5.1.2), or null if it is unsound. */
  static @Nullable PublicMaterial ed25519(byte[] octets) {
    if (octets.length != ED25519_OCTETS) {
      return null;
    }
    byte[] bigEndian = reversed(octets);
    boolean xIsOdd = (bigEndian[0] & 0x80) != 0;
    bigEndian[0] &= 0x7f;
    BigInteger y = new BigInteger(1, bigEndian);
    if (y.compareTo(ED25519_P) >= 0 || ED25519_SMALL_ORDER.contains(y)) {
      return null; // RFC 8032, 5.1.3: another spelling of a smaller y, or a key that is nobody's
    }
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePublic(
                  new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(xIsOdd, y)));
      Signature.getInstance("Ed25519").initVerify(key); // refuses what is no point of the curve
      return new PublicMaterial(
          thumbprint(new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(octets)).build()),
          all(JwsAlgorithm.Family.ED25519),
          SignatureCheck.ed25519(key));
    } catch (GeneralSecurityException | JOSEException | RuntimeException e) {
      return null;
    }
  }

  /** A key of the JDK, judged by the same rules; null if it is unsound or of another kind. */
  static @Nullable PublicMaterial of(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      return rsa(rsa.getModulus(), rsa.getPublicExponent());
    }
    if (key instanceof ECPublicKey ec) {
      Curve curve = Curve.forECParameterSpec(ec.getParams());
      return curve == null ? null : ec(curve, ec.getW().getAffineX(), ec.getW().getAffineY());
    }
    if (key instanceof EdECPublicKey ed
        && ed.getParams().getName().equals(NamedParameterSpec.ED25519.getName())) {
      byte[] octets = new byte[ED25519_OCTETS];
      byte[] y = reversed(ed.getPoint().getY().toByteArray());
      System.arraycopy(y, 0, octets, 0, Math.min(y.length, ED25519_OCTETS));
      if (ed.getPoint().isXOdd()) {
        octets[ED25519_OCTETS - 1] |= (byte) 0x80;
      }
      return ed25519(octets);
    }
    return null;
  }

  private static Set<JwsAlgorithm> all(JwsAlgorithm.Family family) {
    Set<JwsAlgorithm> algorithms = EnumSet.allOf(JwsAlgorithm.class);
    algorithms.removeIf(a -> a.family() != family);
    return Collections.unmodifiableSet(algorithms);
  }

  private static String thumbprint(JWK key) throws JOSEException {
    return key.computeThumbprint().toString();
  }

  private static byte[] reversed(byte[] octets) {
    byte[] reversed = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      reversed[i] = octets[octets.length - 1 - i];
    }
    return reversed;
  }
}
