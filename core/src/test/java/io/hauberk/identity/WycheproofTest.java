package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.json.Json;
import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonNumber;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import io.hauberk.request.Corpora;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Project Wycheproof's JOSE vectors, at the layer of signatures: payloads are plain octets. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WycheproofTest {

  /** Vectors on which we differ from the file's verdict, and why. */
  private static final Map<String, String> EXCEPTIONS = exceptions();

  private static Map<String, String> exceptions() {
    Map<String, String> exceptions = new TreeMap<>();
    for (int id : new int[] {346, 350}) {
      exceptions.put("signature " + id, "the key says PS256, the token PS384: RFC 8725, 3.1");
    }
    for (int id : new int[] {347, 351}) {
      exceptions.put("signature " + id, "the key says ES521, which is a misprint of ES512");
    }
    exceptions.put("key 7", "a ROCA-weak RSA key: no fingerprint test is made");
    exceptions.put("crypto 46", "a ROCA-weak RSA key: no fingerprint test is made");
    return exceptions;
  }

  @Test
  void signature_vectors() throws IOException {
    run("signature");
  }

  @Test
  void key_vectors() throws IOException {
    run("key");
  }

  @Test
  void crypto_vectors() throws IOException {
    run("crypto");
  }

  private static void run(String part) throws IOException {
    byte[] file = Files.readAllBytes(Corpora.require("wycheproof/json_web_" + part + "_test.json"));
    JsonObject suite = (JsonObject) Json.parse(file);
    int cases = 0;
    int notSupported = 0; // HMAC and encryption: refused on purpose, so not judged
    Map<String, String> deviations = new LinkedHashMap<>();
    for (JsonValue group : list(suite, "testGroups")) {
      JsonObject keys = keys((JsonObject) group);
      for (JsonValue value : list((JsonObject) group, "tests")) {
        JsonObject test = (JsonObject) value;
        boolean shouldPass = "valid".equals(text(test, "result"));
        if (shouldPass && (isSymmetric(keys) || !test.has("jws"))) {
          notSupported++;
          continue;
        }
        cases++;
        if (verifies(keys, test) != shouldPass) {
          String id = part + " " + test.find("tcId", JsonNumber.class).orElseThrow().longValue();
          deviations.put(id, (shouldPass ? "refused: " : "taken: ") + text(test, "comment"));
        }
      }
    }
    Corpora.report(
        "wycheproof/" + part + " (" + notSupported + " valid HMAC and JWE vectors left out)",
        cases - deviations.size(),
        cases);
    Set<String> expected =
        EXCEPTIONS.keySet().stream().filter(id -> id.startsWith(part)).collect(Collectors.toSet());
    assertEquals(expected, deviations.keySet(), deviations::toString);
  }

  /**
   * Whether the token verifies with the keys of its group; the JWKs' {@code alg} is what counts.
   */
  private static boolean verifies(JsonObject keySet, JsonObject test) {
    if (!(test.get("jws") instanceof JsonString jws)) {
      return false; // an encrypted token, or one in JSON form: no text that a field could carry
    }
    VerificationKeys keys;
    try {
      keys = JwkSet.read(TestKeys.octets(Json.write(keySet)));
    } catch (KeySetException e) {
      return false;
    }
    Outcome<CompactJws> read = CompactJws.read(jws.value());
    if (read.refusal() != null) {
      return false;
    }
    JoseHeader header = read.get().header();
    return JwsAlgorithm.find(header.algorithm())
        .map(
            algorithm -> {
              Outcome<VerificationKey> key = keys.select(header.keyId(), algorithm);
              return key.refusal() == null && key.get().check().verifies(algorithm, read.get());
            })
        .orElse(false);
  }

  private static JsonObject keys(JsonObject group) {
    JsonObject key =
        group
            .find("public", JsonObject.class)
            .orElseGet(() -> group.find("private", JsonObject.class).orElseThrow());
    return key.has("keys") ? key : JsonObject.of(Map.of("keys", JsonArray.of(key)));
  }

  private static boolean isSymmetric(JsonObject keySet) {
    return list(keySet, "keys").stream()
        .anyMatch(key -> "oct".equals(text((JsonObject) key, "kty")));
  }

  private static List<JsonValue> list(JsonObject object, String name) {
    return object.find(name, JsonArray.class).orElseThrow().elements();
  }

  private static String text(JsonObject object, String name) {
    return object.find(name, JsonString.class).map(JsonString::value).orElse("");
  }
}
