package io.hauberk.schema;

import io.hauberk.json.JsonValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A schema resource (JSON Schema 2020-12, 4.3.5): a schema with its own URI, which is the base of
 * the references and the home of the anchors in it.
 */
final class Resource {
  private final SchemaDocument document;
  private final String uri;
  private final String pointer;
  private final JsonValue root;
  private final @Nullable String metaschema;
  private final Map<String, String> anchors = new HashMap<>();
  private final Map<String, String> dynamicAnchors = new HashMap<>();
  private final Map<String, Location> resolved = new HashMap<>();
  private Set<String> contestedAnchors = Set.of();

  /**
   * A resource.
   *
   * @param uri absolute, without a fragment
   * @param pointer where in the document it begins
   * @param metaschema its {@code $schema}, if it names one
   */
  Resource(
      SchemaDocument document,
      String uri,
      String pointer,
      JsonValue root,
      @Nullable String metaschema) {
    this.document = document;
    this.uri = uri;
    this.pointer = pointer;
    this.root = root;
    this.metaschema = metaschema;
  }

  SchemaDocument document() {
    return document;
  }

  String uri() {
    return uri;
  }

  String pointer() {
    return pointer;
  }

  JsonValue root() {
    return root;
  }

  @Nullable String metaschema() {
    return metaschema;
  }

  boolean samePlace(Resource other) {
    return document == other.document && pointer.equals(other.pointer);
  }

  /** Adds an anchor; false if the resource has another one of that name. */
  boolean anchor(String name, String at) {
    String other = anchors.putIfAbsent(name, at);
    return other == null || other.equals(at);
  }

  /** Adds a dynamic anchor, which is an anchor, too; false if there is another one of that name. */
  boolean dynamicAnchor(String name, String at) {
    dynamicAnchors.putIfAbsent(name, at);
    return anchor(name, at);
  }

  /** The place in the document of the schema with this anchor, dynamic or not. */
  @Nullable String findAnchor(String name) {
    return anchors.get(name);
  }

  /** Where a reference in this resource leads, if that was found out before. */
  @Nullable Location findResolved(String reference) {
    return resolved.get(reference);
  }

  void resolved(String reference, Location target) {
    resolved.put(reference, target);
  }

  boolean hasDynamicAnchor(String name) {
    return dynamicAnchors.containsKey(name);
  }

  Set<String> dynamicAnchors() {
    return dynamicAnchors.keySet();
  }

  /** Says which of the dynamic anchors other resources have, too. */
  void contested(Set<String> anchors) {
    contestedAnchors = Set.copyOf(anchors);
  }

  /** The dynamic anchors for which it can matter that this resource was entered. */
  Set<String> contestedAnchors() {
    return contestedAnchors;
  }
}
