package io.hauberk.schema;

import static java.util.Objects.requireNonNull;

import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles the schemas of one set of documents, each schema once: schemas that refer to one another
 * share what was compiled, and may refer to themselves.
 *
 * <p>Nothing is ever fetched: a reference to a document that was not registered is a defect. Not
 * thread-safe; what it hands out is.
 */
public final class SchemaCompiler {
  /** The work that one validation may take where the builder is not told otherwise. */
  public static final long DEFAULT_WORK_BUDGET = 5_000_000;

  private final Linker linker;
  private final long workBudget;

  /** Begins a compiler for schemas of this dialect. */
  public static Builder builder(Dialect dialect) {
    return new Builder(requireNonNull(dialect, "dialect"));
  }

  private SchemaCompiler(Builder builder) {
    Registry registry = new Registry(builder.dialect);
    builder.documents.forEach(
        (uri, document) -> registry.add(uri, document.name(), document.root()));
    builder.aliases.forEach(registry::alias);
    this.linker =
        new Linker(
            registry,
            builder.dialect,
            builder.direction,
            builder.refuseReadOnly,
            builder.assertFormats);
    this.workBudget = builder.workBudget;
  }

  /**
   * Compiles the schema at a place in a document, and every schema that it refers to.
   *
   * @param documentUri a document, as it was registered
   * @param at the place of the schema in it
   * @throws SchemaException with all defects, if there is no such place, or a schema there or one
   *     that it refers to is malformed, unsupported, refers to what is not there, or refers to
   *     itself without going deeper into the instance
   */
  public Schema compile(String documentUri, JsonPointer at) {
    return new Schema(linker.link(documentUri, at.toString()), workBudget, linker.outside());
  }

  /** What is odd in the schemas compiled so far, each point once. */
  public List<SchemaNote> notes() {
    return linker.notes();
  }

  /** The documents and choices of a {@link SchemaCompiler}. */
  public static final class Builder {

    private record NamedDocument(String name, JsonValue root) {}

    private final Dialect dialect;
    private final Map<String, NamedDocument> documents = new LinkedHashMap<>();
    private final Map<String, String> aliases = new LinkedHashMap<>();
    private boolean assertFormats;
    private Direction direction = Direction.UNSPECIFIED;
    private boolean refuseReadOnly;
    private long workBudget = DEFAULT_WORK_BUDGET;

    private Builder(Dialect dialect) {
      this.dialect = dialect;
      this.assertFormats = dialect != Dialect.JSON_SCHEMA_2020_12;
    }

    /**
     * Registers a document under an absolute URI, so that references find it; {@code $id}, {@code
     * $anchor} and {@code $dynamicAnchor} in it are found, too.
     *
     * @throws IllegalArgumentException if another document has this URI
     */
    public Builder document(String uri, JsonValue document) {
      return document(uri, document, uri);
    }

    /**
     * Registers a document that findings call by another name than its URI.
     *
     * @param name stands in front of the {@code #} of {@code Finding.declaredAt}; may be empty
     * @throws IllegalArgumentException if another document has this URI
     */
    public Builder document(String uri, JsonValue document, String name) {
      requireNonNull(document, "document");
      requireNonNull(name, "name");
      NamedDocument named = new NamedDocument(name, document);
      if (documents.putIfAbsent(requireNonNull(uri, "uri"), named) != null) {
        throw new IllegalArgumentException("a document is already registered as " + uri);
      }
      return this;
    }

    /**
     * Lets references find a registered document under another absolute URI, too.
     *
     * @param documentUri the document, as it was registered
     * @throws IllegalArgumentException if there is no such document
     */
    public Builder alias(String uri, String documentUri) {
      if (!documents.containsKey(documentUri)) {
        throw new IllegalArgumentException("no document is registered as " + documentUri);
      }
      aliases.put(requireNonNull(uri, "uri"), documentUri);
      return this;
    }

    /**
     * Whether {@code format} is checked (true) or only an annotation (false). Default: true for the
     * OpenAPI dialects, false for JSON Schema 2020-12.
     */
    public Builder assertFormats(boolean assertFormats) {
      this.assertFormats = assertFormats;
      return this;
    }

    /** Which way the instances travel. Default: {@link Direction#UNSPECIFIED}. */
    public Builder direction(Direction direction) {
      this.direction = requireNonNull(direction, "direction");
      return this;
    }

    /**
     * Whether in {@link Direction#REQUEST} a property that is {@code readOnly} is refused (true) or
     * taken (false). Default: false.
     */
    public Builder refuseReadOnly(boolean refuseReadOnly) {
      this.refuseReadOnly = refuseReadOnly;
      return this;
    }

    /**
     * How much work one validation may take before the instance is refused: about one unit for each
     * schema that is applied to a value, each member or element looked at, and each eight
     * characters matched. Default {@value SchemaCompiler#DEFAULT_WORK_BUDGET}.
     *
     * @throws IllegalArgumentException if it is below one
     */
    public Builder workBudget(long units) {
      if (units < 1) {
        throw new IllegalArgumentException("workBudget must be at least 1, was " + units);
      }
      this.workBudget = units;
      return this;
    }

    /**
     * The compiler.
     *
     * @throws SchemaException if two schemas claim the same {@code $id} or anchor
     */
    public SchemaCompiler build() {
      return new SchemaCompiler(this);
    }
  }
}
