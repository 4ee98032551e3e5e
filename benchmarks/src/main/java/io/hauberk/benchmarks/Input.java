package io.hauberk.benchmarks;

import io.hauberk.json.Json;
import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonNumber;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A schema and documents to judge by it.
 *
 * @param schema its octets, as JSON Schema 2020-12
 * @param documents each whole
 * @param invalid those that do not fit, counted from 1
 */
@SuppressWarnings("ArrayRecordComponent") // octets are read, never compared
record Input(String name, byte[] schema, List<byte[]> documents, Set<Integer> invalid) {
  static final String ORDER = "order";

  /** An arithmetic expression, six levels deep: 185 octets, valid. */
  static final String EXPRESSION = "cql2 expression";

  static final int EXPRESSION_LEVELS = 6;

  /** The ten schemas of {@code jsonschema-benchmark}. */
  static final List<String> TEN =
      List.of(
          "ansible-meta",
          "clang-format",
          "cmake-presets",
          "code-climate",
          "cql2",
          "fabric-mod",
          "krakend",
          "lazygit",
          "ui5",
          "vercel");

  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

  static Input load(String name) throws IOException {
    if (name.equals(ORDER)) {
      Path folder = Corpora.require("order");
      byte[] order = Files.readAllBytes(folder.resolve("order.json"));
      byte[] schema = Files.readAllBytes(folder.resolve("order.schema.json"));
      return new Input(name, schema, List.of(order), Set.of());
    }
    if (name.equals(EXPRESSION)) {
      return new Input(
          name, load("cql2").schema(), List.of(expression(EXPRESSION_LEVELS)), Set.of());
    }
    Path folder = Corpora.require("jsonschema-benchmark");
    JsonObject expected = (JsonObject) read(folder.resolve("expected.json"));
    Set<Integer> invalid = new TreeSet<>();
    expected
        .find(name, JsonObject.class)
        .flatMap(one -> one.find("invalid_lines", JsonArray.class))
        .orElseThrow()
        .forEach(line -> invalid.add(((JsonNumber) line).clampedInt()));
    List<byte[]> documents =
        Files.readAllLines(folder.resolve(name).resolve("instances.jsonl")).stream()
            .map(line -> line.getBytes(StandardCharsets.UTF_8))
            .toList();
    return new Input(
        name, modern(read(folder.resolve(name).resolve("schema.json"))), documents, invalid);
  }

  /** An expression of CQL2 with arithmetic nested this deep. */
  static byte[] expression(int levels) {
    String inner = "{\"property\":\"vegetation_index\"}";
    for (int i = 0; i < levels; i++) {
      inner = "{\"op\":\"+\",\"args\":[" + inner + ",1]}";
    }
    return ("{\"op\":\"=\",\"args\":[" + inner + ",1]}").getBytes(StandardCharsets.UTF_8);
  }

  int bytes() {
    return documents.stream().mapToInt(document -> document.length).sum();
  }

  /** The schema under 2020-12, whatever draft it names: for these the verdicts are the same. */
  private static byte[] modern(JsonValue schema) {
    Map<String, JsonValue> members = new LinkedHashMap<>(((JsonObject) schema).members());
    members.put("$schema", new JsonString(DRAFT));
    return Json.write(JsonObject.of(members)).getBytes(StandardCharsets.UTF_8);
  }

  private static JsonValue read(Path file) throws IOException {
    return Json.parse(Files.readAllBytes(file), JsonLimits.DOCUMENT);
  }
}
