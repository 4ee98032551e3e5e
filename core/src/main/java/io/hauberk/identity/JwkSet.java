package io.hauberk.identity;

import com.nimbusds.jose.jwk.Curve;
import io.hauberk.json.Json;
import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonException;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JWK Set (RFC 7517, 5).
 *
 * <p>What shows that the set is not fit to be trusted at all refuses it whole: a private or
 * symmetric key among public ones, an id that stands twice, broken JSON. A key that is merely
 * unknown, weak, malformed or meant for something else verifies nothing, and the rest is used.
 */
final class JwkSet {
  private static final int MAX_KEYS = 100;
  private static final JsonLimits LIMITS =
      JsonLimits.DEFAULT.withMaxBytes(1024 * 1024).withMaxDepth(16);
  private static final List<String> PRIVATE_MEMBERS =
      List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");
  private static final JsonValue VERIFY = new JsonString("verify");
  private static final Set<JsonValue> SIGNING = Set.of(VERIFY, new JsonString("sign"));
  private static final Map<Curve, Integer> COORDINATE_OCTETS =
      Map.of(Curve.P_256, 32, Curve.P_384, 48, Curve.P_521, 66);

  private final boolean bundle;
  private final Map<String, VerificationKey> byId = new HashMap<>();
  private final List<VerificationKey> all = new ArrayList<>();
  private final Set<String> unusableIds = new HashSet<>();
  private final Set<String> ids = new HashSet<>();

  /**
   * The keys of a set.
   *
   * @throws KeySetException if the set is refused, or no key in it can be used
   */
  static VerificationKeys read(byte[] utf8) {
    return new JwkSet(false).readAll(utf8);
  }

  /**
   * The keys for JWT-SVIDs in the bundle of a SPIFFE trust domain (SPIFFE Trust Domain and Bundle,
   * 4; JWT-SVID, 5): those whose {@code use} says so and that have a {@code kid}. All others are
   * for something else.
   *
   * @throws KeySetException if the bundle is refused, or no key in it can be used
   */
  static VerificationKeys readBundle(byte[] utf8) {
    return new JwkSet(true).readAll(utf8);
  }

  private VerificationKeys readAll(byte[] utf8) {
    JsonValue document;
    try {
      document = Json.parse(utf8, LIMITS);
    } catch (JsonException e) {
      throw new KeySetException("the key set is not strict JSON: " + e.messageUnderFixedLimits());
    }
    if (!(document instanceof JsonObject set) || !(set.get("keys") instanceof JsonArray keys)) {
      throw new KeySetException(
          "the key set is not an object with an array 'keys' (RFC 7517, 5): write {\"keys\":[…]}");
    }
    if (keys.size() > MAX_KEYS) {
      throw new KeySetException(
          "the key set holds more than " + MAX_KEYS + " keys: remove old ones");
    }
    keys.forEach(this::add);
    if (all.isEmpty()) {
      throw new KeySetException(
          bundle
              ? "the bundle holds no key that can verify JWT-SVIDs: it needs one with 'kid' whose"
                  + " 'use' is 'jwt-svid'"
              : "the key set holds no key that can verify signatures: publish an RSA key of 2048 to"
                  + " 8192 bits, or one on P-256, P-384, P-521 or Ed25519");
    }
    return new VerificationKeys(byId, all, unusableIds);
  }

  /**
   * One public key; null if it is private, unknown, weak, malformed or meant for something else.
   */
  static @Nullable VerificationKey one(JsonObject jwk) {
    return isSecret(jwk) ? null : new JwkSet(false).read(jwk, null);
  }

  private static boolean isSecret(JsonObject jwk) {
    return PRIVATE_MEMBERS.stream().anyMatch(jwk::has) || "oct".equals(textOf(jwk, "kty"));
  }

