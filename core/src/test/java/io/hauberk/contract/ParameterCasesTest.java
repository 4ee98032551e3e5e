package io.hauberk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.json.Json;
import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonBoolean;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import io.hauberk.request.Corpora;
import io.hauberk.request.Decision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ParameterCasesTest {

  /** Cases in which we refuse on purpose what the table reads one way. */
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "path-simple-16", "an encoded slash in a path is refused: servers decode it differently",
          "path-simple-17", "an encoded slash in a path is refused: servers decode it differently",
          "path-label-02", "'/.' is a dot segment and refused as one",
          "path-matrix-16", "';' passes only where the contract has a matrix parameter");

  private record Outcome(
      boolean valid, @Nullable String operation, Map<String, JsonValue> values) {}

  private static Outcome run(JsonObject test) {
    Map<String, JsonValue> document = new LinkedHashMap<>();
    document.put("openapi", get(test, "openapi"));
    document.put(
        "info",
        JsonObject.of(Map.of("title", new JsonString("t"), "version", new JsonString("1"))));
    if (test.has("servers")) {
      document.put("servers", get(test, "servers"));
    }
    document.put("paths", get(test, "paths"));
    byte[] bytes = Json.write(JsonObject.of(document)).getBytes(StandardCharsets.UTF_8);
    Contract contract = Contract.read(text(test, "id"), bytes, ContractOptions.DEFAULT);

    JsonObject request = (JsonObject) get(test, "request");
    String raw =
        new String(
            text(request, "target").getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    TestHead head = TestHead.of(text(request, "method"), raw);
    for (JsonValue header : (JsonArray) get(request, "headers")) {
      JsonArray line = (JsonArray) header;
      head = head.with(((JsonString) line.get(0)).value(), ((JsonString) line.get(1)).value());
    }
    Outcome refused = new Outcome(false, null, Map.of());
    if (!(RequestTarget.parse(raw, contract.targetLimits()) instanceof RequestTarget target)
        || !(contract.route(head.method(), target) instanceof Route.Found found)) {
      return refused;
    }
    Map<String, String> texts = new LinkedHashMap<>();
    Decision decision = found.operation().parameters().decode(head, target, found.texts(), texts);
    assertEquals(decision, found.operation().checkHead(head, target, found));
    if (!decision.isAdmitted()) {
      return refused;
    }
    Map<String, JsonValue> values = new LinkedHashMap<>();
    texts.forEach((name, json) -> values.put(name, Json.parse(json)));
    return new Outcome(true, found.operation().operation().id(), values);
  }

  private static boolean isExpected(JsonObject test, JsonObject expected, Outcome outcome) {
    if (text(expected, "expected").equals("invalid")) {
      return !outcome.valid();
    }
    JsonValue operation =
        expected.has("operation") ? get(expected, "operation") : get(test, "operation");
    boolean values =
        !(expected.get("values") instanceof JsonObject object)
            || object.members().equals(outcome.values());
    return outcome.valid()
        && operation instanceof JsonString id
        && id.value().equals(outcome.operation())
        && values;
  }

  private static boolean isAlternative(JsonObject test, Outcome outcome) {
    return test.get("alternatives") instanceof JsonArray alternatives
        && alternatives.elements().stream()
            .anyMatch(it -> isExpected(test, (JsonObject) it, outcome));
  }

  @Test
  void every_case_of_the_parameter_table() throws IOException {
    byte[] bytes = Files.readAllBytes(Corpora.require("openapi-parameter-cases/cases.json"));
    JsonObject table = (JsonObject) Json.parse(bytes, JsonLimits.DOCUMENT);
    List<String> wrong = new ArrayList<>();
    int cases = 0;
    int passed = 0;
    int alternatives = 0;
    for (JsonValue value : (JsonArray) get(table, "cases")) {
      JsonObject test = (JsonObject) value;
      String id = text(test, "id");
      Outcome outcome;
      try {
        outcome = run(test);
      } catch (ContractException e) {
        wrong.add(id + ": " + e.getMessage());
        continue;
      }
      boolean expected = isExpected(test, test, outcome);
      boolean ambiguous = get(test, "ambiguous") == JsonBoolean.TRUE;
      boolean alternative = !expected && ambiguous && isAlternative(test, outcome);
      cases++;
      passed += expected ? 1 : 0;
      alternatives += alternative ? 1 : 0;
      if ((expected || alternative) == EXCEPTIONS.containsKey(id)) {
        wrong.add(id + ": " + text(test, "name") + ": " + outcome);
      }
    }
    Corpora.report("openapi-parameter-cases", passed, cases);
    Corpora.report("openapi-parameter-cases, or an alternative", passed + alternatives, cases);
    assertEquals(List.of(), wrong);
  }

  private static JsonValue get(JsonObject object, String name) {
    JsonValue value = object.get(name);
    if (value == null) {
      throw new AssertionError("the table has no '" + name + "' where one is needed");
    }
    return value;
  }

  private static String text(JsonObject object, String name) {
    return ((JsonString) get(object, name)).value();
  }
}
