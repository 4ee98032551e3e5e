package io.hauberk.identity;

import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import io.hauberk.request.Reason;
import io.hauberk.request.RequestHead;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Judges all of a DPoP proof that needs neither its signature nor what was seen before (RFC 9449,
 * 4.3). The cheap comes first: whoever does not know the key that a token is bound to costs no
 * signature.
 */
final class DpopRules {
  private static final int MAX_PROOF_LENGTH = 16 * 1024;
  private static final int MAX_ID_LENGTH = 256;

  /**
   * A proof that only its signature, nonce and earlier use can still refuse.
   *
   * @param usableUntilMillis when it will be too old
   */
  record OpenProof(
      CompactJws jws,
      JwsAlgorithm algorithm,
      VerificationKey key,
      String id,
      @Nullable String nonce,
      long usableUntilMillis) {

    boolean isSigned() {
      return key.check().verifies(algorithm, jws);
    }

    /** Without what the caller wrote. */
    @Override
    public String toString() {
      return "OpenProof[]";
    }
  }

  private final DpopOptions options;
  private final long windowMillis;

  DpopRules(DpopOptions options) {
    this.options = options;
    this.windowMillis = options.window().toMillis();
  }

  /**
   * Judges a proof.
   *
   * @param token the token beside it
   * @param thumbprint the key that the token is bound to
   */
  Outcome<OpenProof> judge(
      String proof, RequestHead head, String token, String thumbprint, long nowMillis) {
    if (proof.length() > MAX_PROOF_LENGTH) {
      return invalid();
    }
    Outcome<CompactJws> jws = CompactJws.read(proof);
    if (jws.refusal() != null) {
      return invalid();
    }
    JoseHeader header = jws.get().header();
    JwsAlgorithm algorithm = JwsAlgorithm.find(header.algorithm()).orElse(null);
    VerificationKey key = header.embeddedKey() == null ? null : JwkSet.one(header.embeddedKey());
    if (!"dpop+jwt".equals(header.type())
        || algorithm == null
        || key == null
        || !key.algorithms().contains(algorithm)) {
      return invalid();
    }
    if (!key.thumbprint().equals(thumbprint)) {
      return Outcome.refused(Reason.BINDING_FAILED);
    }
    Outcome<JsonObject> claims = JsonPart.read(jws.get().payload());
    return claims.refusal() == null
        ? judge(new Claimed(jws.get(), algorithm, key, claims.get()), head, token, nowMillis)
        : invalid();
  }

  /** A proof by the right key, of which the claims were not judged yet. */
  private record Claimed(
      CompactJws jws, JwsAlgorithm algorithm, VerificationKey key, JsonObject claims) {

    @Nullable String text(String name) {
      return claims.get(name) instanceof JsonString text ? text.value() : null;
    }

    /** Without what the caller wrote. */
    @Override
    public String toString() {
      return "Claimed[]";
    }
  }

  private Outcome<OpenProof> judge(Claimed proof, RequestHead head, String token, long nowMillis) {
    String id = proof.text("jti");
    String method = proof.text("htm");
    String uri = proof.text("htu");
    Long issued = NumericDate.millis(proof.claims().get("iat"));
    if (id == null
        || id.isEmpty()
        || id.length() > MAX_ID_LENGTH
        || method == null
        || uri == null
        || issued == null) {
      return invalid();
    }
    if (!method.equals(head.method()) || !isHere(uri, head.target())) {
      return Outcome.refused(Reason.DPOP_TARGET_MISMATCH);
    }
    long usableUntil = issued + windowMillis;
    if (nowMillis >= usableUntil
        || nowMillis < issued - windowMillis
        || isOutOfTime(proof.claims(), nowMillis)) {
      return Outcome.refused(Reason.DPOP_PROOF_OUT_OF_TIME);
    }
    if (!isDigestOf(token, proof.text("ath"))) {
      return invalid();
    }
    return Outcome.found(
        new OpenProof(
            proof.jws(), proof.algorithm(), proof.key(), id, proof.text("nonce"), usableUntil));
  }

  /** Claims that a proof need not have; where it has them, RFC 7519, 4.1.4 and 4.1.5 hold. */
  private boolean isOutOfTime(JsonObject claims, long nowMillis) {
    return (claims.has("exp") && nowMillis >= millisOr(claims.get("exp"), 0) + windowMillis)
        || (claims.has("nbf")
            && nowMillis < millisOr(claims.get("nbf"), Long.MAX_VALUE) - windowMillis);
  }

  private static long millisOr(@Nullable JsonValue date, long otherwise) {
    Long millis = NumericDate.millis(date);
    return millis == null ? otherwise : millis;
  }

  private boolean isHere(String uri, String target) {
    PlainUri claimed = PlainUri.read(uri);
    return claimed != null
        && options.origins().contains(claimed.origin())
        && claimed.path().equals(PlainUri.pathOf(target));
  }

  private static boolean isDigestOf(String token, @Nullable String digest) {
    byte[] expected =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encode(Sha256.of(token.getBytes(StandardCharsets.US_ASCII)));
    return digest != null
        && MessageDigest.isEqual(expected, digest.getBytes(StandardCharsets.UTF_8));
  }

  private static <T> Outcome<T> invalid() {
    return Outcome.refused(Reason.DPOP_PROOF_INVALID);
  }
}
