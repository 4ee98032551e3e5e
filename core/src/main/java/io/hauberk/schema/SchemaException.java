package io.hauberk.schema;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A schema cannot be compiled: it is malformed, refers to what is not there, or asks for something
 * that is not checked here. Nothing is compiled by halves: a schema that throws this checks nothing
 * at all.
 */
public final class SchemaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // an immutable list of records of strings and enums
  private final List<Defect> defects;

  /** What kind of defect it is. */
  public enum Kind {
    /** A keyword has a value that the dialect does not allow. */
    MALFORMED,
    /** A keyword or dialect is known, and not checked here; to skip it would be to fail open. */
    UNSUPPORTED,
    /** A reference leads to nothing that was registered. */
    UNRESOLVED
  }

  /**
   * One thing that is wrong.
   *
   * @param kind what kind of defect it is
   * @param documentUri the document, as it was registered
   * @param pointer the place in it, as a JSON Pointer (RFC 6901)
   * @param text what is wrong and how to mend it
   */
  public record Defect(Kind kind, String documentUri, String pointer, String text)
      implements java.io.Serializable {

    /** Checks that no part is absent. */
    public Defect {
      requireNonNull(kind, "kind");
      requireNonNull(documentUri, "documentUri");
      requireNonNull(pointer, "pointer");
      requireNonNull(text, "text");
    }

    @Override
    public String toString() {
      return documentUri + "#" + pointer + ": " + text;
    }
  }

  SchemaException(List<Defect> defects) {
    super(defects.stream().map(Defect::toString).collect(Collectors.joining("\n")));
    this.defects = List.copyOf(defects);
  }

  SchemaException(Kind kind, String documentUri, String pointer, String text) {
    this(List.of(new Defect(kind, documentUri, pointer, text)));
  }

  /** Everything that was found wrong in one compilation, never empty. */
  public List<Defect> defects() {
    return defects;
  }

  /** The kind of the first defect. */
  public Kind kind() {
    return defects.get(0).kind();
  }

  /** The place of the first defect in its document, as a JSON Pointer (RFC 6901). */
  public String pointer() {
    return defects.get(0).pointer();
  }
}
