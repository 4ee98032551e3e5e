package io.hauberk.schema;

import io.hauberk.json.JsonTape;
import io.hauberk.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code properties}, {@code patternProperties}, {@code additionalProperties} and {@code required}
 * in one pass over the members (JSON Schema 2020-12, 10.3.2; Validation, 6.5.3).
 */
final class Members extends Keyword {

  private record PatternSchema(EcmaPattern pattern, SchemaNode schema) {}

  private final NameTable names;
  private final @Nullable SchemaNode[] declared;
  private final @Nullable SchemaNode[] applied; // the declared ones, else `additional`
  private final boolean[] required;
  private final int requiredCount;
  private final PatternSchema[] patterns;
  private final @Nullable SchemaNode additional;

  static @Nullable Keyword compile(SchemaSite site) {
    Map<String, SchemaNode> properties = site.schemaMap("properties");
    properties.replaceAll((name, schema) -> oneWay(site, schema));
    Set<String> required = new LinkedHashSet<>(site.names("required"));
    required.removeAll(site.oneWay().excused());
    SchemaNode additional =
        site.findSchema("additionalProperties").map(it -> oneWay(site, it)).orElse(null);
    List<PatternSchema> patterns = new ArrayList<>();
    for (Map.Entry<String, JsonValue> entry : site.map("patternProperties").entrySet()) {
      patterns.add(
          new PatternSchema(
              EcmaPattern.require(site, "patternProperties", entry.getKey()),
              oneWay(site, site.schemaIn("patternProperties", entry.getKey(), entry.getValue()))));
    }
    boolean idle =
        properties.isEmpty() && required.isEmpty() && additional == null && patterns.isEmpty();
    return idle ? null : new Members(properties, required, patterns, additional);
  }

  /** The schema of a property, or what refuses the property where it must not be sent. */
  private static SchemaNode oneWay(SchemaSite site, SchemaNode property) {
    if (!site.linker().refusesReadOnly()) {
      return property;
    }
    Location flag = site.oneWay().findFlag(property.location());
    return flag == null ? property : site.linker().readOnly(flag, property);
  }

  private Members(
      Map<String, SchemaNode> properties,
      Set<String> requiredNames,
      List<PatternSchema> patterns,
      @Nullable SchemaNode additional) {
    this.names = NameTable.of(properties.keySet(), requiredNames);
    this.declared = new @Nullable SchemaNode[names.size()];
    this.required = new boolean[names.size()];
    for (int i = 0; i < names.size(); i++) {
      declared[i] = properties.get(names.name(i));
      required[i] = requiredNames.contains(names.name(i));
    }
    this.requiredCount = requiredNames.size();
    this.patterns = patterns.toArray(PatternSchema[]::new);
    this.additional = additional;
    this.applied = declared.clone();
    for (int i = 0; i < applied.length; i++) {
      applied[i] = declared[i] == null ? additional : declared[i];
    }
  }

  @Override
  boolean check(Evaluation ev, int node) {
    int size = ev.tape.size(node);
    if (!ev.spend(size)) {
      return false;
    }
    boolean onlyVerdict = patterns.length == 0 && !ev.telling() && !ev.marks.wanted();
    return onlyVerdict ? fits(ev, node, size) : checkInFull(ev, node, size);
  }

  /** The usual case: only the verdict is wanted. */
  private boolean fits(Evaluation ev, int node, int size) {
    JsonTape tape = ev.tape;
    int missing = requiredCount;
    int expected = 0; // most objects have their members in the schema's order
    int name = size == 0 ? 0 : tape.first(node);
    for (int i = 0; i < size; i++) {
      int index = names.find(tape, name, tape.fingerprint(name), expected);
      SchemaNode schema = additional;
      if (index >= 0) {
        expected = index + 1;
        missing -= required[index] ? 1 : 0;
        schema = applied[index];
      }
      if (schema != null && !schema.check(ev, name + 1)) {
        return false;
      }
      name = tape.next(name + 1);
    }
    return missing == 0;
  }

