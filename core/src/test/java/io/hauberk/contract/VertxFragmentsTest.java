package io.hauberk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.json.Json;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import io.hauberk.request.Corpora;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of contracts that vertx-openapi takes or refuses, each in a contract of its own. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VertxFragmentsTest {
  private static final String NOT_DEFINED =
      "OAS 3.1, 4.8.12.3 says n/a for this type: read as the schema allows, and no defect";
  private static final String ANY_TYPE =
      "OAS 3.1 allows any media type; what cannot be judged is counted";

  /** What vertx-openapi refuses and is read here, and why. */
  private static final Map<String, String> DIFFERENCES =
      Map.ofEntries(
          Map.entry(
              "0000_Multiple_Exploded_Form_Parameters_In_Query_With_Content_Object",
              "OAS 3.1 leaves it open: both objects are judged with the names that no parameter"
                  + " claims"),
          Map.entry("0001_No_Responses", "OAS 3.1, 4.8.10: responses are not required"),
          Map.entry("0009_Query_With_Unsupported_Style_DeepObject", NOT_DEFINED),
          Map.entry("0010_Query_With_Unsupported_Style_SpaceDelimited", NOT_DEFINED),
          Map.entry("0011_Query_With_Unsupported_Style_pipeDelimited", NOT_DEFINED),
          Map.entry("0012_With_Schema_No_Type", "JSON Schema does not ask for a type"),
          Map.entry(
              "0013_Cookie_With_Unsupported_Combination_Array_And_Exploded",
              "OAS 3.1, 4.8.12.2: form is the style of cookies, exploded by default"),
          Map.entry("0014_Query_With_Unsupported_Schema_DeepObject", NOT_DEFINED),
          Map.entry(
              "0001_RequestBody_With_Empty_Content",
              "the schema of OAS 3.1 allows it: no body fits, so each is refused"),
          Map.entry("0002_RequestBody_With_Content_Type_Application_Png", ANY_TYPE),
          Map.entry("0000_Response_With_Content_Type_Application_Png", ANY_TYPE));

  /** A document of OpenAPI 3.1 around one fragment. */
  private static String document(String kind, JsonObject fragment) {
    String responses = "\"responses\": {\"default\": {\"description\": \"ok\"}}";
    return switch (kind) {
      case "contract" -> write(fragment, "contractModel");
      case "path" -> whole(text(fragment, "name"), write(fragment, "pathModel"));
      case "operation" ->
          whole(
              text(fragment, "path"),
              "{\"parameters\": "
                  + (fragment.has("pathParams") ? write(fragment, "pathParams") : "[]")
                  + ", \""
                  + text(fragment, "method").toLowerCase(Locale.ROOT)
                  + "\": "
                  + write(fragment, "operationModel")
                  + "}");
      case "parameter" ->
          whole(
              text(fragment, "path"),
              "{\"get\": {\"parameters\": ["
                  + write(fragment, "parameterModel")
                  + "], "
                  + responses
                  + "}}");
      case "requestBody" ->
          whole(
              "/pets",
              "{\"post\": {\"requestBody\": " + Json.write(fragment) + ", " + responses + "}}");
      default ->
          whole(
              "/pets",
              "{\"get\": {\"responses\": {\"200\": " + described(Json.write(fragment)) + "}}}");
    };
  }

  /** A response needs a description, which these have not. */
  private static String described(String response) {
    return "{\"description\": \"ok\"" + (response.equals("{}") ? "" : ", ") + response.substring(1);
  }

  private static String whole(String path, String item) {
    String petId =
        "{\"name\": \"petId\", \"in\": \"path\", \"required\": true, \"schema\": {\"type\":"
            + " \"string\"}}";
    boolean variable = path.contains("{petId}") && !item.contains("\"in\":\"path\"");
    String own =
        variable
            ? item.contains("{\"parameters\": []")
                ? item.replace("{\"parameters\": []", "{\"parameters\": [" + petId + "]")
                : "{\"parameters\": [" + petId + "], " + item.substring(1)
            : item;
    return "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"t\", \"version\": \"1\"}, \"paths\":"
        + " {\""
        + path
        + "\": "
        + own
        + "}, \"components\": {\"schemas\": {\"Pet\": {}}, \"securitySchemes\": {\"api_key\":"
        + " {\"type\": \"http\", \"scheme\": \"basic\"}, \"global_api_key\": {\"type\": \"http\","
        + " \"scheme\": \"basic\"}, \"BasicAuth\": {\"type\": \"http\", \"scheme\": \"basic\"}}}}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "contract_valid",
        "operation_valid",
        "operation_invalid",
        "parameter_valid",
        "parameter_invalid",
        "path_valid",
        "requestBody_valid",
        "requestBody_invalid",
        "response_valid",
        "response_invalid"
      })
  void are_read_or_refused_as_they_are_there(String file) throws IOException {
    JsonObject fragments =
        (JsonObject)
            Json.parse(
                Files.readAllBytes(
                    Corpora.require(
                        "openapi/peers/eclipse-vertx-openapi/io/vertx/tests/contract/impl/"
                            + file
                            + ".json")),
                JsonLimits.DOCUMENT);
    String kind = file.substring(0, file.indexOf('_'));
    List<String> wrong = new ArrayList<>();
    int equal = 0;
    for (Map.Entry<String, JsonValue> entry : fragments.members().entrySet()) {
      String document = document(kind, (JsonObject) entry.getValue());
      String verdict = "read";
      try {
        Contract.read(
            entry.getKey(), document.getBytes(StandardCharsets.UTF_8), ContractOptions.DEFAULT);
      } catch (ContractException e) {
        verdict = String.valueOf(e.getMessage());
      }
      boolean same = verdict.equals("read") == file.endsWith("_valid");
      equal += same ? 1 : 0;
      boolean listed = file.endsWith("_invalid") && DIFFERENCES.containsKey(entry.getKey());
      if (same == listed) {
        wrong.add(entry.getKey() + ": " + verdict);
      }
    }
    Corpora.report("vertx fragments " + file, equal, fragments.size());
    assertEquals(List.of(), wrong);
  }

  private static String write(JsonObject object, String name) {
    return Json.write(Objects.requireNonNull(object.get(name), name));
  }

  private static String text(JsonObject object, String name) {
    return ((JsonString) Objects.requireNonNull(object.get(name), name)).value();
  }
}
