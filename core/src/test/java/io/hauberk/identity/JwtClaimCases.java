package io.hauberk.identity;

import static io.hauberk.identity.TestToken.NOW;
import static io.hauberk.identity.TestToken.t0;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Rows on times and names. */
final class JwtClaimCases extends JwtCases {
  @Override
  void build() {
    times();
    names();
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
}
