package io.hauberk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.json.Json;
import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import io.hauberk.request.Corpora;
import io.hauberk.request.Decision;
import io.hauberk.request.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * The cases of Prism's own test harness that are about requests. What it does with credentials is
 * done here as it does it: it looks whether they are there, no more.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PrismCasesTest {
  private static final String BOUNDARY = "------------------------d74496d66958873e";

  /** Cases that end otherwise here, and why. */
  private static final Map<String, String> DIFFERENCES =
      Map.of(
          "head_requests-AC-2",
          "RFC 9110, 9.3.2: a HEAD that is not declared is answered as its GET without content",
          "enforce-content-type-if-body-included 3.1",
          "no body is declared at all, so it is refused as such (400) and not by its type (415)",
          "form-data-allow-reserved-fail",
          "WHATWG URL, 5.1: raw reserved characters in a form have one reading, and allowReserved"
              + " tells a client how to write (OAS 3.0.4, 4.7.15), not a server what to refuse",
          "multipart-form-data-allow-reserved-fail",
          "OAS 3.0.4, 4.7.15: allowReserved has no meaning in multipart/form-data, where nothing is"
              + " percent-encoded",
          "array-min-contains",
          "the document asks for the dialect 2019-09, which is not known here (OAS 3.1, 4.8.24.5)");

  private static String verdict(JsonObject test) {
    JsonObject request = (JsonObject) get(test, "request");
    Contract contract;
    try {
      contract =
          Contract.read(
              "prism.json",
              Json.write(document((JsonObject) get(test, "document")))
                  .getBytes(StandardCharsets.UTF_8),
              ContractOptions.DEFAULT);
    } catch (ContractException e) {
      return "contract " + e.getMessage();
    }
    TestHead head = head(request);
    byte[] body = body(request);
    ParsedTarget parsed = RequestTarget.parse(head.target(), contract.targetLimits());
    if (!(parsed instanceof RequestTarget target)) {
      return "reject-request";
    }
    Route route = contract.route(head.method(), target);
    if (!(route instanceof Route.Found found)) {
      return route instanceof Route.NotFound ? "reject-route" : "reject-method";
    }
    ContractOperation operation = found.operation();
    if (!hasCredentials(contract, operation.security(), head)) {
      return "reject-security";
    }
    Decision decision = operation.checkHead(head, target, found);
    if (decision.isAdmitted()) {
      decision = checkBody(operation, head, body);
    }
    if (decision instanceof Decision.Denied denied) {
      return denied.reason() == Reason.MEDIA_TYPE_UNSUPPORTED
          ? "reject-media-type"
          : "reject-request";
    }
    return "accept";
  }

  /**
   * Many of the documents do not fit the schema of OpenAPI. What they lack and what stands where
   * nothing may stand has no bearing on requests: the harness adds and removes it.
   */
  private static JsonObject document(JsonObject written) {
    Map<String, JsonValue> fields = new LinkedHashMap<>(written.members());
    fields.putIfAbsent(
        "info",
        JsonObject.of(Map.of("title", new JsonString("t"), "version", new JsonString("1"))));
    return (JsonObject) mended("", JsonObject.of(fields));
  }

  private static JsonValue mended(String name, JsonValue value) {
    if (value instanceof JsonArray array) {
      List<JsonValue> elements = new ArrayList<>();
      array.forEach(element -> elements.add(mended(name + "[]", element)));
      return JsonArray.of(elements);
    }
    if (!(value instanceof JsonObject object)) {
      return value;
    }
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    object.members().forEach((field, member) -> fields.put(field, mended(field, member)));
    if (name.matches("[1-5]..|default") && !fields.containsKey("$ref")) {
      fields.putIfAbsent("description", new JsonString(""));
    }
    if (name.equals("content")) {
      fields.remove("description");
    }
    if (name.equals("clientCredentials")) {
      fields.putIfAbsent("scopes", JsonObject.of(Map.of()));
    }
    if (name.equals("paths")) {
      fields.replaceAll((path, item) -> withVariables(path, (JsonObject) item));
    }
    if (name.equals("parameters[]")
        && !fields.containsKey("schema")
        && !fields.containsKey("content")) {
      fields.put("schema", JsonObject.of(Map.of("type", new JsonString("string"))));
      fields.remove("type");
    }
    return JsonObject.of(fields);
  }

  /** Declares the variables of a path that nobody declares. */
  private static JsonValue withVariables(String path, JsonObject item) {
    List<JsonValue> parameters = new ArrayList<>();
    for (String variable : PathTemplate.parse(path).variables()) {
      if (!Json.write(item).contains("\"" + variable + "\"")) {
        parameters.add(
            Json.parse(
                "{\"name\":\"" + variable + "\",\"in\":\"path\",\"required\":true,\"schema\":{}}"));
      }
    }
    Map<String, JsonValue> fields = new LinkedHashMap<>(item.members());
    if (!parameters.isEmpty()) {
      fields.put("parameters", JsonArray.of(parameters));
    }
    return JsonObject.of(fields);
  }

  private static Decision checkBody(ContractOperation operation, TestHead head, byte[] body) {
    if (operation.bodyPlan(head) instanceof BodyPlan.Spool) {
      BodySink sink = operation.openBody(head, true);
      sink.accept(body, 0, body.length);
      return sink.end();
    }
    return operation.checkBody(head, body, body.length);
  }

  private static byte[] body(JsonObject request) {
    if (request.get("multipart_curl") instanceof JsonArray fields) { // what curl -F sends
      StringBuilder body = new StringBuilder();
      for (JsonValue field : fields) {
        String[] pair = ((JsonString) field).value().split("=", 2);
        body.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"")
            .append(pair[0] + "\"\r\n\r\n" + pair[1] + "\r\n");
      }
      return body.append("--" + BOUNDARY + "--\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }
    return request.get("body") instanceof JsonString text
        ? text.value().getBytes(StandardCharsets.UTF_8)
        : new byte[0];
  }

  private static TestHead head(JsonObject request) {
    TestHead head = TestHead.of(text(request, "method"), text(request, "target"));
    for (JsonValue line : (JsonArray) get(request, "headers")) {
      String[] parts = ((JsonString) line).value().split(":", 2);
      String value = parts[1].strip();
      head =
          head.with(
              parts[0],
              value.equals("multipart/form-data") ? value + "; boundary=" + BOUNDARY : value);
    }
    int length = body(request).length;
    return length == 0 ? head : head.with("Content-Length", Integer.toString(length));
  }

  private static boolean hasCredentials(
      Contract contract, SecurityRequirements security, TestHead head) {
    return security.alternatives().isEmpty()
        || security.alternatives().stream()
            .anyMatch(
                alternative ->
                    alternative.schemes().keySet().stream()
                        .map(name -> contract.securitySchemes().get(name))
                        .filter(Objects::nonNull)
                        .allMatch(scheme -> isThere(scheme, head)));
  }

  private static boolean isThere(SecurityScheme scheme, TestHead head) {
    String[] authorization = String.join("", head.headers("Authorization")).split(" ", 2);
    String kind = authorization[0].toLowerCase(Locale.ROOT);
    String value = authorization.length == 2 ? authorization[1] : "";
    String name = scheme.findParameter().orElse("");
    return switch (scheme.type()) {
      case HTTP_BEARER, OAUTH2, OPEN_ID_CONNECT -> kind.equals("bearer");
      case HTTP_BASIC -> kind.equals("basic") && decoded(value).contains(":");
      case HTTP_OTHER -> kind.equals(name) && value.contains("response=");
      case MUTUAL_TLS -> false;
      case API_KEY ->
          switch (scheme.findPlace().orElseThrow()) {
            case HEADER -> !head.headers(name).isEmpty();
            case QUERY -> head.target().matches(".*[?&]" + name + "=.*");
            case COOKIE -> String.join(";", head.headers("Cookie")).contains(name + "=");
          };
    };
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  @Test
  void every_case_about_requests() throws IOException {
    byte[] bytes =
        Files.readAllBytes(Corpora.require("openapi/peers/stoplightio-prism/harness-cases.json"));
    List<String> wrong = new ArrayList<>();
    int cases = 0;
    int equal = 0;
    for (JsonValue value : (JsonArray) Json.parse(bytes, JsonLimits.DOCUMENT)) {
      JsonObject test = (JsonObject) value;
      String expected = text(test, "verdict");
      String file = text(test, "file");
      String name = file.substring(file.indexOf('/') + 1).replaceAll("\\..*", "");
      boolean version31 = file.contains("oas3.1") || file.contains("oas3_1");
      String id = name + (version31 ? " 3.1" : "");
      // a response that breaks the contract answers a request that does not
      String wanted = expected.equals("response-violation") ? "accept" : expected;
      String verdict = verdict(test);
      cases++;
      equal += verdict.equals(wanted) ? 1 : 0;
      if (verdict.equals(wanted) == DIFFERENCES.containsKey(id)) {
        wrong.add(id + ": " + verdict + ", not " + wanted);
      }
    }
    Corpora.report("Prism's harness cases", equal, cases);
    assertEquals(List.of(), wrong);
  }

  private static JsonValue get(JsonObject object, String name) {
    @Nullable JsonValue value = object.get(name);
    if (value == null) {
      throw new AssertionError("the case has no '" + name + "'");
    }
    return value;
  }

  private static String text(JsonObject object, String name) {
    return ((JsonString) get(object, name)).value();
  }
}
