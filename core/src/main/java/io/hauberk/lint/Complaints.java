package io.hauberk.lint;

import io.hauberk.json.JsonPointer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what the checks find, each point once. */
final class Complaints {
  private final Set<Complaint> all = new LinkedHashSet<>();

  /** A finding whose place in the text and final severity are still to come. */
  record Complaint(
      LintRule rule, Severity severity, String document, JsonPointer at, String message) {}

  void add(LintRule rule, Place place, String message) {
    add(rule, rule.severity(), place.document(), place.at(), message);
  }

  /** About a field of an object, which need not be there. */
  void add(LintRule rule, Place place, String field, String message) {
    add(rule, rule.severity(), place.document(), place.at().child(field), message);
  }

  /** About a schema: no more than an info where only the service's own answers are concerned. */
  void add(LintRule rule, SchemaUse schema, String message) {
    add(rule, schema, schema.place().at(), message);
  }

  /** About a place in a schema, as about the schema itself. */
  void add(LintRule rule, SchemaUse schema, JsonPointer at, String message) {
    Severity severity = schema.isInput() ? rule.severity() : Severity.INFO;
    add(rule, severity, schema.place().document(), at, message);
  }

  void add(LintRule rule, Severity severity, String document, JsonPointer at, String message) {
    all.add(new Complaint(rule, severity, document, at, message));
  }

  List<Complaint> list() {
    return List.copyOf(all);
  }
}
