package io.hauberk.lint;

import io.hauberk.contract.ContractDocuments;
import io.hauberk.contract.ContractDocuments.Document;
import io.hauberk.json.JsonException;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The contract's documents as trees, each under the name by which findings call it, and the way
 * along its references. Nothing is fetched.
 */
final class DocumentTree {
  private final ContractDocuments documents;
  private final String folder;
  private final String name;
  private final Map<String, Document> byName = new LinkedHashMap<>();
  private final Map<Document, String> names = new LinkedHashMap<>();

  /**
   * The documents of a contract.
   *
   * @param folder what stands before the names of the documents; empty, or with a separator at the
   *     end
   * @param name the name of the first document
   */
  DocumentTree(ContractDocuments documents, String folder, String name) {
    this.documents = documents;
    this.folder = folder;
    this.name = name;
    for (Document document : documents.all()) {
      byName.put(name(document.label()), document);
      names.put(document, name(document.label()));
    }
  }

  /** How findings call a document by what notes call it. */
  String name(String label) {
    String known = label.isEmpty() ? name : ContractDocuments.nameOf(label);
    return known.contains("://") ? known : folder + known;
  }

  /** Every document by its name, the first one first. */
  Map<String, Document> byName() {
    return byName;
  }

  ContractDocuments documents() {
    return documents;
  }

  /** The document that the contract begins with, which must be an object. */
  Place root() {
    Document first = documents.all().get(0);
    JsonObject root = first.root() instanceof JsonObject object ? object : JsonObject.of(Map.of());
    return new Place(name(first.label()), root, JsonPointer.ROOT);
  }

  /** The URI of the document of a place. */
  @Nullable String uri(Place place) {
    Document document = byName.get(place.document());
    return document == null ? null : document.uri();
  }

  /** The object itself, or what its chain of references ends at; null if it ends nowhere. */
  @Nullable Place follow(Place from) {
    Set<String> seen = new HashSet<>();
    Place at = from;
    while (at != null && at.get("$ref") instanceof JsonString ref) {
      at = seen.add(at.document() + " " + ref.value()) ? find(at, ref.value()) : null;
    }
    return at;
  }

  /** The object that a reference leads to; null if there is none. */
  @Nullable Place find(Place from, String ref) {
    Document here = byName.get(from.document());
    Document there = here == null ? null : documents.find(here, ref).orElse(null);
    String called = there == null ? null : names.get(there);
    if (there == null || called == null) {
      return null;
    }
    int hash = ref.indexOf('#');
    try {
      JsonPointer pointer = JsonPointer.parseFragment(hash < 0 ? "#" : ref.substring(hash));
      JsonValue value = pointer.find(there.root()).orElse(null);
      return value instanceof JsonObject object ? new Place(called, object, pointer) : null;
    } catch (JsonException e) {
      return null; // an anchor, or a defect that reading the contract tells
    }
  }
}
