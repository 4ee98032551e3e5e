package io.hauberk.lint;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.json.TextPosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractLintTest {
  private static final String OPEN = "paths: {'/things/{thingId}': {put: {security: []}}}";
  private static final String RULE = "write-operation-secured";

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static LintReport lint(LintOptions options, String patch) {
    return ContractLint.of(options).lint("things.json", CleanContract.with(patch));
  }

  @Test
  void a_test_fails_with_a_line_for_each_finding() {
    LintReport report = lint(LintOptions.DEFAULT, OPEN);

    AssertionError error =
        assertThrows(AssertionError.class, () -> report.assertNone(Severity.WARNING));

    String message = String.valueOf(error.getMessage());
    assertTrue(
        message.startsWith(
            "The contract has 1 finding of severity warning or above:\n  things.json:1:"),
        message);
    assertTrue(message.contains("error write-operation-secured (API2:2023)"), message);
  }

  @Test
  void a_test_passes_where_nothing_so_grave_was_found() {
    LintReport report = lint(LintOptions.DEFAULT.withSeverity(RULE, Severity.INFO), OPEN);

    assertDoesNotThrow(() -> report.assertNone(Severity.WARNING));
    assertEquals("no errors, no warnings, 1 info", report.summary());
    assertThrows(AssertionError.class, () -> report.assertNone(Severity.INFO));
  }

  @Test
  void a_rule_is_ignored_by_option() {
    assertEquals(List.of(), lint(LintOptions.DEFAULT.ignoring(RULE), OPEN).findings());
  }

  @Test
  void options_name_rules_that_exist() {
    assertThrows(IllegalArgumentException.class, () -> LintOptions.DEFAULT.ignoring("no-such"));
    assertThrows(
        IllegalArgumentException.class,
        () -> LintOptions.DEFAULT.withSeverity("no-such", Severity.INFO));
  }

  @Test
  void a_contract_silences_a_rule_at_an_object_and_below() {
    String here = "put: {security: [], x-hauberk-lint-ignore: [" + RULE + "]}";
    String above = "x-hauberk-lint-ignore: [" + RULE + "], put: {security: []}";
    String beside = "put: {security: []}, get: {x-hauberk-lint-ignore: [" + RULE + "]}";

    assertEquals(0, lint(LintOptions.DEFAULT, path(here)).findings().size());
    assertEquals(0, lint(LintOptions.DEFAULT, path(above)).findings().size());
    assertEquals(1, lint(LintOptions.DEFAULT, path(beside)).findings().size());
  }

  private static String path(String fields) {
    return "paths: {'/things/{thingId}': {" + fields + "}}";
  }

  @Test
  void a_finding_names_its_place_in_the_text_of_YAML_and_JSON() {
    String yaml = CleanContract.TEXT.replace("[{main: [write]}]", "[]");
    LintFinding inYaml = ContractLint.standard().lint("a", utf8(yaml)).findings().get(0);

    assertEquals(new TextPosition(17, 5), inYaml.findPosition().orElseThrow());

    String json =
        """
        {"openapi": "3.1.0", "info": {"title": "é", "version": "1"},
          "paths": {"/é/": {
            "get": {"responses": {"default": {"description": "d"}}}}}}\
        """;
    LintFinding slash =
        ContractLint.standard().lint("a", utf8(json)).findings().stream()
            .filter(it -> it.rule().id().equals("trailing-slash"))
            .findFirst()
            .orElseThrow();

    assertEquals(new TextPosition(2, 13), slash.findPosition().orElseThrow());
  }

  @Test
  void findings_come_in_the_order_of_the_text() {
    byte[] contract =
        utf8(
            CleanContract.TEXT
                .replace("security: [{main: [write]}]", "security: []")
                .replace("maxLength: 80", "x: 1")
                .replace("{1,80}", "+"));
    List<String> rules =
        ContractLint.standard().lint("a", contract).findings().stream()
            .map(it -> it.rule().id())
            .toList();

    assertEquals(List.of(RULE, "string-limit", "unknown-keyword"), rules);
  }

  @Test
  void what_is_only_sent_is_no_more_than_an_info() {
    LintFinding finding =
        lint(
                LintOptions.DEFAULT,
                "components: {schemas: {Problem: {properties: {title: {maxLength: null, pattern:"
                    + " '^a+$'}}}}}")
            .findings()
            .get(0);

    assertEquals("string-limit", finding.rule().id());
    assertEquals(Severity.INFO, finding.severity());
  }

  @Test
  void schemas_that_refer_to_themselves_are_walked_once() {
    LintReport report =
        lint(
            LintOptions.DEFAULT,
            """
            components: {schemas: {Thing: {properties: {
              next: {$ref: '#/components/schemas/Thing'},
              loop: {$ref: '#/components/schemas/Loop'}}},
              Loop: {anyOf: [{$ref: '#/components/schemas/Loop'}, {type: boolean}]},
              Knot: {$ref: '#/components/schemas/Knot'}}}
            """);

    assertTrue(report.findings().stream().anyMatch(it -> it.rule().id().equals("contract-defect")));
  }

  @Test
  void a_deep_schema_costs_no_stack() {
    StringBuilder schemas = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      schemas
          .append(i == 0 ? "" : ",")
          .append(
              "\"S%s\": {\"type\": \"object\", \"additionalProperties\": false, \"properties\": {\"a\": {\"$ref\": \"#/components/schemas/S%s\"}}}"
                  .formatted(i, (i + 1) % 20_000));
    }
    String contract =
        """
        {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"put": {
          "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/S0"}}}},
          "responses": {"200": {"description": "d"}}}}}, "components": {"schemas": {%s}}}
        """
            .formatted(schemas);

    LintReport report = ContractLint.standard().lint("deep", utf8(contract));

    assertFalse(report.findings().isEmpty());
  }

  @Test
  void what_is_no_contract_is_a_finding() {
    assertEquals(
        List.of("contract-defect"),
        ContractLint.standard().lint("a", utf8("swagger: '2.0'")).findings().stream()
            .map(it -> it.rule().id())
            .toList());
    assertEquals(1, ContractLint.standard().lint("a", utf8("[]")).findings().size());
    assertEquals(1, ContractLint.standard().lint("a", utf8("{")).findings().size());
    assertEquals(1, ContractLint.standard().lint("a", utf8("")).findings().size());
  }

  @Test
  void a_file_is_looked_over(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("openapi.yaml");
    Files.writeString(file, CleanContract.TEXT);

    ContractLint.standard().lint(file).assertNone(Severity.INFO);
  }

  @Test
  void references_lead_to_the_documents_beside_a_contract_and_findings_name_them(
      @TempDir Path folder) throws IOException {
    Path file = Files.createDirectories(folder.resolve("api")).resolve("openapi.yaml");
    String thing = "application/json: {schema: {$ref: \"#/components/schemas/Thing\"}}";
    Files.writeString(
        file, CleanContract.TEXT.replace(thing, thing.replace("#/comp", "my%20parts.yaml#/comp")));
    Path parts = file.resolveSibling("my parts.yaml");
    String schemas =
        """
        components:
          schemas:
            Thing:
              type: object
              additionalProperties: false
              properties:
                name: {type: string, pattern: "^[a-z]{1,20}$"}
                note: {$ref: note.json}
        """;
    Files.writeString(parts, schemas);
    Files.writeString(
        file.resolveSibling("note.json"),
        "{\"type\": \"string\", \"pattern\": \"^[a-z]{1,9}$\",\n \"default\": \"A\"}");

    List<String> found =
        ContractLint.standard().lint(file).findings().stream()
            .filter(it -> !it.rule().id().equals("unused-component"))
            .map(LintFinding::toString)
            .map(it -> it.substring(folder.toString().length() + 1, it.indexOf(": breaks")))
            .toList();

    assertEquals(
        List.of("api/note.json:2:2: warning default-fits-schema #/default"),
        found.stream().map(it -> it.replace('\\', '/')).toList());

    Files.writeString(parts, schemas.replace(", pattern: \"^[a-z]{1,20}$\"", ""));
    assertTrue(
        ContractLint.standard().lint(file).findings().stream()
            .map(LintFinding::toString)
            .anyMatch(it -> it.startsWith(parts + ":7:9: warning string-limit (API4:2023) ")));

    Files.writeString(parts, "x-hauberk-lint-ignore: [string-limit]\n" + Files.readString(parts));
    assertFalse(
        ContractLint.standard().lint(file).findings().stream()
            .anyMatch(it -> it.rule().id().equals("string-limit")));
  }

  @Test
  void what_lies_outside_the_folder_is_not_read(@TempDir Path folder) throws IOException {
    Path file = Files.createDirectories(folder.resolve("api")).resolve("openapi.yaml");
    Files.writeString(folder.resolve("outside.yaml"), "{type: string}");
    Files.writeString(
        file,
        CleanContract.TEXT.replace("{type: string, format: uuid}", "{$ref: ../outside.yaml}"));

    assertTrue(
        ContractLint.standard().lint(file).findings().stream()
            .anyMatch(it -> it.rule().id().equals("contract-defect")));
  }

  @Test
  void a_contract_in_braces_may_be_YAML() {
    byte[] contract = utf8("{openapi: 3.1.0, info: {title: t, version: '1'}, paths: {}}");

    assertEquals(
        List.of("no-operations"),
        ContractLint.standard().lint("a.yaml", contract).atLeast(Severity.WARNING).stream()
            .map(it -> it.rule().id())
            .toList());
  }
}
