package io.hauberk.contract;

import io.hauberk.json.JsonValue;

/** One of the documents of a contract. Compared by identity: a document is read once. */
final class SourceDocument {
  private final String uri;
  private final String label;
  private final JsonValue root;

  /**
   * A document.
   *
   * @param uri its own URI, without a fragment: the base of the references in it
   * @param label what messages call it; empty for the document that the contract begins with
   */
  SourceDocument(String uri, String label, JsonValue root) {
    this.uri = uri;
    this.label = label;
    this.root = root;
  }

  String uri() {
    return uri;
  }

  String label() {
    return label;
  }

  JsonValue root() {
    return root;
  }
}
