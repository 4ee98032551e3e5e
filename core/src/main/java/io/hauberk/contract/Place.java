package io.hauberk.contract;

import io.hauberk.json.JsonPointer;
import java.util.List;

/**
 * A place in one of the documents of a contract.
 *
 * @param document the document
 * @param pointer the place in it
 */
record Place(SourceDocument document, JsonPointer pointer) {

  static Place rootOf(SourceDocument document) {
    return new Place(document, JsonPointer.ROOT);
  }

  Place child(String name) {
    return new Place(document, pointer.child(name));
  }

  Place child(int index) {
    return new Place(document, pointer.child(index));
  }

  List<String> tokens() {
    return pointer.tokens();
  }

  /** The place as messages name it: {@code #/paths}, or {@code parts/orders.yaml#/get}. */
  String toFragment() {
    return document.label() + pointer.toFragment();
  }

  /** Unique among all documents. */
  @Override
  public String toString() {
    return document.uri() + "#" + pointer;
  }
}
