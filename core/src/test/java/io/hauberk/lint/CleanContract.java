package io.hauberk.lint;

import io.hauberk.json.Json;
import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonNull;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonValue;
import io.hauberk.json.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A contract in which lint finds nothing at all, and ways to alter it in one point. */
final class CleanContract {
  static final String TEXT =
      """
      openapi: 3.1.0
      info: {title: Things, version: "1"}
      servers: [{url: "https://api.example.com/v1", description: production, x-internal: false}]
      security: [{main: [read]}]
      paths:
        /things/{thingId}:
          parameters:
            - {name: thingId, in: path, required: true, schema: {type: string, format: uuid}}
          get:
            operationId: getThing
            responses:
              "200": {$ref: "#/components/responses/Thing"}
              "400": {$ref: "#/components/responses/Problem"}
              "401": {$ref: "#/components/responses/Problem"}
              "429": {$ref: "#/components/responses/Throttled"}
              "500": {$ref: "#/components/responses/Problem"}
          put:
            operationId: putThing
            security: [{main: [write]}]
            requestBody:
              required: true
              content:
                application/json: {schema: {$ref: "#/components/schemas/Thing"}}
            responses:
              "200": {$ref: "#/components/responses/Thing"}
              "400": {$ref: "#/components/responses/Problem"}
              "401": {$ref: "#/components/responses/Problem"}
              "429": {$ref: "#/components/responses/Throttled"}
              "500": {$ref: "#/components/responses/Problem"}
      components:
        securitySchemes:
          main:
            type: oauth2
            description: Tokens are judged as RFC 8725 asks.
            flows:
              authorizationCode:
                authorizationUrl: https://issuer.example.com/authorize
                tokenUrl: https://issuer.example.com/token
                refreshUrl: https://issuer.example.com/token
                scopes: {read: Reads things., write: Writes things.}
        headers:
          RateLimit: {schema: {type: string, pattern: "^[ -~]{1,200}$"}}
          Origin: {schema: {type: string, const: "https://shop.example.com"}}
        responses:
          Thing:
            description: The thing.
            headers:
              RateLimit: {$ref: "#/components/headers/RateLimit"}
              Access-Control-Allow-Origin: {$ref: "#/components/headers/Origin"}
            content:
              application/json: {schema: {$ref: "#/components/schemas/Thing"}}
          Problem:
            description: What went wrong.
            headers:
              RateLimit: {$ref: "#/components/headers/RateLimit"}
            content:
              application/problem+json: {schema: {$ref: "#/components/schemas/Problem"}}
          Throttled:
            description: Too many requests.
            headers:
              RateLimit: {$ref: "#/components/headers/RateLimit"}
              Retry-After:
                schema: {type: integer, format: int32, minimum: 1, maximum: 3600}
            content:
              application/problem+json: {schema: {$ref: "#/components/schemas/Problem"}}
        schemas:
          Thing:
            type: object
            additionalProperties: false
            properties:
              name: {type: string, pattern: "^[a-z]{1,20}$", maxLength: 20}
              count: {type: integer, format: int32, minimum: 0, maximum: 100}
              tags:
                type: array
                maxItems: 10
                items: {type: string, enum: [small, large]}
          Problem:
            type: object
            additionalProperties: false
            properties:
              title: {type: string, pattern: "^[ -~]{1,80}$", maxLength: 80}
      """;

  /** The contract, altered by a merge patch (RFC 7386) that is written in YAML. */
  static byte[] with(String patch) {
    JsonValue clean = Yaml.parse(TEXT.getBytes(StandardCharsets.UTF_8));
    JsonValue merged = merge(clean, Yaml.parse(patch.getBytes(StandardCharsets.UTF_8)));
    return Json.write(merged).getBytes(StandardCharsets.UTF_8);
  }

  private static JsonValue merge(JsonValue target, JsonValue patch) {
    if (!(patch instanceof JsonObject changes)) {
      return patch;
    }
    Map<String, JsonValue> merged = new LinkedHashMap<>();
    if (target instanceof JsonObject object) {
      merged.putAll(object.members());
    }
    changes
        .members()
        .forEach(
            (name, value) -> {
              if (value instanceof JsonNull) {
                merged.remove(name);
              } else {
                merged.put(name, merge(merged.getOrDefault(name, JsonArray.of()), value));
              }
            });
    return JsonObject.of(merged);
  }

  private CleanContract() {}
}
