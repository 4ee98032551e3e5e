package io.hauberk.contract;

import io.hauberk.json.JsonArray;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

  static final String WHOLE_QUERY =
      "a querystring parameter is the whole query: it stands alone, without another one and without"
          + " query parameters";

  private static final String NO_FIELD_NAME =
      "is no name of a header field: it has characters that none may have (RFC 9110, 5.1)";

  private static final Map<String, List<String>> FLOW_FIELDS =
      Map.of(
          "implicit", List.of("authorizationUrl"),
          "password", List.of("tokenUrl"),
          "clientCredentials", List.of("tokenUrl"),
          "authorizationCode", List.of("authorizationUrl", "tokenUrl"),
          "deviceAuthorization", List.of("deviceAuthorizationUrl", "tokenUrl"));

  /** Methods that have a field of their own in a Path Item Object. */
  private static final Set<String> FIXED_METHODS =
      Set.of("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY");

  static void check(String kind, Located object, OpenApi version, Defects defects) {
    new ObjectRules(object, version, defects).check(kind);
  }

  private final Located object;
  private final boolean from31;
  private final boolean from32;
  private final Defects defects;

  private ObjectRules(Located object, OpenApi version, Defects defects) {
    this.object = object;
    this.from31 = version.isFrom(OpenApi.V3_1);
    this.from32 = version.isFrom(OpenApi.V3_2);
    this.defects = defects;
  }

  private void check(String kind) {
    switch (kind) {
      case "document" -> document();
      case "license" -> exclude(from31, "identifier", "url");
      case "variable" -> variable();
      case "components" -> components();
      case "paths" -> paths();
      case "pathItem" -> pathItem();
      case "operation" -> operation();
      case "response" -> response();
      case "responses" -> responses();
      case "parameter" -> parameter();
      case "header" -> header();
      case "media" -> media();
      case "encoding" -> encoding();
      case "example" -> example();
      case "xml" -> xml();
      case "link" -> link();
      case "scheme" -> scheme();
      case "flows" -> flows();
      default -> {}
    }
  }

  private void document() {
    if (object.text("$self", "").indexOf('#') >= 0) {
      defects.add(object.at("$self"), "must be a URI without a fragment");
    }
    if (from31) {
      boolean any = object.has("paths") || object.has("components") || object.has("webhooks");
      require(any, "paths");
    } else {
      require(object.has("paths"), "paths");
    }
  }

  private void variable() {
    if (from31 && object.object().get("enum") instanceof JsonArray values && values.isEmpty()) {
      defects.add(object.at("enum"), "must name at least one value");
    }
  }

  private void components() {
    if (!from31) {
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

  private void pathItem() {
    queryStrings();
    Located additional = object.object("additionalOperations");
    if (additional != null) {
      for (String method : additional.object().members().keySet()) {
        if (!MediaType.isToken(method)) {
          defects.add(additional.at(method), "is no method: it has characters that none may have");
        } else if (FIXED_METHODS.contains(method)) {
          defects.add(
              additional.at(method),
              "has a field of its own: '" + method.toLowerCase(Locale.ROOT) + "'. Move it there");
        }
      }
    }
  }

  private void operation() {
    require(from31 || object.has("responses"), "responses");
    queryStrings();
  }

  /** A query is described as a whole or parameter by parameter, never both (OAS 3.2, 4.12.1). */
  private void queryStrings() {
    List<Located> parameters = object.elements("parameters");
    long whole = parameters.stream().filter(it -> it.text("in", "").equals("querystring")).count();
    boolean parts = parameters.stream().anyMatch(it -> it.text("in", "").equals("query"));
    if (whole > 1 || (whole == 1 && parts)) {
      defects.add(object.at("parameters"), WHOLE_QUERY);
    }
  }

  private void response() {
    require(from32 || object.has("description"), "description");
    headerNames();
  }

  private void headerNames() {
    Located headers = object.object("headers");
    if (from32 && headers != null) {
      for (String name : headers.object().members().keySet()) {
        if (!MediaType.isToken(name)) {
          defects.add(headers.at(name), NO_FIELD_NAME);
        }
      }
    }
  }

  private void media() {
    exclude(true, "example", "examples");
    excludeEncodings();
  }

  private void encoding() {
    style("form", "spaceDelimited", "pipeDelimited", "deepObject");
    excludeEncodings();
    headerNames();
  }

  private void excludeEncodings() {
    exclude(true, "encoding", "prefixEncoding");
    exclude(true, "encoding", "itemEncoding");
  }

  private void example() {
    exclude(from31, "value", "externalValue");
    exclude(true, "value", "dataValue");
    exclude(true, "value", "serializedValue");
    exclude(true, "serializedValue", "externalValue");
  }

  private void xml() {
    exclude(true, "nodeType", "attribute");
    exclude(true, "nodeType", "wrapped");
    String type = object.text("nodeType");
    if (type != null && !Set.of("element", "attribute", "text", "cdata", "none").contains(type)) {
      defects.add(object.at("nodeType"), "must be element, attribute, text, cdata or none");
    }
  }

  private void responses() {
    boolean any = false;
    for (String name : object.object().members().keySet()) {
      boolean known = name.equals("default") || STATUS.matcher(name).matches();
      any |= known || !from31; // the schema of 3.0 is content with an extension
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
    if (place == null || (place == ParameterPlace.QUERYSTRING && !from32)) {
      if (object.text("in") != null) {
        defects.add(
            object.at("in"),
            "must be path, query, header or cookie" + (from32 ? ", or querystring" : ""));
      }
      return;
    }
    boolean bySchema = object.has("schema");
    if (place == ParameterPlace.PATH && (bySchema || !from31) && !object.flag("required", false)) {
      defects.add(object.at(), "a path parameter must say required: true");
    }
    if (place == ParameterPlace.QUERYSTRING && bySchema) {
      defects.add(
          object.at("schema"), "a querystring parameter is described by 'content'. Move it");
    }
    ParameterStyle style = style(place);
    if (bySchema && style == null) {
      defects.add(object.at("style"), "is no style of a parameter in " + in);
    }
    if (from31 && place != ParameterPlace.QUERY) {
      forbid("allowEmptyValue");
    }
    if (from31 && !mayReserve(place, style)) {
      forbid("allowReserved");
    }
    name(place, object.text("name", ""));
  }

  private @Nullable ParameterStyle style(ParameterPlace place) {
    String name = object.text("style");
    ParameterStyle style = name == null ? place.defaultStyle() : ParameterStyle.find(name, place);
    return style == ParameterStyle.COOKIE && !from32 ? null : style;
  }

  /**
   * {@code allowReserved} speaks of percent-encoding, so it needs a place and style that has it.
   */
  private boolean mayReserve(ParameterPlace place, @Nullable ParameterStyle style) {
    return place == ParameterPlace.QUERY
        || (from32 && place == ParameterPlace.PATH)
        || (from32 && place == ParameterPlace.COOKIE && style == ParameterStyle.FORM);
  }

  private void name(ParameterPlace place, String name) {
    if (from32 && place == ParameterPlace.HEADER && !MediaType.isToken(name)) {
      defects.add(object.at("name"), NO_FIELD_NAME);
    }
    if (from32 && place == ParameterPlace.PATH && (name.isEmpty() || name.matches(".*[{}].*"))) {
      defects.add(
          object.at("name"), "is no name of a variable in a path: it has a brace or nothing");
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
    if (from31) {
      require(object.has("operationRef") || object.has("operationId"), "operationId");
    }
  }

  private void scheme() {
    String type = object.text("type", "");
    List<String> needed = SCHEME_FIELDS.get(type);
    if (needed == null || (!from31 && type.equals("mutualTLS"))) {
      if (object.text("type") != null) {
        defects.add(
            object.at("type"),
            "must be apiKey, http, oauth2" + (from31 ? ", mutualTLS" : "") + " or openIdConnect");
      }
      return;
    }
    needed.forEach(name -> require(object.has(name), name));
    boolean bearer = object.text("scheme", "").equalsIgnoreCase("bearer");
    Set<String> common = Set.of("type", "description", "deprecated");
    for (String name : object.object().members().keySet()) {
      boolean fits =
          common.contains(name)
              || needed.contains(name)
              || name.startsWith("x-")
              || (name.equals("oauth2MetadataUrl") && type.equals("oauth2"))
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
      for (String name : List.of("authorizationUrl", "deviceAuthorizationUrl", "tokenUrl")) {
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

  private void missing(Place at, String name) {
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
