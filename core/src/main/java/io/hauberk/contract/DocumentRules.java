package io.hauberk.contract;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which objects an OpenAPI document is made of, and which fields they may have: the published
 * schemas of OpenAPI 3.0, 3.1 and 3.2 as one table.
 */
final class DocumentRules {
  /*
   * One line for each kind of object: `kind: field type, …`. After a field's name, `!` says that it
   * is required, `0` that it exists in 3.0 only, `1` or `2` that it exists from 3.1 or 3.2 on. A
   * type is `text`, `flag`, `any`,
   * `schema`, `[type]` (an array), `{type}` (an object with any names), or a kind; `&kind` may be a
   * Reference Object instead (a Media Type Object only from 3.2 on). What no field list can say is in ObjectRules.
   */
  private static final String TABLE =
      """
      document: openapi! text, $self2 text, info! info, jsonSchemaDialect1 text,\
       servers [server], paths paths, webhooks1 {pathItem}, components components,\
       security [requirement], tags [tag], externalDocs docs
      info: title! text, summary1 text, description text, termsOfService text, contact contact,\
       license license, version! text
      contact: name text, url text, email text
      license: name! text, identifier1 text, url text
      server: url! text, description text, name2 text, variables {variable}
      variable: enum [text], default! text, description text
      components: schemas {schema}, responses {&response}, parameters {&parameter},\
       examples {&example}, requestBodies {&body}, headers {&header}, securitySchemes {&scheme},\
       links {&link}, callbacks {&callback}, pathItems1 {pathItem}, mediaTypes2 {&media}
      pathItem: $ref text, summary text, description text, get operation, put operation,\
       post operation, delete operation, options operation, head operation, patch operation,\
       trace operation, query2 operation, additionalOperations2 {operation}, servers [server],\
       parameters [&parameter]
      operation: tags [text], summary text, description text, externalDocs docs,\
       operationId text, parameters [&parameter], requestBody &body, responses responses,\
       callbacks {&callback}, deprecated flag, security [requirement], servers [server]
      docs: description text, url! text
      parameter: name! text, in! text, description text, required flag, deprecated flag,\
       allowEmptyValue flag, style text, explode flag, allowReserved flag, schema schema,\
       example any, examples {&example}, content {&media}
      header: description text, required flag, deprecated flag, allowEmptyValue0 flag, style text,\
       explode flag, allowReserved0 flag, schema schema, example any, examples {&example},\
       content {&media}
      body: description text, content! {&media}, required flag
      media: description2 text, schema schema, itemSchema2 schema, example any,\
       examples {&example}, encoding {encoding}, prefixEncoding2 [encoding], itemEncoding2 encoding
      encoding: contentType text, headers {&header}, style text, explode flag, allowReserved flag,\
       encoding2 {encoding}, prefixEncoding2 [encoding], itemEncoding2 encoding
      response: summary2 text, description text, headers {&header}, content {&media},\
       links {&link}
      example: summary text, description text, dataValue2 any, serializedValue2 text, value any,\
       externalValue text
      link: operationRef text, operationId text, parameters {any}, requestBody any,\
       description text, server server
      tag: name! text, summary2 text, description text, externalDocs docs, parent2 text, kind2 text
      scheme: type! text, description text, name text, in text, scheme text, bearerFormat text,\
       flows flows, openIdConnectUrl text, oauth2MetadataUrl2 text, deprecated2 flag
      flows: implicit flow, password flow, clientCredentials flow, authorizationCode flow,\
       deviceAuthorization2 flow
      flow: authorizationUrl text, deviceAuthorizationUrl2 text, tokenUrl text, refreshUrl text,\
       scopes! {text}
      discriminator: propertyName! text, mapping {text}, defaultMapping2 text
      xml: nodeType2 text, name text, namespace text, prefix text, attribute flag, wrapped flag
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
   * @param first the first version that has it
   * @param last the last version that has it
   */
  record Field(String type, boolean required, OpenApi first, OpenApi last) {

    boolean existsIn(OpenApi version) {
      return version.isFrom(first) && last.isFrom(version);
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
        OpenApi first =
            switch (mark) {
              case '1' -> OpenApi.V3_1;
              case '2' -> OpenApi.V3_2;
              default -> OpenApi.V3_0;
            };
        OpenApi last = mark == '0' ? OpenApi.V3_0 : OpenApi.V3_2;
        boolean marked = "!012".indexOf(mark) >= 0;
        fields.put(
            marked ? name.substring(0, name.length() - 1) : name,
            new Field(words[1], mark == '!', first, last));
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
