package io.hauberk.schema;

import static java.util.Objects.requireNonNull;

/**
 * Something odd in a schema that does not make it wrong, such as a keyword that nobody knows and
 * that therefore checks nothing.
 *
 * @param rule what kind of oddity it is, in lower-case words with hyphens ({@code
 *     unknown-keyword}); stable, so that reports can be filtered by it
 * @param documentUri the document, as it was registered
 * @param pointer the place in it, as a JSON Pointer (RFC 6901)
 * @param text what is odd and how to mend it
 */
public record SchemaNote(String rule, String documentUri, String pointer, String text) {

  /** Checks that no part is absent. */
  public SchemaNote {
    requireNonNull(rule, "rule");
    requireNonNull(documentUri, "documentUri");
    requireNonNull(pointer, "pointer");
    requireNonNull(text, "text");
  }

  @Override
  public String toString() {
    return documentUri + "#" + pointer + ": " + text + " [" + rule + "]";
  }
}
