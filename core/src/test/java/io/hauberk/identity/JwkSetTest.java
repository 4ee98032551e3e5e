package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.request.Reason;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JwkSetTest {
  private static final String RSA = TestKeys.rsaJwk("rsa1", TestKeys.RSA1, "RS256");
  private static final String EC = TestKeys.ecJwk("ec1", TestKeys.EC1, "ES256");

  private static VerificationKeys read(String... jwks) {
    return JwkSet.read(TestKeys.octets(TestKeys.set(jwks)));
  }

  private static void assertUnusable(String jwk) {
    VerificationKeys keys = read(EC, jwk);
    assertTrue(keys.knows("rsa1"));
    assertEquals(Reason.KEY_UNUSABLE, keys.select("rsa1", JwsAlgorithm.RS256).refusal());
    assertNull(keys.select("ec1", JwsAlgorithm.ES256).refusal(), "the others stay usable");
  }

  @Nested
  class Takes {
    @Test
    void keys_of_each_kind() {
      VerificationKeys keys =
          read(
              RSA,
              EC,
              TestKeys.ecJwk("ec384", TestKeys.EC384, "ES384"),
              TestKeys.edJwk("ed1", TestKeys.ED1));
      assertEquals(4, keys.size());
      assertNotNull(keys.select("ed1", JwsAlgorithm.EDDSA).get());
    }

    @Test
    void an_rsa_key_without_alg_for_all_rsa_algorithms() {
      VerificationKeys keys = read(RSA.replace("\"alg\":\"RS256\",", ""));
      assertNull(keys.select("rsa1", JwsAlgorithm.RS256).refusal());
      assertNull(keys.select("rsa1", JwsAlgorithm.PS512).refusal());
      assertEquals(
          Reason.KEY_ALGORITHM_MISMATCH, keys.select("rsa1", JwsAlgorithm.ES256).refusal());
    }

    @Test
    void an_elliptic_key_without_alg_for_the_algorithm_of_its_curve_only() {
      VerificationKeys keys = read(EC.replace("\"alg\":\"ES256\",", ""));
      assertNull(keys.select("ec1", JwsAlgorithm.ES256).refusal());
      assertEquals(Reason.KEY_ALGORITHM_MISMATCH, keys.select("ec1", JwsAlgorithm.ES384).refusal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"verify\"]", "[\"sign\",\"verify\"]"})
    void a_key_whose_operations_hold_verify(String operations) {
      assertEquals(1, read(RSA.replace("{", "{\"key_ops\":" + operations + ",")).size());
    }

    @Test
    void a_hundred_keys() {
      Set<String> jwks =
          IntStream.range(0, 100)
              .mapToObj(i -> EC.replace("ec1", "ec-" + i))
              .collect(Collectors.toSet());
      assertEquals(100, read(jwks.toArray(new String[0])).size());
    }
  }

  @Nested
  class Passes_over {
    @Test
    void keys_of_unknown_types_and_curves() {
      assertUnusable("{\"kty\":\"AKP\",\"kid\":\"rsa1\",\"alg\":\"ML-DSA-44\",\"pub\":\"AAAA\"}");
      assertUnusable("{\"kid\":\"rsa1\"}");
      assertUnusable(EC.replace("ec1", "rsa1").replace("P-256", "secp256k1"));
      assertUnusable(EC.replace("ec1", "rsa1").replace("P-256", "P-384"));
      assertUnusable(EC.replace("ec1", "rsa1").replace("P-256", ""));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "[]",
          "[\"encrypt\"]",
          "[\"verify\",\"verify\"]",
          "[\"verify\",\"encrypt\"]",
          "[1]",
          "\"verify\"",
          "null"
        })
    void keys_whose_operations_are_for_something_else(String operations) {
      assertUnusable(RSA.replace("{", "{\"key_ops\":" + operations + ","));
    }

    @Test
    void keys_of_an_algorithm_that_is_not_theirs() {
      assertUnusable(RSA.replace("RS256", "ES256"));
      assertUnusable(RSA.replace("RS256", "RSA-OAEP"));
      assertUnusable(RSA.replace("RS256", "HS256"));
      assertUnusable(RSA.replace("\"RS256\"", "256"));
    }

    @Test
    void keys_that_are_not_strict_base64url() {
      assertUnusable(RSA.replace("\"AQAB\"", "\"AQAB==\""));
      assertUnusable(RSA.replace("\"e\":\"AQAB\"", "\"e\":65537"));
      assertUnusable(RSA.replace(",\"e\":\"AQAB\"", ""));
    }
  }

  @Nested
  class Refuses_the_whole_of {
    private void assertRefused(String set) {
      KeySetException e =
          assertThrows(KeySetException.class, () -> JwkSet.read(TestKeys.octets(set)));
      assertFalse(String.valueOf(e.getMessage()).contains("AQAB"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "null",
          "[]",
          "{}",
          "{\"keys\":{}}",
          "{\"keys\":[]}",
          "{\"keys\":[1]}",
          "{\"keys\":[{}],\"keys\":[]}"
        })
    void what_is_no_key_set(String set) {
      assertRefused(set);
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
    void a_set_with_a_private_key(String member) {
      assertRefused(TestKeys.set(EC, RSA.replace("{", "{\"" + member + "\":\"AQAB\",")));
    }

    @Test
    void a_set_with_a_symmetric_key() {
      assertRefused(TestKeys.set(RSA, "{\"kty\":\"oct\"}"));
    }

    @Test
    void a_set_with_one_id_twice() {
      assertRefused(TestKeys.set(RSA, EC.replace("ec1", "rsa1")));
      assertRefused(TestKeys.set(RSA, EC, EC.replace("ec1", "\\u0065c1")));
    }

    @Test
    void a_set_with_an_id_that_is_no_string() {
      assertRefused(TestKeys.set(EC, RSA.replace("\"rsa1\"", "1")));
    }

    @Test
    void a_set_with_more_than_a_hundred_keys() {
      String[] jwks =
          IntStream.range(0, 101)
              .mapToObj(i -> EC.replace("ec1", "ec-" + i))
              .toArray(String[]::new);
      assertRefused(TestKeys.set(jwks));
    }

    @Test
    void a_set_without_any_key_that_verifies() {
      assertRefused(TestKeys.set(RSA.replace("\"sig\"", "\"enc\"")));
    }
  }

  @Nested
  class The_material {
    private static final BigInteger F4 = BigInteger.valueOf(65537);

    @Test
    void of_an_rsa_key_has_2048_to_8192_bits() {
      BigInteger modulus = BigInteger.TWO.pow(2047).add(BigInteger.ONE);
      assertNotNull(PublicMaterial.rsa(modulus, F4));
      assertNull(PublicMaterial.rsa(modulus.shiftRight(1).setBit(0), F4));
      assertNotNull(PublicMaterial.rsa(BigInteger.TWO.pow(8192).subtract(BigInteger.ONE), F4));
      assertNull(PublicMaterial.rsa(BigInteger.TWO.pow(8192).add(BigInteger.ONE), F4));
      assertNull(PublicMaterial.rsa(modulus.add(BigInteger.ONE), F4), "an even modulus");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "0000000000000000000000000000000000000000000000000000000000000000",
          "0000000000000000000000000000000000000000000000000000000000000080",
          "0100000000000000000000000000000000000000000000000000000000000000",
          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
          "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
          "0200000000000000000000000000000000000000000000000000000000000000", // on no curve
          "00"
        })
    void of_an_ed25519_key_is_a_point_of_full_order_in_its_one_spelling(String octets) {
      assertNull(PublicMaterial.ed25519(HexFormat.of().parseHex(octets)));
    }

    @Test
    void is_the_same_from_a_jwk_and_from_the_jdk() {
      for (var pair :
          new java.security.KeyPair[] {TestKeys.RSA1, TestKeys.EC1, TestKeys.EC384, TestKeys.ED1}) {
        assertNotNull(PublicMaterial.of(pair.getPublic()));
      }
      PublicMaterial ed = PublicMaterial.of(TestKeys.ED1.getPublic());
      assertNotNull(ed);
      assertEquals(
          read(TestKeys.edJwk("ed1", TestKeys.ED1))
              .select("ed1", JwsAlgorithm.EDDSA)
              .get()
              .thumbprint(),
          ed.thumbprint());
    }

    @Test
    void has_the_thumbprint_of_rfc_7638() {
      String n =
          "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc"
              + "_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65"
              + "YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qN"
              + "Lyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8aw"
              + "apJzKnqDKgw";
      String jwk = "{\"kty\":\"RSA\",\"n\":\"" + n + "\",\"e\":\"AQAB\",\"kid\":\"k\"}";
      assertEquals(
          "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
          read(jwk).select("k", JwsAlgorithm.RS256).get().thumbprint());
    }
  }
}
