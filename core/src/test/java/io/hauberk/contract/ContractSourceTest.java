package io.hauberk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.request.Decision;
import io.hauberk.request.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractSourceTest {
  private static final String HEAD = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n";

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A contract of several documents, and the paths that were asked for. */
  private static final class Folder {
    private final Map<String, String> files = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    Folder with(String path, String text) {
      files.put(path, text);
      return this;
    }

    ContractSource source(String document) {
      return ContractSource.of(
          "openapi.yaml",
          bytes(document),
          path -> {
            asked.add(path);
            return Optional.ofNullable(files.get(path)).map(ContractSourceTest::bytes);
          });
    }

    Contract read(String document) {
      return Contract.read(source(document), ContractOptions.DEFAULT);
    }

    List<String> defects(String document) {
      return assertThrows(ContractException.class, () -> read(document)).defects().stream()
          .map(ContractNote::pointer)
          .toList();
    }
  }

  private static ContractOptions upTo(int maxBytes) {
    return ContractOptions.DEFAULT.withDocumentLimits(
        ContractOptions.DEFAULT.documentLimits().withMaxBytes(maxBytes));
  }

  private static String reason(Decision decision) {
    return decision instanceof Decision.Denied denied ? denied.reason().name() : "ADMITTED";
  }

  private static String body(Contract contract, String target, String body) {
    TestHead head = TestHead.of("POST", target).with("Content-Type", "application/json");
    return reason(Contracts.checkBody(contract, head, body));
  }

  private static String schemaAt(String reference) {
    return HEAD
        + "paths: {/a: {post: {requestBody: {content: {application/json: {schema: {$ref: '"
        + reference
        + "'}}}}}}}\n";
  }

  @Nested
  class Admits {

    @Test
    void references_of_every_kind_to_other_documents() {
      Contract contract =
          new Folder()
              .with("paths/orders.yaml", "post: {$ref: '#/x'}")
              .with(
                  "paths/orders.yaml",
                  """
                  parameters: [{$ref: '../parts.json#/parameters/Limit'}]
                  post:
                    operationId: create
                    requestBody: {$ref: '../parts.json#/bodies/Order'}
                    responses: {'201': {$ref: '../parts.json#/responses/Created'}}
                  """)
              .with(
                  "parts.json",
                  """
                  {"parameters": {"Limit": {"name": "limit", "in": "query",
                     "schema": {"$ref": "schemas/limit.yaml"}}},
                   "bodies": {"Order": {"required": true, "content": {"application/json":
                     {"schema": {"$ref": "schemas/order.yaml#/$defs/Order"}}}}},
                   "responses": {"Created": {"description": "ok",
                     "content": {"text/plain": {}}}}}
                  """)
              .with("schemas/limit.yaml", "{type: integer, maximum: 9}")
              .with(
                  "schemas/order.yaml",
                  """
                  $defs:
                    Order: {type: object, properties: {next: {$ref: '#/$defs/Order'},
                      limit: {$ref: limit.yaml}, back: {$ref: '../openapi.yaml#/components/schemas/B'}}}
                  """)
              .read(
                  HEAD
                      + """
                      paths: {/orders: {$ref: paths/orders.yaml}}
                      components: {schemas: {B: {$ref: 'schemas/order.yaml#/$defs/Order'}}}
                      """);

      ContractOperation create = contract.operations().get(0);
      assertEquals("create", create.operation().id());
      assertTrue(create.declaresResponse(201, "text/plain"));
      assertEquals("ADMITTED", body(contract, "/orders", "{\"next\": {\"limit\": 9}}"));
      assertEquals(
          "BODY_INVALID", body(contract, "/orders", "{\"back\": {\"next\": {\"limit\": 10}}}"));
      assertEquals(
          "PARAMETER_INVALID", reason(Contracts.check(contract, head("POST", "/orders?limit=10"))));
      assertEquals("ADMITTED", reason(Contracts.check(contract, head("POST", "/orders?limit=9"))));
    }

    private TestHead head(String method, String target) {
      return TestHead.of(method, target)
          .with("Content-Type", "application/json")
          .with("Content-Length", "2");
    }

    @Test
    void what_stands_beside_the_reference_of_a_path_item() {
      Contract contract =
          new Folder()
              .with("item.yaml", "{get: {operationId: read}, summary: one}")
              .read(
                  HEAD + "paths: {/a: {$ref: item.yaml, summary: two, put: {operationId: write}}}");

      assertEquals(
          List.of("write", "read"),
          contract.operations().stream().map(it -> it.operation().id()).toList());
    }

    @Test
    void a_schema_that_names_itself_and_is_found_by_either_name() {
      Folder folder =
          new Folder()
              .with(
                  "money.yaml",
                  "{$id: 'https://example.test/s/money', $anchor: m, type: integer, $defs: {c:"
                      + " {$ref: cent}}}")
              .with("cent.yaml", "{$id: 'https://example.test/s/cent', const: 1}");

      Contract contract =
          folder.read(
              schemaAt("money.yaml#m")
                  + "components: {schemas: {C: {$ref: cent.yaml}, M: {$ref:"
                  + " 'https://example.test/s/money#/$defs/c'}}}");

      assertEquals("ADMITTED", body(contract, "/a", "7"));
      assertEquals("BODY_INVALID", body(contract, "/a", "7.5"));
    }

    @Test
    void a_document_that_was_supplied_for_a_URI() {
      ContractSource source =
          new Folder()
              .source(schemaAt("https://example.test/common/money.json#/$defs/Cent"))
              .withDocument(
                  "https://example.test/common/money.json",
                  bytes("{\"$defs\": {\"Cent\": {\"$ref\": \"cent.json\"}}}"))
              .withDocument("https://example.test/common/cent.json", bytes("{\"const\": 1}"));

      Contract contract = Contract.read(source, ContractOptions.DEFAULT);

      assertEquals("ADMITTED", body(contract, "/a", "1"));
      assertEquals("BODY_INVALID", body(contract, "/a", "2"));
    }

    @Test
    void neighbours_of_a_document_that_names_itself() { // OAS 3.2, 4.1.2
      String self = "openapi: 3.2.0\n$self: https://example.test/api/orders\n";
      Folder folder =
          new Folder()
              .with("schemas/order.yaml", "{$ref: 'https://example.test/api/orders#/x-schema'}");

      Contract contract =
          folder.read(
              schemaAt("schemas/order.yaml").replace("openapi: 3.1.0\n", self)
                  + "x-schema: {const: 1}");

      assertEquals(List.of("schemas/order.yaml"), folder.asked);
      assertEquals("ADMITTED", body(contract, "/a", "1"));
      assertEquals("BODY_INVALID", body(contract, "/a", "2"));
    }

    @Test
    void a_reference_in_an_example_that_leads_nowhere() {
      new Folder()
          .read(HEAD + "paths: {}\ncomponents: {schemas: {A: {example: {$ref: absent.yaml}}}}");
    }
  }

  @Nested
  class Denies {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "absent.yaml",
          "../secret.yaml",
          "a/../../secret.yaml",
          "/etc/%2E%2E/secret.yaml",
          "%2e%2e/secret.yaml",
          "a/..%2Fsecret.yaml",
          "a%5Csecret.yaml",
          "a%00.yaml",
          "C:/secret.yaml",
          "file:///etc/passwd",
          "https://example.test/secret.yaml",
          "//example.test/secret.yaml",
          "jar:file:/x!/secret.yaml",
          "?secret.yaml",
          "a b"
        })
    void a_reference_to_what_is_not_below_the_contract(String reference) {
      Folder folder = new Folder();

      List<String> defects = folder.defects(schemaAt(reference));

      assertFalse(defects.isEmpty());
      assertTrue(
          folder.asked.stream().noneMatch(path -> path.matches(".*(\\.\\.|\\\\|:|^/|//).*")),
          folder.asked::toString);
    }

    @ParameterizedTest
    @CsvSource({
      "'{$ref: absent.yaml}', #/paths/~1a/$ref",
      "'{parameters: [{$ref: absent.yaml}]}', #/paths/~1a/parameters/0/$ref",
      "'{post: {requestBody: {$ref: absent.yaml}}}', #/paths/~1a/post/requestBody/$ref",
      "'{post: {responses: {default: {$ref: absent.yaml}}}}',"
          + " #/paths/~1a/post/responses/default/$ref"
    })
    void an_absent_document_and_names_the_place_of_the_reference(String item, String pointer) {
      assertEquals(List.of(pointer), new Folder().defects(HEAD + "paths: {/a: " + item + "}"));
    }

    @Test
    void a_defect_in_another_document_and_names_the_document() {
      Folder folder =
          new Folder()
              .with("parts/item.yaml", "{post: {parameters: [{$ref: '../p.yaml#/P'}], tags: x}}")
              .with("p.yaml", "P: {name: q, in: query, schema: {maxLength: -1}}");

      assertEquals(
          List.of("parts/item.yaml#/post/tags", "p.yaml#/P/schema/maxLength"),
          folder.defects(HEAD + "paths: {/a: {$ref: parts/item.yaml}}"));
    }

    @Test
    void a_document_that_is_neither_JSON_nor_YAML_and_names_it() {
      assertTrue(
          new Folder()
              .with("a.yaml", "a: 1\na: 2")
              .defects(schemaAt("a.yaml"))
              .contains("a.yaml#"));
    }

    @Test
    void a_document_that_cannot_be_read() {
      ContractSource source =
          ContractSource.of(
              "openapi.yaml",
              bytes(schemaAt("a.yaml")),
              path -> {
                throw new IOException("no");
              });

      assertEquals(
          "a.yaml#",
          assertThrows(
                  ContractException.class, () -> Contract.read(source, ContractOptions.DEFAULT))
              .defects()
              .get(0)
              .pointer());
    }

    @Test
    void references_between_documents_that_lead_back_to_themselves() {
      assertEquals(
          List.of("#/paths/~1a/$ref"),
          new Folder()
              .with("a.yaml", "$ref: b.yaml")
              .with("b.yaml", "$ref: a.yaml")
              .defects(HEAD + "paths: {/a: {$ref: a.yaml}}"));
    }

    @Test
    void a_document_of_another_version() {
      assertEquals(
          List.of("b.yaml#/openapi"),
          new Folder()
              .with("b.yaml", "{openapi: 3.0.3, components: {schemas: {A: {nullable: true}}}}")
              .defects(schemaAt("b.yaml#/components/schemas/A")));
    }

    @Test
    void an_operation_on_both_sides_of_a_reference() {
      assertEquals(
          List.of("item.yaml#/get"),
          new Folder()
              .with("item.yaml", "{get: {operationId: read}}")
              .defects(HEAD + "paths: {/a: {$ref: item.yaml, get: {operationId: other}}}"));
    }

    @Test
    void more_documents_than_anyone_writes() {
      Folder folder = new Folder();
      for (int i = 0; i < 600; i++) {
        folder.with(i + ".yaml", "{$ref: " + (i + 1) + ".yaml}");
      }

      folder.defects(schemaAt("0.yaml"));

      assertEquals(Documents.MAX_DOCUMENTS - 1, folder.asked.size());
    }

    @Test
    void more_octets_than_the_limit_in_all_documents_together() {
      Folder folder = new Folder().with("a.yaml", "{const: " + "a".repeat(300) + "}");
      ContractOptions options =
          ContractOptions.DEFAULT.withDocumentLimits(
              ContractOptions.DEFAULT.documentLimits().withMaxBytes(400));

      assertEquals(
          Reason.BODY_TOO_LARGE.name(), // the honest twin: the same documents under the default
          reason(
              Contracts.check(
                  folder.read(schemaAt("a.yaml")),
                  TestHead.of("POST", "/a")
                      .with("Content-Type", "application/json")
                      .with("Content-Length", "9000000"))));
      assertThrows(
          ContractException.class, () -> Contract.read(folder.source(schemaAt("a.yaml")), options));
    }
  }

  @Nested
  class OfFiles {
    @TempDir Path temporary;

    private Path write(String path, String text) throws IOException {
      Path file = temporary.resolve(path);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    }

    @Test
    void all_documents_together_may_be_as_large_as_the_options_say() throws IOException {
      String part = "{type: integer}";
      String contract = schemaAt("part.yaml");
      Path entry = write("openapi.yaml", contract);
      write("part.yaml", part);
      int size = contract.length() + part.length();

      Contract whole = Contract.read(ContractSource.file(entry, size), upTo(size));
      assertEquals("ADMITTED", body(whole, "/a", "1"));
      ContractException e =
          assertThrows(
              ContractException.class,
              () -> Contract.read(ContractSource.file(entry, size), upTo(size - 1)));
      assertTrue(e.defects().get(0).text().contains("larger than the limit"), e::getMessage);
    }

    @Test
    void a_file_is_not_read_beyond_the_octet_that_makes_it_too_large() throws IOException {
      Path entry = write("openapi.yaml", schemaAt("huge.yaml"));
      write("huge.yaml", "");
      for (String name : List.of("openapi.yaml", "huge.yaml")) {
        try (RandomAccessFile sparse =
            new RandomAccessFile(temporary.resolve(name).toFile(), "rw")) {
          sparse.setLength(1L << 40);
        }
        ContractException e =
            assertThrows(
                ContractException.class,
                () -> Contract.read(ContractSource.file(entry, 1000), upTo(1000)));
        assertTrue(e.defects().get(0).text().contains("larger than the limit"), e::getMessage);
        Files.writeString(entry, schemaAt("huge.yaml"));
      }
    }

    private String read(String reference) throws IOException {
      Path entry = write("contract/openapi.yaml", schemaAt(reference));
      try {
        return body(Contract.read(ContractSource.file(entry), ContractOptions.DEFAULT), "/a", "1");
      } catch (ContractException e) {
        return "REFUSED";
      }
    }

    @Test
    void below_the_contract_are_read() throws IOException {
      write("contract/a/b.yaml", "const: 1");

      assertEquals("ADMITTED", read("a/b.yaml"));
      assertEquals("REFUSED", read("a"));
      assertEquals("REFUSED", read("a/absent.yaml"));
    }

    @Test
    void beside_its_folder_are_not() throws IOException {
      write("b.yaml", "const: 1");
      write("contract-2/b.yaml", "const: 1");
      Files.createSymbolicLink(
          write("contract/x.yaml", "").resolveSibling("link.yaml"), temporary.resolve("b.yaml"));
      Files.createSymbolicLink(temporary.resolve("contract/folder"), temporary);
      Files.createSymbolicLink(
          temporary.resolve("contract/inside.yaml"), write("contract/y.yaml", "const: 1"));

      assertEquals("REFUSED", read("../b.yaml"));
      assertEquals("REFUSED", read("../contract-2/b.yaml"));
      assertEquals("REFUSED", read("link.yaml"));
      assertEquals("REFUSED", read("folder/b.yaml"));
      assertEquals("ADMITTED", read("inside.yaml"));
    }

    @Test
    void mounted_by_symbolic_links_are_read() throws IOException { // a ConfigMap of Kubernetes
      write("contract/..2026/openapi.yaml", schemaAt("b.yaml"));
      write("contract/..2026/b.yaml", "const: 1");
      Files.createSymbolicLink(temporary.resolve("contract/..data"), Path.of("..2026"));
      for (String name : List.of("openapi.yaml", "b.yaml")) {
        Files.createSymbolicLink(temporary.resolve("contract/" + name), Path.of("..data/" + name));
      }

      Contract contract =
          Contract.read(
              ContractSource.file(temporary.resolve("contract/openapi.yaml")),
              ContractOptions.DEFAULT);

      assertEquals("ADMITTED", body(contract, "/a", "1"));
    }

    @Test
    void on_a_class_path_are_read_below_the_contract() throws IOException {
      write("api/openapi.yaml", schemaAt("schemas/b.yaml"));
      write("api/schemas/b.yaml", "const: 1");
      try (URLClassLoader loader =
          new URLClassLoader(new URL[] {temporary.toUri().toURL()}, null)) {
        Contract contract =
            Contract.read(
                ContractSource.classPath(loader, "api/openapi.yaml"), ContractOptions.DEFAULT);

        assertEquals("ADMITTED", body(contract, "/a", "1"));
        assertThrows(
            NoSuchFileException.class, () -> ContractSource.classPath(loader, "openapi.yaml"));
      }
    }
  }
}