  private void add(JsonValue value) {
    if (!(value instanceof JsonObject jwk)) {
      throw new KeySetException("the key set holds something other than key objects");
    }
    if (isSecret(jwk)) {
      throw new KeySetException(
          "the key set holds a private or symmetric key: publish public keys only, and replace that"
              + " key, since it is no secret any more");
    }
    if (jwk.has("kid") && !(jwk.get("kid") instanceof JsonString)) {
      throw new KeySetException("the key set holds a key whose 'kid' is not a string");
    }
    String keyId = textOf(jwk, "kid");
    if (keyId != null && !ids.add(keyId)) {
      throw new KeySetException(
          "the key set holds two keys with one 'kid' (RFC 7517, 4.5): give each its own");
    }
    VerificationKey key = read(jwk, keyId);
    if (key != null) {
      all.add(key);
      if (keyId != null) {
        byId.put(keyId, key);
      }
    } else if (keyId != null) {
      unusableIds.add(keyId);
    }
  }

  private @Nullable VerificationKey read(JsonObject jwk, @Nullable String keyId) {
    if (!isMeantForVerifying(jwk)) {
      return null;
    }
    PublicMaterial material = material(jwk);
    if (material == null) {
      return null;
    }
    if (!jwk.has("alg")) {
      return new VerificationKey(
          keyId, material.thumbprint(), material.algorithms(), material.check());
    }
    String name = textOf(jwk, "alg");
    JwsAlgorithm algorithm = name == null ? null : JwsAlgorithm.find(name).orElse(null);
    return algorithm != null && material.algorithms().contains(algorithm)
        ? new VerificationKey(keyId, material.thumbprint(), Set.of(algorithm), material.check())
        : null;
  }

  /** {@code use} and {@code key_ops} (RFC 7517, 4.2 and 4.3), each of which may be absent. */
  private boolean isMeantForVerifying(JsonObject jwk) {
    if (bundle) {
      if (!"jwt-svid".equals(textOf(jwk, "use")) || !jwk.has("kid")) {
        return false;
      }
    } else if (jwk.has("use") && !"sig".equals(textOf(jwk, "use"))) {
      return false;
    }
    if (!jwk.has("key_ops")) {
      return true;
    }
    return jwk.get("key_ops") instanceof JsonArray operations
        && operations.elements().contains(VERIFY)
        && SIGNING.containsAll(operations.elements())
        && Set.copyOf(operations.elements()).size() == operations.size();
  }

  private static @Nullable PublicMaterial material(JsonObject jwk) {
    String type = textOf(jwk, "kty");
    if (type == null) {
      return null;
    }
    return switch (type) {
      case "RSA" -> rsa(jwk);
      case "EC" -> ec(jwk);
      case "OKP" -> okp(jwk);
      default -> null; // RFC 7517, 5: a type that we don't know
    };
  }

  private static @Nullable PublicMaterial rsa(JsonObject jwk) {
    byte[] modulus = octetsOf(jwk, "n");
    byte[] exponent = octetsOf(jwk, "e");
    return modulus == null || exponent == null
        ? null
        : PublicMaterial.rsa(new BigInteger(1, modulus), new BigInteger(1, exponent));
  }

  /** RFC 7518, 6.2.1: coordinates have the full length of the curve's field. */
  private static @Nullable PublicMaterial ec(JsonObject jwk) {
    String name = textOf(jwk, "crv");
    Curve curve = name == null || name.isEmpty() ? null : new Curve(name);
    Integer length = curve == null ? null : COORDINATE_OCTETS.get(curve);
    byte[] x = octetsOf(jwk, "x");
    byte[] y = octetsOf(jwk, "y");
    if (curve == null || length == null || x == null || y == null) {
      return null;
    }
    return x.length == length && y.length == length
        ? PublicMaterial.ec(curve, new BigInteger(1, x), new BigInteger(1, y))
        : null;
  }

  /** RFC 8037, 2: of these curves only Ed25519 is supported; X25519 and X448 don't sign. */
  private static @Nullable PublicMaterial okp(JsonObject jwk) {
    byte[] x = octetsOf(jwk, "x");
    return "Ed25519".equals(textOf(jwk, "crv")) && x != null ? PublicMaterial.ed25519(x) : null;
  }

  private static byte @Nullable [] octetsOf(JsonObject jwk, String name) {
    String text = textOf(jwk, name);
    return text == null ? null : Base64Url.decode(text);
  }

  private static @Nullable String textOf(JsonObject jwk, String name) {
    return jwk.get(name) instanceof JsonString text ? text.value() : null;
  }

  private JwkSet(boolean bundle) {
    this.bundle = bundle;
  }
}
