package io.hauberk.contract;

import io.hauberk.json.JsonObject;
import io.hauberk.schema.Dialect;
import java.util.regex.Pattern;

/** Reads documents from bytes to a {@link Contract}: form, structure, meaning, in this order. */
final class ContractReader {
  private static final Pattern BASE_DIALECT =
      Pattern.compile("https://spec\\.openapis\\.org/oas/3\\.[12]/dialect/.+");

  /**
   * Reads a contract.
   *
   * @throws ContractException with all defects
   * @throws io.hauberk.json.JsonException if its first document is neither JSON nor YAML
   */
  static Contract read(ContractSource source, ContractOptions options) {
    Defects defects = new Defects();
    Documents documents = Documents.read(source, options, defects);
    Place start = Place.rootOf(documents.first());
    if (!(documents.first().root() instanceof JsonObject root)) {
      defects.add(start, "must be an object with the fields of an OpenAPI document");
      throw defects.refusal(source.name());
    }
    Located at = new Located(root, start);
    OpenApi version = OpenApi.of(at, defects);
    if (version == null) {
      throw defects.refusal(source.name());
    }
    checkVersions(documents, version, defects);
    References references = new References(documents);
    new DocumentCheck(version, references, defects).check(at);
    Schemas schemas = new Schemas(documents, dialect(at, version, defects), options, defects);
    SecurityReader security = new SecurityReader(at, version, references, defects);
    PathsReader paths = new PathsReader(at, references, schemas, security, options, defects);
    paths.read();
    ContractRate rate = new RateReader(defects).ofDocument(at);
    schemas.noteAll();
    noteIgnored(at, defects);
    defects.throwIfAny(source.name());
    Located info = at.object("info");
    return new Contract(
        info == null ? "" : info.text("title", ""),
        info == null ? "" : info.text("version", ""),
        paths.basePaths(),
        paths.operations(),
        security.schemes(),
        rate,
        defects.notes(),
        paths.router(),
        options.target().withMatrixParameters(paths.hasMatrixParameters()));
  }

  /** What two versions say with the same words can differ, and a reference brings no version. */
  private static void checkVersions(Documents documents, OpenApi version, Defects defects) {
    for (SourceDocument document : documents.all()) {
      if (document.root() instanceof JsonObject root && root.has("openapi")) {
        Located at = new Located(root, Place.rootOf(document));
        OpenApi other = OpenApi.of(at, defects);
        if (other != null && other != version) {
          defects.add(
              at.at("openapi"),
              "the contract is of OpenAPI " + version.id() + ", and so must be its documents");
        }
      }
    }
  }

  private static Dialect dialect(Located root, OpenApi version, Defects defects) {
    if (version == OpenApi.V3_0) {
      return Dialect.OPENAPI_3_0;
    }
    String named = root.text("jsonSchemaDialect", "");
    if (named.isEmpty() || BASE_DIALECT.matcher(named).matches()) {
      return Dialect.OPENAPI_3_1;
    }
    if (named.equals("https://json-schema.org/draft/2020-12/schema")) {
      return Dialect.JSON_SCHEMA_2020_12;
    }
    defects.add(
        root.at("jsonSchemaDialect"),
        "this dialect is not known. Leave the field out, or name JSON Schema 2020-12");
    return Dialect.OPENAPI_3_1;
  }

  private static void noteIgnored(Located root, Defects defects) {
    if (!root.entries("webhooks").isEmpty()) {
      defects.note(
          "unjudged-webhooks",
          root.at("webhooks"),
          "webhooks are calls that the service makes; nothing here judges them");
    }
    if (root.members("paths").isEmpty()) {
      defects.note(
          "no-operations",
          root.at("paths"),
          "declares no operation: every request will be refused");
    }
  }

  private ContractReader() {}
}
