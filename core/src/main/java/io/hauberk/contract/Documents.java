package io.hauberk.contract;

import static java.util.Objects.requireNonNull;

import io.hauberk.json.Json;
import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonException;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import io.hauberk.json.Yaml;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one contract by URI: the first one, and all that references lead to, read before
 * anything is compiled.
 */
final class Documents {
  /*
   * Where a document lies is written as a URI of the scheme below, so that references resolve by
   * RFC 3986, 5, as they would on a web server: parts/orders.yaml beside the first document is
   * contract:/parts/orders.yaml. A document of OpenAPI 3.2 may name itself ($self); then that is
   * the base of its references. What they resolve to is looked for, in this order, among the
   * documents supplied by URI, among the files, and among the files with $self taken away: whoever
   * gave the first document a name on the web still keeps its neighbours beside it.
   *
   * Every $ref is followed, in whatever it stands: a document too many costs little, while one too
   * few would have to be read in the middle of compiling. What is not found is told where it is
   * needed.
   */
  static final int MAX_DOCUMENTS = 500;
  private static final String SCHEME = "contract";

  private final ContractSource source;
  private final ContractOptions options;
  private final Defects defects;
  private final Map<String, SourceDocument> byUri = new LinkedHashMap<>();
  private final Set<String> looked = new HashSet<>();
  private final Deque<SourceDocument> unread = new ArrayDeque<>();
  private final IdentityHashMap<SourceDocument, byte[]> octets = new IdentityHashMap<>();
  private final SourceDocument first;
  private int bytesLeft;
  private int count;

  /**
   * Reads all documents.
   *
   * @throws JsonException if the first one is neither JSON nor YAML
   */
  static Documents read(ContractSource source, ContractOptions options, Defects defects) {
    Documents documents = new Documents(source, options, defects);
    while (!documents.unread.isEmpty()) {
      SourceDocument document = documents.unread.remove();
      documents.collect(document.root(), document.uri(), document);
    }
    return documents;
  }

  private Documents(ContractSource source, ContractOptions options, Defects defects) {
    this.source = source;
    this.options = options;
    this.defects = defects;
    this.bytesLeft = options.documentLimits().maxBytes();
    this.first = add(retrievalUri(source.name()), "", source.name(), source.document());
  }

  private static String retrievalUri(String name) {
    String file = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    try {
      return new URI(SCHEME, null, "/" + file, null).toString();
    } catch (URISyntaxException e) {
      return SCHEME + ":/contract"; // a name that no path could have: nothing refers to it
    }
  }

  private JsonValue parse(String name, byte[] document) {
    JsonLimits limits = options.documentLimits().withMaxBytes(Math.max(bytesLeft, 1));
    bytesLeft -= Math.min(document.length, bytesLeft);
    if (!isJson(document)) {
      return Yaml.parse(document, limits);
    }
    try {
      return Json.parse(document, limits);
    } catch (JsonException e) {
      if (!name.endsWith(".yaml") && !name.endsWith(".yml")) {
        throw e;
      }
      return Yaml.parse(document, limits); // {a: b} is YAML, too
    }
  }

  /** A document that begins with a brace is JSON: it would be YAML, too, but slower to read. */
  private static boolean isJson(byte[] document) {
    for (byte octet : document) {
      if (octet != ' ' && octet != '\t' && octet != '\r' && octet != '\n') {
        return octet == '{';
      }
    }
    return false;
  }

  private SourceDocument add(String retrieved, String label, String name, byte[] text) {
    JsonValue root = parse(name, text);
    String self = root instanceof JsonObject object ? text(object, "$self") : null;
    String uri = self == null ? retrieved : resolve(retrieved, self);
    SourceDocument document = new SourceDocument(uri == null ? retrieved : uri, label, root);
    byUri.putIfAbsent(document.uri(), document);
    byUri.putIfAbsent(retrieved, document);
    unread.add(document);
    octets.put(document, text);
    count++;
    return document;
  }

  private static @Nullable String text(JsonObject object, String name) {
    return object.get(name) instanceof JsonString text ? text.value() : null;
  }

  SourceDocument first() {
    return first;
  }

  /** The text of a document, as it was read. */
  byte[] octets(SourceDocument document) {
    return requireNonNull(octets.get(document), "a document of this contract");
  }

