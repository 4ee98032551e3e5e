package io.hauberk.contract;

import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonBoolean;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Walks a document along {@link DocumentRules} and reports all that the rules do not allow. */
final class DocumentCheck {
  /**
   * Kinds that no request is judged by: what of them lies elsewhere is only noted. A security
   * scheme that lies elsewhere is not declared for us, so a requirement that names it is a defect.
   */
  private static final Set<String> BYSTANDERS =
      Set.of("example", "link", "callback", "header", "scheme");

  private final OpenApi version;
  private final References references;
  private final Defects defects;
  private final Set<String> followed = new HashSet<>();

  DocumentCheck(OpenApi version, References references, Defects defects) {
    this.version = version;
    this.references = references;
    this.defects = defects;
  }

  void check(Located document) {
    checkObject("document", document.object(), document.at());
  }

  private void check(String type, JsonValue value, Place at) {
    switch (type) {
      case "any" -> {}
      case "text" -> require(value instanceof JsonString, at, "a text");
      case "flag" -> require(value instanceof JsonBoolean, at, "true or false");
      case "schema" -> checkSchema(value, at);
      default -> checkComposite(type, value, at);
    }
  }

  /** A schema is compiled elsewhere; here it is an object with the fields that OpenAPI adds. */
  private void checkSchema(JsonValue value, Place at) {
    if (!version.isFrom(OpenApi.V3_1)) {
      require(value instanceof JsonObject, at, "a schema object");
    } else if (value instanceof JsonObject schema) {
      SchemaFields.visit(schema, at, this::checkObject);
    } else {
      require(value instanceof JsonBoolean, at, "a schema: an object, true or false");
    }
  }

  private void checkComposite(String type, JsonValue value, Place at) {
    if (type.startsWith("[")) {
      if (value instanceof JsonArray array) {
        for (int i = 0; i < array.size(); i++) {
          check(inner(type), array.get(i), at.child(i));
        }
      } else {
        require(false, at, "an array");
      }
    } else if (!(value instanceof JsonObject object)) {
      require(false, at, "an object");
    } else if (type.startsWith("{")) {
      object.members().forEach((name, member) -> check(inner(type), member, at.child(name)));
    } else if (type.startsWith("&")) {
      String kind = type.substring(1);
      if (References.isReference(object) && isReferable(kind)) {
        checkReference(kind, new Located(object, at));
      } else {
        checkObject(kind, object, at);
      }
    } else {
      checkObject(type, object, at);
    }
  }

  private boolean isReferable(String kind) {
    return !kind.equals("media") || version.isFrom(OpenApi.V3_2);
  }

  private static String inner(String type) {
    return type.substring(1, type.length() - 1);
  }

  private void require(boolean holds, Place at, String expected) {
    if (!holds) {
      defects.add(at, "must be " + expected);
    }
  }

  private void checkObject(String kind, JsonObject object, Place at) {
    if (DocumentRules.isMap(kind)) {
      checkMap(kind, object, at);
      return;
    }
    Map<String, DocumentRules.Field> fields = DocumentRules.fields(kind);
    fields.forEach(
        (name, field) -> {
          if (field.required() && !object.has(name)) {
            defects.add(at, "the field '" + name + "' is required here. Add it");
          }
        });
    object
        .members()
        .forEach(
            (name, value) -> {
              DocumentRules.Field field = fields.get(name);
              if (field != null && field.existsIn(version)) {
                check(field.type(), value, at.child(name));
              } else if (!name.startsWith("x-")) {
                defects.add(at.child(name), unknownField(field != null));
              }
            });
    if (kind.equals("pathItem") && References.isReference(object)) {
      checkReference(kind, new Located(object, at));
    }
    ObjectRules.check(kind, new Located(object, at), version, defects);
  }

  private String unknownField(boolean inOtherVersion) {
    return inOtherVersion
        ? "this field does not exist in OpenAPI "
            + version.id()
            + ". Remove it, or change the version"
        : "no such field exists here. Correct its spelling, or begin an extension with 'x-'";
  }

  private void checkMap(String kind, JsonObject object, Place at) {
    object
        .members()
        .forEach(
            (name, value) -> {
              if (!name.startsWith("x-") || kind.equals("requirement")) {
                check(DocumentRules.memberType(kind), value, at.child(name));
              }
            });
    ObjectRules.check(kind, new Located(object, at), version, defects);
  }

  private void checkReference(String kind, Located reference) {
    if (!references.isSupplied(reference)) {
      String text =
          "the reference leads to a document that is not there, and nothing is fetched. Put it"
              + " beside the contract or below, supply it under its URI, or bundle the contract";
      if (BYSTANDERS.contains(kind)) {
        defects.note("external-reference", reference.at("$ref"), text);
      } else {
        defects.add(reference.at("$ref"), text);
      }
      return;
    }
    Located target = references.follow(reference);
    if (target == null) {
      defects.add(
          reference.at("$ref"),
          "the reference leads nowhere, or back to itself. Point it at a "
              + kind
              + " under #/components");
    } else if (followed.add(kind + target.at())) {
      checkObject(kind, target.object(), target.at());
    }
  }
}
