package io.hauberk.contract;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which objects an OpenAPI document is made of, and which fields they may have: the published
 * schemas of OpenAPI 3.0 and 3.1 as one table.
 */
final class DocumentRules {
  /*
   * One line for each kind of object: `kind: field type, …`. After a field's name, `!` says that it
   * is required, `0` or `1` that it exists in 3.0 or 3.1 only. A type is `text`, `flag`, `any`,
   * `schema`, `[type]` (an array), `{type}` (an object with any names), or a kind; `&kind` may be a
   * Reference Object instead. What no field list can say is in ObjectRules.
   */
  private static final String TABLE =
      """
      document: openapi! text, info! info, jsonSchemaDialect1 text, servers [server], paths paths,\
       webhooks1 {pathItem}, components components, security [requirement], tags [tag],\
       externalDocs docs
      info: title! text, summary1 text, description text, termsOfService text, contact contact,\
       license license, version! text
      contact: name text, url text, email text
      license: name! text, identifier1 text, url text
      server: url! text, description text, variables {variable}
      variable: enum [text], default! text, description text
      components: schemas {schema}, responses {&response}, parameters {&parameter},\
       examples {&example}, requestBodies {&body}, headers {&header}, securitySchemes {&scheme},\
       links {&link}, callbacks {&callback}, pathItems1 {pathItem}
      pathItem: $ref text, summary text, description text, get operation, put operation,\
       post operation, delete operation, options operation, head operation, patch operation,\
       trace operation, servers [server], parameters [&parameter]
      operation: tags [text], summary text, description text, externalDocs docs,\
       operationId text, parameters [&parameter], requestBody &body, responses responses,\
       callbacks {&callback}, deprecated flag, security [requirement], servers [server]
      docs: description text, url! text
      parameter: name! text, in! text, description text, required flag, deprecated flag,\
       allowEmptyValue flag, style text, explode flag, allowReserved flag, schema schema,\
       example any, examples {&example}, content {media}
      header: description text, required flag, deprecated flag, allowEmptyValue0 flag, style text,\
       explode flag, allowReserved0 flag, schema schema, example any, examples {&example},\
       content {media}
      body: description text, content! {media}, required flag
      media: schema schema, example any, examples {&example}, encoding {encoding}
      encoding: contentType text, headers {&header}, style text, explode flag, allowReserved flag
      response: description! text, headers {&header}, content {media}, links {&link}
      example: summary text, description text, value any, externalValue text
      link: operationRef text, operationId text, parameters {any}, requestBody any,\
       description text, server server
      tag: name! text, description text, externalDocs docs
      scheme: type! text, description text, name text, in text, scheme text, bearerFormat text,\
       flows flows, openIdConnectUrl text
      flows: implicit flow, password flow, clientCredentials flow, authorizationCode flow
      flow: authorizationUrl text, tokenUrl text, refreshUrl text, scopes! {text}
      """;

  /** Objects whose names are data: what stands under each name. */
  private static final Map<String, String> MAPS =
      Map.of(
          "paths", "pathItem",
          "responses", "&response",
          "callback", "pathItem",
          "requirement", "[text]");

  private static final Map<String, Map<String, Field>> KINDS = parse();

  /**
   * One field of a kind of object.
   *
   * @param type what it holds
   * @param required whether it must be there
   * @param only the one version that has it; null if both have
   */
  record Field(String type, boolean required, @Nullable OpenApi only) {

    boolean existsIn(OpenApi version) {
      return only == null || only == version;
    }
  }

  private static Map<String, Map<String, Field>> parse() {
    Map<String, Map<String, Field>> kinds = new HashMap<>();
    for (String line : TABLE.strip().split("\n")) {
      int colon = line.indexOf(':');
      Map<String, Field> fields = new LinkedHashMap<>();
      for (String entry : line.substring(colon + 1).split(",")) {
        String[] words = entry.strip().split(" ");
        String name = words[0];
        char mark = name.charAt(name.length() - 1);
        OpenApi only = mark == '0' ? OpenApi.V3_0 : mark == '1' ? OpenApi.V3_1 : null;
        boolean marked = mark == '!' || only != null;
        fields.put(
            marked ? name.substring(0, name.length() - 1) : name,
            new Field(words[1], mark == '!', only));
      }
      kinds.put(line.substring(0, colon), fields);
    }
    return Map.copyOf(kinds);
  }

  /** The fields of a kind, in the order of the table; empty if its names are data. */
  static Map<String, Field> fields(String kind) {
    return KINDS.getOrDefault(kind, Map.of());
  }

  /** Whether the names of a kind are data. */
  static boolean isMap(String kind) {
    return MAPS.containsKey(kind);
  }

  /** What stands under each name of a kind whose names are data. */
  static String memberType(String kind) {
    return MAPS.getOrDefault(kind, "any");
  }

  private DocumentRules() {}
}
