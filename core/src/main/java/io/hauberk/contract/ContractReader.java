package io.hauberk.contract;

import io.hauberk.json.Json;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import io.hauberk.json.Yaml;
import io.hauberk.schema.Dialect;
import java.util.regex.Pattern;

/** Reads a document from bytes to a {@link Contract}: form, structure, meaning, in this order. */
final class ContractReader {
  private static final Pattern BASE_DIALECT =
      Pattern.compile("https://spec\\.openapis\\.org/oas/3\\.[12]/dialect/.+");

  /**
   * Reads a document.
   *
   * @throws ContractException with all defects
   * @throws io.hauberk.json.JsonException if it is neither JSON nor YAML
   */
  static Contract read(String name, byte[] document, ContractOptions options) {
    Defects defects = new Defects();
    JsonValue value =
        isJson(document)
            ? Json.parse(document, options.documentLimits())
            : Yaml.parse(document, options.documentLimits());
    if (!(value instanceof JsonObject root)) {
      defects.add(JsonPointer.ROOT, "must be an object with the fields of an OpenAPI document");
      defects.throwIfAny(name);
      throw new IllegalStateException("unreachable: a defect was added");
    }
    OpenApi version = OpenApi.of(root, defects);
    if (version == null) {
      defects.throwIfAny(name);
      throw new IllegalStateException("unreachable: a defect was added");
    }
    References references = new References(root);
    new DocumentCheck(version, references, defects).check(root);
    Schemas schemas = new Schemas(root, dialect(root, version, defects), defects);
    Located at = new Located(root, JsonPointer.ROOT);
    SecurityReader security = new SecurityReader(at, references, defects);
    PathsReader paths = new PathsReader(at, references, schemas, security, options, defects);
    paths.read();
    schemas.noteAll();
    noteIgnored(root, defects);
    defects.throwIfAny(name);
    Located info = at.object("info");
    return new Contract(
        info == null ? "" : info.text("title", ""),
        info == null ? "" : info.text("version", ""),
        paths.basePaths(),
        paths.operations(),
        security.schemes(),
        defects.notes(),
        paths.router(),
        options.target().withMatrixParameters(paths.hasMatrixParameters()));
  }

  /** A document that begins with a brace is JSON: it would be YAML, too, but slower to read. */
  private static boolean isJson(byte[] document) {
    for (byte octet : document) {
      if (octet != ' ' && octet != '\t' && octet != '\r' && octet != '\n') {
        return octet == '{';
      }
    }
    return false;
  }

  private static Dialect dialect(JsonObject root, OpenApi version, Defects defects) {
    if (version == OpenApi.V3_0) {
      return Dialect.OPENAPI_3_0;
    }
    String named = root.get("jsonSchemaDialect") instanceof JsonString text ? text.value() : "";
    if (named.isEmpty() || BASE_DIALECT.matcher(named).matches()) {
      return Dialect.OPENAPI_3_1;
    }
    if (named.equals("https://json-schema.org/draft/2020-12/schema")) {
      return Dialect.JSON_SCHEMA_2020_12;
    }
    defects.add(
        JsonPointer.ROOT.child("jsonSchemaDialect"),
        "this dialect is not known. Leave the field out, or name JSON Schema 2020-12");
    return Dialect.OPENAPI_3_1;
  }

  private static void noteIgnored(JsonObject root, Defects defects) {
    if (root.get("webhooks") instanceof JsonObject webhooks && !webhooks.isEmpty()) {
      defects.note(
          "unjudged-webhooks",
          JsonPointer.ROOT.child("webhooks"),
          "webhooks are calls that the service makes; nothing here judges them");
    }
    if (!(root.get("paths") instanceof JsonObject paths) || paths.isEmpty()) {
      defects.note(
          "no-operations",
          JsonPointer.ROOT.child("paths"),
          "declares no operation: every request will be refused");
    }
  }

  private ContractReader() {}
}
