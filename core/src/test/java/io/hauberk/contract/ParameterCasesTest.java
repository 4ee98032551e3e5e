package io.hauberk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ParameterCasesTest {

  /**
   * Targets that are refused before they are decoded (docs/parameters.md): the decoder reads them
   * as the table does, and servers do not.
   */
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "path-simple-16", "an encoded slash in a path is refused: servers decode it differently",
          "path-simple-17", "an encoded slash in a path is refused: servers decode it differently",
          "path-label-02", "'/.' is a dot segment and refused as one",
          "path-matrix-16", "';' passes only where the contract has a matrix parameter");

  private record Outcome(
      boolean valid, @Nullable String operation, Map<String, JsonValue> values) {}

  private static Contract contract(JsonObject test) {
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
    return Contract.read(text(test, "id"), bytes, ContractOptions.DEFAULT);
  }

  private static Outcome run(JsonObject test) {
    Contract contract = contract(test);
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

  @ParameterizedTest
  @CsvSource({
    "path-simple-16, a%2Fb, /c/ab",
    "path-simple-17, a%2fb, /c/ab",
    "path-label-02, ., /c/.a",
    "path-matrix-16, 5;v=1, /c/5"
  })
  void what_the_target_rules_refuse_is_decoded_as_the_table_says(
      String id, String text, String accepted) throws IOException {
    JsonObject test =
        cases().stream().filter(it -> text(it, "id").equals(id)).findFirst().orElseThrow();
    Contract contract = contract(test);
    Map<String, String> values = new LinkedHashMap<>();

    Decision decision =
        Contracts.found(contract, "GET", accepted)
            .operation()
            .parameters()
            .decode(
                TestHead.of("GET", accepted),
                Contracts.target(contract, accepted),
                List.of(text),
                values);

    assertEquals(Decision.ADMITTED, decision);
    assertEquals(
        get(test, "values"),
        JsonObject.of(Map.of("path.color", Json.parse(String.valueOf(values.get("path.color"))))));
    assertTrue(
        RequestTarget.parse("/c/" + text, contract.targetLimits()) instanceof ParsedTarget.Refused);
  }

  private static List<JsonObject> cases() throws IOException {
    byte[] bytes = Files.readAllBytes(Corpora.require("openapi-parameter-cases/cases.json"));
    JsonObject table = (JsonObject) Json.parse(bytes, JsonLimits.DOCUMENT);
    return ((JsonArray) get(table, "cases"))
        .elements().stream().map(JsonObject.class::cast).toList();
  }

  @Test
  void every_case_of_the_parameter_table() throws IOException {
    List<String> wrong = new ArrayList<>();
    int cases = 0;
    int passed = 0;
    int alternatives = 0;
    for (JsonObject test : cases()) {
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
