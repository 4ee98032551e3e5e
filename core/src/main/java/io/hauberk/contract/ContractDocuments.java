package io.hauberk.contract;

import io.hauberk.json.JsonValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The documents of a contract as they were written, for tools that look at the contract itself.
 * They are found as {@link Contract#read(ContractSource, ContractOptions)} finds them: nothing is
 * fetched.
 */
public final class ContractDocuments {
  private final Documents documents;
  private final IdentityHashMap<SourceDocument, Document> shown = new IdentityHashMap<>();
  private final List<Document> all = new ArrayList<>();

  /** One of the documents. */
  public static final class Document {
    private final SourceDocument source;
    private final byte[] octets;

    private Document(SourceDocument source, byte[] octets) {
      this.source = source;
      this.octets = octets;
    }

    /** Its own URI, without a fragment: the base of the references in it. */
    public String uri() {
      return source.uri();
    }

    /**
     * What {@link ContractNote#pointer()} calls it before the {@code #}; empty for the document
     * that the contract begins with.
     */
    public String label() {
      return source.label();
    }

    /** What stands in it. */
    public JsonValue root() {
      return source.root();
    }

    /** Its text, JSON or YAML. */
    public byte[] octets() {
      return octets.clone();
    }

    @Override
    public String toString() {
      return "Document[" + uri() + "]";
    }
  }

  /**
   * Reads the documents, and tells nothing of what is wrong with them but that the first cannot be
   * read; reading the contract tells the rest.
   *
   * @throws io.hauberk.json.JsonException if the first document is neither JSON nor YAML
   */
  public static ContractDocuments read(ContractSource source, ContractOptions options) {
    return new ContractDocuments(Documents.read(source, options, new Defects()));
  }

  private ContractDocuments(Documents documents) {
    this.documents = documents;
    for (SourceDocument source : documents.all()) {
      Document document = new Document(source, documents.octets(source));
      shown.put(source, document);
      all.add(document);
    }
  }

  /** Every document once; the first is the one that the contract begins with. */
  public List<Document> all() {
    return List.copyOf(all);
  }

  /** The document that a reference in another one leads to, whatever its fragment. */
  public Optional<Document> find(Document from, String reference) {
    String uri = Documents.resolve(from.uri(), reference);
    return uri == null
        ? Optional.empty()
        : Optional.ofNullable(documents.find(uri)).map(shown::get);
  }

  /** Other URIs under which documents are known, each with the document's own. */
  public Map<String, String> aliases() {
    Map<String, String> aliases = new LinkedHashMap<>();
    documents
        .byUri()
        .forEach(
            (uri, document) -> {
              if (!uri.equals(document.uri())) {
                aliases.put(uri, document.uri());
              }
            });
    return aliases;
  }

  /**
   * Where a label leads from the folder of the first document: {@code parts/my order.yaml}; a label
   * that is a URI stays as it is.
   */
  public static String nameOf(String label) {
    try {
      URI uri = URI.create(label);
      String path = uri.getPath();
      return uri.isAbsolute() || path == null ? label : path;
    } catch (IllegalArgumentException e) {
      return label;
    }
  }
}
