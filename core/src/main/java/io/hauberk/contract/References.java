package io.hauberk.contract;

import io.hauberk.json.JsonException;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows Reference Objects within and between the documents of a contract. */
final class References {
  private static final String FIELD = "$ref";

  private final Documents documents;

  References(Documents documents) {
    this.documents = documents;
  }

  /** Whether an object is a reference. */
  static boolean isReference(JsonObject object) {
    return object.get(FIELD) instanceof JsonString;
  }

  /** Whether the document that a reference leads to is one of the contract's. */
  boolean isSupplied(Located from) {
    return document(from.at(), from.text(FIELD, "")) != null;
  }

  /** The object itself, or what its chain of references ends at; null if it ends nowhere. */
  @Nullable Located follow(Located from) {
    List<Located> chain = chain(from);
    return chain.isEmpty() ? null : chain.get(chain.size() - 1);
  }

  /**
   * The object, what it refers to, what that refers to, and so on to what is no reference; empty if
   * it ends nowhere.
   */
  List<Located> chain(Located from) {
    List<Located> chain = new ArrayList<>(1);
    Set<Place> seen = new HashSet<>();
    Located at = from;
    chain.add(at);
    while (at.object().get(FIELD) instanceof JsonString ref) {
      at = seen.add(at.at()) ? find(at.at(), ref.value()) : null;
      if (at == null) {
        return List.of();
      }
      chain.add(at);
    }
    return chain;
  }

  private @Nullable SourceDocument document(Place from, String ref) {
    String uri = Documents.resolve(from.document().uri(), ref);
    return uri == null ? null : documents.find(uri);
  }

  /** The object that a reference at some place leads to; null if there is none. */
  @Nullable Located find(Place from, String ref) {
    SourceDocument document = document(from, ref);
    if (document == null) {
      return null;
    }
    int hash = ref.indexOf('#');
    try {
      JsonPointer pointer = JsonPointer.parseFragment(hash < 0 ? "#" : ref.substring(hash));
      JsonValue value = pointer.find(document.root()).orElse(null);
      return value instanceof JsonObject object
          ? new Located(object, new Place(document, pointer))
          : null;
    } catch (JsonException e) {
      return null; // not a pointer: the defect is told where the reference stands
    }
  }
}