  /** Every document once. */
  Collection<SourceDocument> all() {
    return new LinkedHashSet<>(byUri.values());
  }

  /** The document that has this URI, by its own word or by where it lies; null if none has. */
  @Nullable SourceDocument find(String uri) {
    return byUri.get(uri);
  }

  /** The URIs under which a document is known besides its own. */
  Map<String, SourceDocument> byUri() {
    return byUri;
  }

  /** Where a reference leads, its fragment left out; null if it is no URI reference. */
  static @Nullable String resolve(String base, String reference) {
    int hash = reference.indexOf('#');
    String target = hash < 0 ? reference : reference.substring(0, hash);
    if (target.isEmpty()) {
      return base;
    }
    try {
      URI root = new URI(base);
      if (root.getRawAuthority() != null && root.getRawPath().isEmpty()) {
        root = new URI(base + "/"); // RFC 3986, 5.2.3, which java.net.URI predates
      }
      return root.resolve(new URI(target)).normalize().toString();
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private void collect(JsonValue value, String base, SourceDocument from) {
    if (value instanceof JsonArray array) {
      array.elements().forEach(element -> collect(element, base, from));
    } else if (value instanceof JsonObject object) {
      String id = text(object, "$id");
      String own = id == null ? null : resolve(base, id);
      String around = own == null ? base : own;
      load(text(object, "$ref"), around, from);
      load(text(object, "$dynamicRef"), around, from);
      if (object.get("mapping") instanceof JsonObject mapping) { // of a discriminator
        mapping.members().forEach((name, to) -> load(text(mapping, name), around, from));
      }
      if (object.get("security") instanceof JsonArray security) { // schemes by URI, from 3.2 on
        for (JsonValue requirement : security) {
          if (requirement instanceof JsonObject schemes) {
            schemes.members().forEach((name, scopes) -> load(name, around, from));
          }
        }
      }
      object.members().forEach((name, member) -> collect(member, around, from));
    }
  }

  private void load(@Nullable String reference, String base, SourceDocument from) {
    if (reference == null || reference.startsWith("#")) {
      return;
    }
    String uri = resolve(base, reference);
    if (uri == null || byUri.containsKey(uri) || !looked.add(uri)) {
      return;
    }
    if (count == MAX_DOCUMENTS) {
      defects.add(
          Place.rootOf(from),
          "the contract has more than " + MAX_DOCUMENTS + " documents. Bundle some of them");
      return;
    }
    String label = uri.startsWith(SCHEME + ":/") ? uri.substring(SCHEME.length() + 2) : uri;
    SourceDocument nameless = new SourceDocument(uri, label, JsonObject.of(Map.of()));
    try {
      byte[] text = source.supplied().get(uri);
      String path = text == null ? path(uri) : null;
      if (path != null) {
        text = source.find(path, bytesLeft).orElse(null);
      }
      if (text != null) {
        add(uri, label, uri, text);
      }
    } catch (IOException e) {
      defects.add(
          Place.rootOf(nameless),
          "cannot be read ("
              + e.getClass().getSimpleName()
              + "). Make it readable by this process");
    } catch (JsonException e) {
      defects.add(Place.rootOf(nameless), String.valueOf(e.getMessage()));
    }
  }

  /** The path of the file that a URI stands for; null if it is none below the folder. */
  private @Nullable String path(String uri) {
    String beside = uri;
    if (!uri.startsWith(SCHEME + ":/")) {
      String folder = first.uri().substring(0, first.uri().lastIndexOf('/') + 1);
      if (!uri.startsWith(folder)) {
        return null;
      }
      beside = SCHEME + ":/" + uri.substring(folder.length());
    }
    String whole = URI.create(beside).getPath();
    if (whole == null || whole.isEmpty()) { // not hierarchical, or nothing but an authority
      return null;
    }
    String path = whole.substring(1);
    for (String name : path.split("/", -1)) {
      boolean plain = name.chars().allMatch(c -> c >= ' ' && c != '\\' && c != ':' && c != 0x7F);
      if (name.isEmpty() || name.equals(".") || name.equals("..") || !plain) {
        return null;
      }
    }
    return path;
  }
}
