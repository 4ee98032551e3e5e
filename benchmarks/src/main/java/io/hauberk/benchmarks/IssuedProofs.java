package io.hauberk.benchmarks;

import com.nimbusds.jose.JOSEException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tokens by RS256, each bound to a key of its own, and DPoP proofs by ES256, a new one for each
 * request (RFC 9449).
 */
final class IssuedProofs implements Proofs {
  static final String ORIGIN = "https://orders.example.com";

  /** So many that no one has more live proofs than Spring Security allows each key, a thousand. */
  private static final int KEYS = 64;

  private static final int MOST_GOOD = 60_000;
  private static final String METHOD = "GET";
  private static final String URL = ORIGIN + "/orders/" + OrderRequest.ID;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final IssuedTokens issuer;
  private final List<Holder> holders = new ArrayList<>();
  private final AtomicLong made = new AtomicLong();

  /** One who has a token and its key. */
  private record Holder(HastyEs256 key, String token, String header) {}

  IssuedProofs() throws JOSEException, GeneralSecurityException {
    issuer = IssuedTokens.by("RS256");
    for (int i = 0; i < KEYS; i++) {
      HastyEs256 key = new HastyEs256();
      String token = issuer.boundTo(key.jwk().computeThumbprint().toString());
      String header = "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":" + key.jwk() + "}";
      holders.add(new Holder(key, token, encode(header)));
    }
  }

  IssuedTokens issuer() {
    return issuer;
  }

  /** The key that a request's proof is signed with, as its holder knows it. */
  ECPublicKey keyOf(Brought request) {
    return holders.stream()
        .filter(holder -> holder.token.equals(request.token()))
        .findFirst()
        .orElseThrow()
        .key
        .publicKey();
  }

  /** Where a request goes, as its sender calls it. */
  static String urlOf(Brought request) {
    return ORIGIN + request.target();
  }

  @Override
  public List<String> names() {
    return List.of(IssuedTokens.SUBJECT);
  }

  @Override
  public List<Brought> good(int count) {
    List<Brought> good = new ArrayList<>();
    for (int i = 0; i < Math.min(count, MOST_GOOD); i++) {
      Holder holder = holders.get(i % KEYS);
      good.add(request(holder, holder.key, holder.token, METHOD, URL, 0));
    }
    return good;
  }

  @Override
  public Map<String, Brought> bad(Brought accepted) throws Exception {
    Holder one = holders.get(0);
    Holder other = holders.get(1);
    Map<String, Brought> bad = new LinkedHashMap<>();
    bad.put("a proof that was used", accepted);
    bad.put("another method", request(one, one.key, one.token, "POST", URL, 0));
    bad.put("another URL", request(one, one.key, one.token, METHOD, ORIGIN + "/orders", 0));
    bad.put("a proof that is too old", request(one, one.key, one.token, METHOD, URL, 600));
    bad.put("a proof for another token", request(one, one.key, other.token, METHOD, URL, 0));
    bad.put(
        "another key",
        Brought.dpop(
            one.token, request(other, other.key, one.token, METHOD, URL, 0).field("DPoP")));
    bad.put("a stranger's signature", request(one, other.key, one.token, METHOD, URL, 0));
    Brought foreign = new IssuedProofs().good(1).get(0);
    bad.put("another issuer", foreign);
    return bad;
  }

  private Brought request(
      Holder holder, HastyEs256 key, String proven, String method, String url, int secondsAgo) {
    String digest =
        BASE64.encodeToString(HastyRsa.sha256(proven.getBytes(StandardCharsets.US_ASCII)));
    String claims =
        String.format(
            Locale.ROOT,
            "{\"jti\":\"%d\",\"htm\":\"%s\",\"htu\":\"%s\",\"iat\":%d,\"ath\":\"%s\"}",
            made.incrementAndGet(),
            method,
            url,
            Instant.now().getEpochSecond() - secondsAgo,
            digest);
    String signingInput = holder.header + "." + encode(claims);
    byte[] signature = key.sign(signingInput.getBytes(StandardCharsets.US_ASCII));
    return Brought.dpop(holder.token, signingInput + "." + BASE64.encodeToString(signature));
  }

  private static String encode(String json) {
    return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
