package io.hauberk.contract;

import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** The versions of the OpenAPI Specification that are read. */
enum OpenApi {
  V3_0("3.0"),
  V3_1("3.1"),
  V3_2("3.2");

  private final String id;

  OpenApi(String id) {
    this.id = id;
  }

  /** The version as documents name it, without its patch. */
  String id() {
    return id;
  }

  /** Whether this is the other version or a later one. */
  boolean isFrom(OpenApi other) {
    return compareTo(other) >= 0;
  }

  /** The version of a document, or null with a defect that says what to do. */
  static @Nullable OpenApi of(Located document, Defects defects) {
    Place at = document.at("openapi");
    if (document.has("swagger")) {
      defects.add(
          document.at("swagger"),
          "this is Swagger 2.0, which is not read. Convert it to OpenAPI 3.0 or 3.1, for example"
              + " with swagger2openapi or the Swagger Editor");
      return null;
    }
    JsonValue field = document.object().get("openapi");
    String version = field instanceof JsonString string ? string.value() : "";
    for (OpenApi known : values()) {
      if (version.matches(known.id.replace(".", "\\.") + "\\.\\d+(-.+)?")) {
        return known;
      }
    }
    if (field == null) {
      defects.add(
          at, "the field 'openapi' is absent, so this is no OpenAPI document. Add openapi: 3.1.1");
    } else {
      defects.add(at, "must be a text with a full version of 3.0, 3.1 or 3.2, such as \"3.0.4\"");
    }
    return null;
  }
}
