package io.hauberk.contract;

import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** The versions of the OpenAPI Specification that are read. */
enum OpenApi {
  V3_0,
  V3_1;

  /** The version of a document, or null with a defect that says what to do. */
  static @Nullable OpenApi of(JsonObject document, Defects defects) {
    JsonPointer at = JsonPointer.ROOT.child("openapi");
    if (document.has("swagger")) {
      defects.add(
          JsonPointer.ROOT.child("swagger"),
          "this is Swagger 2.0, which is not read. Convert it to OpenAPI 3.0 or 3.1, for example"
              + " with swagger2openapi or the Swagger Editor");
      return null;
    }
    JsonValue field = document.get("openapi");
    String version = field instanceof JsonString string ? string.value() : "";
    if (version.matches("3\\.0\\.\\d+(-.+)?")) {
      return V3_0;
    }
    if (version.matches("3\\.1\\.\\d+(-.+)?")) {
      return V3_1;
    }
    if (version.matches("3\\.2\\.\\d+(-.+)?")) {
      defects.add(at, "OpenAPI 3.2 is not supported yet. Declare the contract as 3.1");
    } else if (field == null) {
      defects.add(
          at, "the field 'openapi' is absent, so this is no OpenAPI document. Add openapi: 3.1.1");
    } else {
      defects.add(at, "must be a text with a full version of 3.0 or 3.1, such as \"3.0.4\"");
    }
    return null;
  }
}
