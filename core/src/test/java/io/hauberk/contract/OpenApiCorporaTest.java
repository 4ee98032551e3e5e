package io.hauberk.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hauberk.json.Json;
import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonBoolean;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import io.hauberk.request.Corpora;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OpenApiCorporaTest {

  private static final String EXPRESS = "peers/cdimascio-express-openapi-validator/";
  private static final String VERTX = "peers/eclipse-vertx-openapi/io/vertx/tests/";
  private static final String NOT_SUPPLIED =
      "refers to a document by a URI for which nothing is supplied, and nothing is fetched";
  private static final String SAME_ID = "two operations have one operationId";
  private static final String DANGLING = "names a parameter or security scheme that is not there";

  private static final String NO_SCHEMA = "the schema of a response is a $ref to a parameter";

  private static Contract read(Path file) {
    return assertDoesNotThrow(
        () -> Contract.read(file.toString(), Files.readAllBytes(file), ContractOptions.DEFAULT));
  }

  private static List<Path> documents(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(Corpora.require(folder))) {
      return files
          .filter(file -> file.toString().matches(".*\\.(json|yaml|yml)"))
          .sorted()
          .toList();
    }
  }

  /** Reads all files; answers those that were not read, with the message. */
  private static List<String> refused(List<Path> files) throws IOException {
    List<String> refused = new ArrayList<>();
    for (Path file : files) {
      try {
        Contract.read(ContractSource.file(file), ContractOptions.DEFAULT);
      } catch (ContractException e) {
        refused.add(file.getFileName() + ": " + e.getMessage());
      }
    }
    return refused;
  }

  /** Fixtures that have the structure of OpenAPI and contradict its text, each with its section. */
  private static final Map<String, String> CONTRADICTIONS =
      Map.of(
          "3.1 operation-object-example.yaml",
          "OAS 3.1, 4.8.12.1: the path parameter petId is not in /pets/{id}, and 4.8.30: the"
              + " security scheme is not declared",
          "3.2 operation-object-example.yaml",
          "OAS 3.2, 4.12.1: the path parameter petId is not in /pets/{id}, and 4.30: the security"
              + " scheme is not declared");

  /** What is wrong with the structure of a file: the first half of reading it. */
  private static List<ContractNote> structure(Path file) throws IOException {
    Defects defects = new Defects();
    Documents documents =
        Documents.read(
            ContractSource.of("test", Files.readAllBytes(file)), ContractOptions.DEFAULT, defects);
    Located document =
        new Located((JsonObject) documents.first().root(), Place.rootOf(documents.first()));
    OpenApi version = OpenApi.of(document, defects);
    if (version != null) {
      new DocumentCheck(version, new References(documents), defects).check(document);
    }
    try {
      defects.throwIfAny(file.toString());
      return List.of();
    } catch (ContractException e) {
      return e.defects();
    }
  }

  @ParameterizedTest
  @CsvSource({"3.0, pass", "3.0, fail", "3.1, pass", "3.1, fail", "3.2, pass", "3.2, fail"})
  void the_structure_of_every_fixture_is_judged_as_the_authors_of_OpenAPI_label_it(
      String version, String label) throws IOException {
    List<Path> files = documents("openapi/oai-fixtures/" + version + "/" + label);
    List<String> wrong = new ArrayList<>();
    for (Path file : files) {
      List<ContractNote> defects = structure(file);
      if (defects.isEmpty() != label.equals("pass")) {
        wrong.add(file.getFileName() + ": " + defects);
      }
    }
    Corpora.report(
        "oai-fixtures " + version + " " + label, files.size() - wrong.size(), files.size());
    assertEquals(List.of(), wrong);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.0", "3.1", "3.2"})
  void what_the_authors_of_OpenAPI_accept_is_read_unless_it_contradicts_the_text(String version)
      throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path file : documents("openapi/oai-fixtures/" + version + "/pass")) {
      List<String> refused = refused(List.of(file));
      if (refused.isEmpty() == CONTRADICTIONS.containsKey(version + " " + file.getFileName())) {
        wrong.add(file.getFileName() + ": " + refused);
      }
    }
    assertEquals(List.of(), wrong);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3.0", "v3.1"})
  void every_example_of_OpenAPI_3_is_read(String version) throws IOException {
    List<Path> files = documents("openapi/oai-examples/" + version);
    List<String> refused = refused(files);

    Corpora.report("oai-examples " + version, files.size() - refused.size(), files.size());
    assertEquals(List.of(), refused);
  }

  @Test
  void every_example_of_Swagger_2_is_refused_with_what_to_do() throws IOException {
    List<String> wrong = new ArrayList<>();
    int cases = 0;
    for (Path file : documents("openapi/oai-examples/v2.0")) {
      if (Files.readString(file).contains("swagger")) {
        ContractException refusal =
            assertThrows(
                ContractException.class,
                () -> Contract.read("v2", Files.readAllBytes(file), ContractOptions.DEFAULT));
        cases++;
        if (!String.valueOf(refusal.getMessage()).contains("Convert it to OpenAPI 3.0 or 3.1")) {
          wrong.add(file.getFileName() + ": " + refusal.getMessage());
        }
      }
    }
    Corpora.report("oai-examples v2.0 refused", cases - wrong.size(), cases);
    assertEquals(List.of(), wrong);
  }

  @ParameterizedTest
  @CsvSource({"spec3-2022-04-12.json,417", "spec3-2023-09-12.yaml,468"})
  void the_contracts_of_Stripe_are_read(String file, int operations) {
    Contract contract = read(Corpora.require("openapi/stripe/" + file));

    assertEquals(operations, contract.operations().size());
    assertEquals("Stripe API", contract.title());
    Corpora.report("stripe " + file + " operations", contract.operations().size(), operations);
  }

  /** Peers' documents that fit the schema of OpenAPI and that we refuse all the same. */
  private static final Map<String, String> REFUSED_PEERS =
      Map.ofEntries(
          Map.entry(EXPRESS + "test/resources/additional.properties.yaml", SAME_ID),
          Map.entry(EXPRESS + "test/resources/coercion.yaml", SAME_ID),
          Map.entry(EXPRESS + "test/resources/component.params.yaml", NO_SCHEMA),
          Map.entry(
              EXPRESS + "test/resources/openapi.yaml",
              "OAS 3.0, 4.7.7: a map of components cannot be a reference"),
          Map.entry(EXPRESS + "test/resources/path.level.parameters.yaml", DANGLING),
          Map.entry(VERTX + "contract/additional_schema_files/dereferenced.json", NOT_SUPPLIED),
          Map.entry(VERTX + "contract/additional_schema_files/openapi.yaml", NOT_SUPPLIED),
          Map.entry(
              VERTX + "contract/from_with_path_and_additional_files/petstore.json", NOT_SUPPLIED),
          Map.entry(
              VERTX + "contract/from_with_path_and_additional_files/petstore.yaml", NOT_SUPPLIED),
          Map.entry(VERTX + "contract/split/petstore.json", NOT_SUPPLIED),
          Map.entry(VERTX + "validation/guestbook.yaml", DANGLING));

  @Test
  void the_contracts_of_the_peers_are_read_or_refused_as_the_official_schema_says()
      throws IOException {
    JsonObject manifest =
        (JsonObject)
            Json.parse(
                Files.readAllBytes(Corpora.require("openapi/manifest.json")), JsonLimits.DOCUMENT);
    List<String> wrong = new ArrayList<>();
    int cases = 0;
    for (JsonValue entry : (JsonArray) Objects.requireNonNull(manifest.get("files"))) {
      JsonObject file = (JsonObject) entry;
      String path = file.find("path", JsonString.class).map(JsonString::value).orElse("");
      String version = file.find("version", JsonString.class).map(JsonString::value).orElse("");
      if (path.startsWith("peers/") && version.matches("3\\.[01]\\..*")) {
        boolean valid = file.get("schema_valid") == JsonBoolean.TRUE;
        List<String> refused = refused(List.of(Corpora.require("openapi/" + path)));
        cases++;
        if (refused.isEmpty() != (valid && !REFUSED_PEERS.containsKey(path))) {
          wrong.add(path + (valid ? " is valid: " + refused : " is not valid and was read"));
        }
      }
    }
    Corpora.report("peers' contracts", cases - wrong.size() - REFUSED_PEERS.size(), cases);
    assertEquals(List.of(), wrong);
  }

  @ParameterizedTest
  @CsvSource({
    "additional_schema_files/openapi.yaml, https://schemas/Name.yaml,"
        + " additional_schema_files/name.yaml,",
    "from_with_path_and_additional_files/petstore.yaml, https://example.com/petstore,"
        + " from_with_path_and_additional_files/components.yaml, #/security/0/BasicAuth",
    "from_with_path_and_additional_files/petstore.json, https://example.com/petstore,"
        + " from_with_path_and_additional_files/components.json, #/security/0/BasicAuth",
    "split/petstore.json, https://example.com/petstore, split/components.json,"
        + " #/security/0/BasicAuth"
  })
  void a_contract_of_several_files_is_read_when_they_are_supplied(
      String entry, String uri, String other, @Nullable String defect) throws IOException {
    Path folder = Corpora.require("openapi/" + VERTX + "contract");
    ContractSource source =
        ContractSource.file(folder.resolve(entry))
            .withDocument(uri, Files.readAllBytes(folder.resolve(other)));

    if (defect == null) {
      Contract.read(source, ContractOptions.DEFAULT);
    } else { // OAS 3.1, 4.8.30: the scheme is declared nowhere
      assertEquals(
          List.of(defect),
          assertThrows(
                  ContractException.class, () -> Contract.read(source, ContractOptions.DEFAULT))
              .defects()
              .stream()
              .map(ContractNote::pointer)
              .toList());
    }
  }

  @Test
  void a_contract_of_several_files_is_refused_when_one_of_them_is_no_schema() throws IOException {
    Path other = Corpora.require("openapi/" + VERTX + "contract/split/malformedComponents.json");
    ContractSource source =
        ContractSource.of(
                "whole",
                """
                {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/a": {
                  "post": {"requestBody": {"content": {"application/json": {"schema":
                    {"$ref": "https://example.com/part"}}}}}}}}
                """
                    .getBytes(StandardCharsets.UTF_8))
            .withDocument("https://example.com/part", Files.readAllBytes(other));

    ContractException refusal =
        assertThrows(ContractException.class, () -> Contract.read(source, ContractOptions.DEFAULT));

    assertEquals("https://example.com/part#/maxLength", refusal.defects().get(0).pointer());
  }
}
