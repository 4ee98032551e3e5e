package io.hauberk.identity;

import static io.hauberk.identity.Forgeries.bleichenbacher;
import static io.hauberk.identity.Forgeries.join;
import static io.hauberk.identity.Forgeries.paddedHash;
import static io.hauberk.identity.Forgeries.withModulusAdded;
import static io.hauberk.identity.Forgeries.withOrderAdded;
import static io.hauberk.identity.Forgeries.withoutLeadingZero;
import static io.hauberk.identity.TestKeys.EC1;
import static io.hauberk.identity.TestKeys.ED1;
import static io.hauberk.identity.TestKeys.RSA1;
import static io.hauberk.identity.TestKeys.RSA2;
import static io.hauberk.identity.TestKeys.set;
import static io.hauberk.identity.TestToken.eddsa;
import static io.hauberk.identity.TestToken.es256;
import static io.hauberk.identity.TestToken.hs256;
import static io.hauberk.identity.TestToken.t0;

import java.math.BigInteger;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;

/** Rows on unsound keys and forged signatures. */
final class JwtSignatureCases extends JwtCases {
  private static final BigInteger P256_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  @Override
  void build() {
    keyQuality();
    signatures();
  }

  private void keyQuality() {
    String other = TestKeys.rsaJwk("k", RSA2, "RS256");
    String byOther = kid("k").sign(TestToken.rs256(RSA2));
    rowWithKey(40, other.replace("\"use\":\"sig\"", "\"use\":\"enc\""), byOther);
    for (String ops : List.of("[\"sign\"]", "[\"encrypt\"]")) {
      rowWithKey(41, other.replace("\"use\":\"sig\"", "\"key_ops\":" + ops), byOther);
    }
    rowWithKey(
        42,
        other.replace("\"use\":\"sig\"", "\"use\":\"sig\",\"key_ops\":[\"deriveKey\"]"),
        byOther);
    KeyPair weak = TestKeys.rsa(1024, BigInteger.valueOf(65537));
    rowWithKey(43, TestKeys.rsaJwk("k", weak, "RS256"), kid("k").sign(TestToken.rs256(weak)));
    for (int exponent : new int[] {1, 2, 65536}) {
      rowWithKey(
          44,
          TestKeys.rsaJwk("k", TestKeys.modulus(RSA2), BigInteger.valueOf(exponent), "RS256"),
          kid("k").with(paddedHash(kid("k").signingInput())));
    }
    BigInteger giant = BigInteger.TWO.pow(16384).subtract(BigInteger.ONE);
    rowWithKey(45, TestKeys.rsaJwk("k", giant, BigInteger.valueOf(65537), "RS256"), byOther);
    row(46, alg("HS256").sign(hs256(new byte[16])));
    String byEc = es256().head("kid", json("k")).sign();
    byte[] one = TestKeys.padded(BigInteger.ONE, 32);
    byte[] zero = new byte[32];
    byte[] high = new byte[32];
    Arrays.fill(high, (byte) 0xff);
    rowWithKey(47, TestKeys.ecJwk("k", "P-256", one, one, "ES256"), byEc);
    rowWithKey(47, TestKeys.ecJwk("k", "P-256", zero, zero, "ES256"), byEc);
    rowWithKey(47, TestKeys.ecJwk("k", "P-256", high, one, "ES256"), byEc);
    rowWithKey(47, TestKeys.ecJwk("k", "P-256", one, high, "ES256"), byEc);
    rowWithKey(48, TestKeys.ecJwk("k", "P-256", new byte[31], one, "ES256"), byEc);
  }

  private void signatures() {
    byte[] good = t0().signature(TestToken.rs256(RSA1));
    for (int i = 0; i < good.length; i++) {
      byte[] flipped = good.clone();
      flipped[i] ^= 1;
      row(108, t0().with(flipped));
    }
    row(108, t0().claim("jti", json("t1")).with(good), t0().head("foo", "1").with(good));
    BigInteger n = P256_ORDER;
    row(109, es256().with(new byte[64]));
    row(109, rs(BigInteger.ZERO, n), rs(n, BigInteger.ZERO), rs(n, n), rs(BigInteger.ONE, n));
    row(110, es256().sign(TestToken.by("SHA256withECDSA", EC1.getPrivate())));
    byte[] ec = es256().signature(TestToken.es256(EC1));
    row(
        111,
        es256().with(Arrays.copyOfRange(ec, 1, 64)),
        es256().with(Arrays.copyOf(ec, 65)),
        es256().with(Arrays.copyOf(ec, 66)),
        es256().with(Arrays.copyOf(ec, 132)));
    BigInteger r = TestToken.unsigned(Arrays.copyOf(ec, 32));
    BigInteger s = TestToken.unsigned(Arrays.copyOfRange(ec, 32, 64));
    row(112, es256().with(join(r, n.subtract(s))));
    row(113, es256().with(join(n.add(BigInteger.ONE), s)));
    row(113, es256().with(join(r, n.add(BigInteger.ONE))));
    row(114, t0().with(join(new byte[1], good)), t0().with(join(new byte[2], good)));
    row(114, withoutLeadingZero());
    row(115, withModulusAdded());
    KeyPair cube = TestKeys.rsa(2048, BigInteger.valueOf(3));
    rowWithKey(
        116,
        TestKeys.rsaJwk("k", cube, "RS256"),
        kid("k").with(bleichenbacher(kid("k").signingInput())));
    for (int salt : new int[] {0, 20}) {
      attempt(
          117,
          new Attempt(
              TestHead.bearing(alg("PS256").sign(TestToken.ps256(RSA1, salt))),
              set(TestKeys.rsaJwk("rsa1", RSA1, "PS256")),
              p -> p.algorithms(JwsAlgorithm.PS256)));
    }
    byte[] ed = eddsa().signature(TestToken.ed25519(ED1));
    row(118, eddsa().with(withOrderAdded(ed)));
    byte[] identity = new byte[32];
    identity[0] = 1;
    TestToken byNobody = eddsa().head("kid", json("k"));
    byte[] anything = join(identity, new byte[32]);
    rowWithKey(119, TestKeys.okpJwk("k", "Ed25519", identity), byNobody.with(anything));
    rowWithKey(119, TestKeys.okpJwk("k", "Ed25519", new byte[32]), byNobody.with(anything));
    byte[] beyond = new byte[32]; // y = p + 1, another spelling of 1
    Arrays.fill(beyond, (byte) 0xff);
    beyond[0] = (byte) 0xee;
    beyond[31] = 0x7f;
    rowWithKey(120, TestKeys.okpJwk("k", "Ed25519", beyond), byNobody.with(anything));
    byte[] mac = alg("HS256").signature(hs256(new byte[32]));
    row(121, alg("HS256").with(Arrays.copyOf(mac, 16)), alg("HS256").with(Arrays.copyOf(mac, 33)));
    row(122, alg("HS256").with(new byte[32]));
  }

  private static String rs(BigInteger r, BigInteger s) {
    return es256().with(join(r, s));
  }
}
