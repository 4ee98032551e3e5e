package io.hauberk.identity;

import static io.hauberk.identity.Forgeries.withOctets;
import static io.hauberk.identity.TestKeys.RSA1;
import static io.hauberk.identity.TestKeys.encode;
import static io.hauberk.identity.TestToken.t0;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rows on encoding, nesting and the way a token travels. */
final class JwtTextCases extends JwtCases {
  @Override
  void build() {
    encoding();
    nesting();
    carriage();
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