  private boolean checkInFull(Evaluation ev, int node, int size) {
    boolean valid = true;
    int missing = requiredCount;
    int expected = 0; // most objects have their members in the schema's order
    int name = size == 0 ? 0 : ev.tape.first(node);
    for (int i = 0; i < size; i++) {
      int index = names.find(ev.tape, name, ev.tape.fingerprint(name), expected);
      if (index >= 0) {
        missing -= required[index] ? 1 : 0;
        expected = index + 1;
      }
      if (!checkMember(ev, name, index, i)) {
        valid = false;
        if (!ev.explaining()) {
          return false;
        }
      }
      name = ev.tape.next(name + 1);
    }
    return missing == 0 ? valid : refuseMissing(ev, node);
  }

  private boolean checkMember(Evaluation ev, int name, int index, int position) {
    boolean valid = true;
    boolean covered = false;
    SchemaNode schema = index >= 0 ? declared[index] : null;
    if (schema != null) {
      covered = true;
      valid = ev.member(schema, name + 1, names, index);
    }
    if (patterns.length > 0) {
      for (PatternSchema entry : patterns) {
        if (ev.finds(entry.pattern(), name)) {
          covered = true;
          valid &= ev.undeclaredMember(entry.schema(), name + 1);
        }
      }
    }
    if (covered) {
      ev.marks.add(position);
    } else if (additional != null) {
      ev.marks.add(position);
      valid = checkAdditional(ev, additional, name);
    }
    return valid;
  }

  private static boolean checkAdditional(Evaluation ev, SchemaNode additional, int name) {
    return additional.isNever()
        ? ev.refuse("/*", "additionalProperties", "no other properties")
        : ev.undeclaredMember(additional, name + 1);
  }

  private boolean refuseMissing(Evaluation ev, int node) {
    if (ev.explaining()) {
      for (int i = 0; i < names.size() && ev.spend(ev.tape.size(node)); i++) {
        if (required[i] && NameTable.findMember(ev.tape, node, names.name(i)) < 0) {
          ev.refuse(Location.below("", names.name(i)), "required", "a value");
        }
      }
    }
    return false;
  }

  /** The schema under {@code properties} that has this name. */
  @Nullable SchemaNode declared(String name) {
    int index = names.indexOf(name);
    return index < 0 ? null : declared[index];
  }

  /** Whether members of this name are refused because nothing here declares it. */
  boolean refuses(String name) {
    return additional != null && additional.isNever() && find(name).contains(additional);
  }

  /** The names that must be there. */
  Set<String> required() {
    Set<String> found = new LinkedHashSet<>();
    for (int i = 0; i < names.size(); i++) {
      if (required[i]) {
        found.add(names.name(i));
      }
    }
    return found;
  }

  @Override
  void forEachElsewhere(Consumer<SchemaNode> action) {
    for (SchemaNode schema : declared) {
      if (schema != null) {
        action.accept(schema);
      }
    }
    for (PatternSchema entry : patterns) {
      action.accept(entry.schema());
    }
    if (additional != null) {
      action.accept(additional);
    }
  }

  /** A member may have a declared name and match patterns. */
  @Override
  boolean forks() {
    return patterns.length > 0;
  }

  /** The schemas that a member of this name must fit, for facts. */
  List<SchemaNode> find(String name) {
    List<SchemaNode> found = new ArrayList<>();
    Optional.ofNullable(names.indexOf(name) < 0 ? null : declared[names.indexOf(name)])
        .ifPresent(found::add);
    for (PatternSchema entry : patterns) {
      if (entry.pattern().find(name) == EcmaPattern.Match.FOUND) {
        found.add(entry.schema());
      }
    }
    if (found.isEmpty() && additional != null) {
      found.add(additional);
    }
    return found;
  }

  /** The patterns that a name matches. */
  List<String> matched(String name) {
    List<String> matched = new ArrayList<>();
    for (PatternSchema entry : patterns) {
      if (entry.pattern().find(name) == EcmaPattern.Match.FOUND) {
        matched.add(entry.pattern().toString());
      }
    }
    return matched;
  }

  /** The names under {@code properties}. */
  List<String> declared() {
    List<String> list = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (declared[i] != null) {
        list.add(names.name(i));
      }
    }
    return list;
  }

  boolean acceptsUndeclared() {
    return additional == null || !additional.isNever() || patterns.length > 0;
  }

  @Override
  int types() {
    return Types.OBJECT;
  }

  @Override
  String rule() {
    return "properties";
  }

  @Override
  String expected() {
    return "properties that fit their schema";
  }
}
