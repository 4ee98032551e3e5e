package io.hauberk.schema;

import static java.util.Objects.requireNonNull;

/**
 * Something odd in a schema that does not make it wrong, such as a keyword that nobody knows and
 * that therefore checks nothing.
 *
 * @param documentUri the document, as it was registered
 * @param pointer the place in it, as a JSON Pointer (RFC 6901)
 * @param text what is odd and how to mend it
 */
public record SchemaNote(String documentUri, String pointer, String text) {

  /** Checks that no part is absent. */
  public SchemaNote {
    requireNonNull(documentUri, "documentUri");
    requireNonNull(pointer, "pointer");
    requireNonNull(text, "text");
  }

  @Override
  public String toString() {
    return documentUri + "#" + pointer + ": " + text;
  }
}
