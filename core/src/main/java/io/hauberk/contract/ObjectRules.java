package io.hauberk.contract;

import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonPointer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What the fields of one object of a document ask of one another. */
final class ObjectRules {
  private static final Pattern COMPONENT_NAME = Pattern.compile("[a-zA-Z0-9._-]+");
  private static final Pattern STATUS = Pattern.compile("[1-5](?:[0-9]{2}|XX)");

  /** The fields that each type of security scheme must have, and those that it may have. */
  private static final Map<String, List<String>> SCHEME_FIELDS =
      Map.of(
          "apiKey", List.of("name", "in"),
          "http", List.of("scheme"),
          "oauth2", List.of("flows"),
          "openIdConnect", List.of("openIdConnectUrl"),
          "mutualTLS", List.of());

  private static final Map<String, List<String>> FLOW_FIELDS =
      Map.of(
          "implicit", List.of("authorizationUrl"),
          "password", List.of("tokenUrl"),
          "clientCredentials", List.of("tokenUrl"),
          "authorizationCode", List.of("authorizationUrl", "tokenUrl"));

  static void check(String kind, Located object, OpenApi version, Defects defects) {
    new ObjectRules(object, version == OpenApi.V3_1, defects).check(kind);
  }

  private final Located object;
  private final boolean is31;
  private final Defects defects;

  private ObjectRules(Located object, boolean is31, Defects defects) {
    this.object = object;
    this.is31 = is31;
    this.defects = defects;
  }

  private void check(String kind) {
    switch (kind) {
      case "document" -> document();
      case "license" -> exclude(is31, "identifier", "url");
      case "variable" -> variable();
      case "components" -> components();
      case "paths" -> paths();
      case "operation" -> require(is31 || object.has("responses"), "responses");
      case "responses" -> responses();
      case "parameter" -> parameter();
      case "header" -> header();
      case "media" -> exclude(true, "example", "examples");
      case "encoding" -> style("form", "spaceDelimited", "pipeDelimited", "deepObject");
      case "example" -> exclude(is31, "value", "externalValue");
      case "link" -> link();
      case "scheme" -> scheme();
      case "flows" -> flows();
      default -> {}
    }
  }

  private void document() {
    if (is31) {
      boolean any = object.has("paths") || object.has("components") || object.has("webhooks");
      require(any, "paths");
    } else {
      require(object.has("paths"), "paths");
    }
  }

  private void variable() {
    if (is31 && object.object().get("enum") instanceof JsonArray values && values.isEmpty()) {
      defects.add(object.at("enum"), "must name at least one value");
    }
  }

  private void components() {
    if (!is31) {
      return;
    }
    for (Located section : object.members()) {
      for (String name : section.object().members().keySet()) {
        if (!COMPONENT_NAME.matcher(name).matches()) {
          defects.add(
              section.at(name), "a component's name is made of letters, digits, '.', '_' and '-'");
        }
      }
    }
  }

  private void paths() {
    for (String name : object.object().members().keySet()) {
      if (!name.startsWith("/") && !name.startsWith("x-")) {
        defects.add(object.at(name), "a path begins with '/'");
      }
    }
  }

  private void responses() {
    boolean any = false;
    for (String name : object.object().members().keySet()) {
      boolean known = name.equals("default") || STATUS.matcher(name).matches();
      any |= known || !is31; // the schema of 3.0 is content with an extension
      if (!known && !name.startsWith("x-")) {
        defects.add(
            object.at(name), "a response's name is a status such as 200 or 4XX, or 'default'");
      }
    }
    if (!any) {
      defects.add(object.at(), "must declare at least one response");
    }
  }

  private void parameter() {
    schemaOrContent();
    String in = object.text("in", "");
    ParameterPlace place = ParameterPlace.find(in);
    if (place == null) {
      if (object.text("in") != null) {
        defects.add(object.at("in"), "must be path, query, header or cookie");
      }
      return;
    }
    boolean bySchema = object.has("schema");
    if (place == ParameterPlace.PATH && (bySchema || !is31) && !object.flag("required", false)) {
      defects.add(object.at(), "a path parameter must say required: true");
    }
    String style = object.text("style");
    if (style != null && bySchema && ParameterStyle.find(style, place) == null) {
      defects.add(object.at("style"), "is no style of a parameter in " + in);
    }
    if (is31 && place != ParameterPlace.QUERY) {
      forbid("allowEmptyValue", "allowReserved");
    }
  }

  private void header() {
    schemaOrContent();
    style("simple");
  }

  private void schemaOrContent() {
    boolean content = object.has("content");
    if (content == object.has("schema")) {
      defects.add(object.at(), "must have either 'schema' or 'content'");
    }
    if (content) {
      forbid("style", "explode", "allowReserved", "example", "examples");
      Located types = object.object("content");
      if (types != null && types.object().size() != 1) {
        defects.add(object.at("content"), "must name exactly one media type");
      }
    }
    exclude(true, "example", "examples");
  }

  private void link() {
    exclude(true, "operationRef", "operationId");
    if (is31) {
      require(object.has("operationRef") || object.has("operationId"), "operationId");
    }
  }

  private void scheme() {
    String type = object.text("type", "");
    List<String> needed = SCHEME_FIELDS.get(type);
    if (needed == null || (!is31 && type.equals("mutualTLS"))) {
      if (object.text("type") != null) {
        defects.add(
            object.at("type"),
            "must be apiKey, http, oauth2" + (is31 ? ", mutualTLS" : "") + " or openIdConnect");
      }
      return;
    }
    needed.forEach(name -> require(object.has(name), name));
    boolean bearer = object.text("scheme", "").equalsIgnoreCase("bearer");
    Set<String> common = Set.of("type", "description");
    for (String name : object.object().members().keySet()) {
      boolean fits =
          common.contains(name)
              || needed.contains(name)
              || name.startsWith("x-")
              || (name.equals("bearerFormat") && type.equals("http") && bearer);
      if (!fits && DocumentRules.fields("scheme").containsKey(name)) {
        defects.add(object.at(name), "has no meaning for this type. Remove it");
      }
    }
    String in = object.text("in");
    if (type.equals("apiKey") && in != null && !Set.of("query", "header", "cookie").contains(in)) {
      defects.add(object.at("in"), "must be query, header or cookie");
    }
  }

  private void flows() {
    for (Located flow : object.members()) {
      List<String> needed = FLOW_FIELDS.getOrDefault(flow.key(), List.of());
      for (String name : needed) {
        if (!flow.has(name)) {
          missing(flow.at(), name);
        }
      }
      for (String name : List.of("authorizationUrl", "tokenUrl")) {
        if (flow.has(name) && !needed.contains(name)) {
          defects.add(flow.at(name), "has no meaning for this flow. Remove it");
        }
      }
    }
  }

  private void style(String... allowed) {
    String style = object.text("style");
    if (style != null && !List.of(allowed).contains(style)) {
      defects.add(object.at("style"), "must be " + String.join(" or ", allowed));
    }
  }

  private void require(boolean holds, String name) {
    if (!holds) {
      missing(object.at(), name);
    }
  }

  private void missing(JsonPointer at, String name) {
    defects.add(at, "the field '" + name + "' is required here. Add it");
  }

  private void exclude(boolean applies, String one, String other) {
    if (applies && object.has(one) && object.has(other)) {
      defects.add(object.at(), "'" + one + "' and '" + other + "' exclude each other. Keep one");
    }
  }

  private void forbid(String... names) {
    for (String name : names) {
      if (object.has(name)) {
        defects.add(object.at(name), "has no meaning here. Remove it");
      }
    }
  }
}
