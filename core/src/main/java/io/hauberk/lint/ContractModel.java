package io.hauberk.lint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A contract as the checks look at it: flat lists of its parts, each part once. */
final class ContractModel {
  private final DocumentTree documents;
  private final boolean is30;
  private final List<Place> servers = new ArrayList<>();
  private final List<OperationSite> operations = new ArrayList<>();
  private final Map<String, Place> paths = new LinkedHashMap<>();
  private final IdentityHashMap<Object, Place> parameters = new IdentityHashMap<>();
  private final List<Place> parameterList = new ArrayList<>();
  private final List<Media> media = new ArrayList<>();
  private final List<Place> callbacks = new ArrayList<>();
  private final List<Place> links = new ArrayList<>();
  private final Map<Object, SchemaUse> schemas;
  private final List<SchemaUse> schemaList;
  private final IdentityHashMap<Object, Place> touched;

  /**
   * A Media Type Object, or what has a schema and examples like one.
   *
   * @param place the object
   * @param type the media type; empty for parameters and headers
   * @param input whether others send it
   */
  record Media(Place place, String type, boolean input) {}

  ContractModel(DocumentTree documents, boolean is30, SchemaWalk walk) {
    this.documents = documents;
    this.is30 = is30;
    this.schemas = walk.byObject();
    this.schemaList = walk.inOrder();
    this.touched = walk.touched();
  }

  DocumentTree documents() {
    return documents;
  }

  Place root() {
    return documents.root();
  }

  boolean is30() {
    return is30;
  }

  /** Every Server Object: of the document, of paths, operations and links. */
  List<Place> servers() {
    return servers;
  }

  /** The operations that others call here. */
  List<OperationSite> served() {
    return operations.stream().filter(OperationSite::served).toList();
  }

  /** The operations of callbacks and webhooks: what this service calls. */
  List<OperationSite> called() {
    return operations.stream().filter(it -> !it.served()).toList();
  }

  /** All operations. */
  List<OperationSite> operations() {
    return operations;
  }

  /** The entries of {@code paths} by template. */
  Map<String, Place> paths() {
    return paths;
  }

  /** Every Parameter Object that an operation uses, once. */
  List<Place> parameters() {
    return parameterList;
  }

  /** Everything that has a schema and examples: media types, parameters, headers. */
  List<Media> media() {
    return media;
  }

  /** Every Callback Object. */
  List<Place> callbacks() {
    return callbacks;
  }

  /** Every Link Object. */
  List<Place> links() {
    return links;
  }

  /** The security schemes by name. */
  Map<String, Place> securitySchemes() {
    Map<String, Place> schemes = new LinkedHashMap<>();
    Place components = root().object("components");
    if (components != null) {
      for (Place entry : components.members("securitySchemes")) {
        Place scheme = documents.follow(entry);
        if (scheme != null) {
          schemes.put(entry.key(), scheme);
        }
      }
    }
    return schemes;
  }

  /** Every schema that an operation uses, once, in the order in which they were met. */
  Collection<SchemaUse> schemas() {
    return schemaList;
  }

  /** How a schema is used; null if it is not, or only as a part of others. */
  @Nullable SchemaUse findSchema(Place schema) {
    Place followed = documents.follow(schema);
    return followed == null ? null : schemas.get(followed.object());
  }

  /** Whether anything leads to an object. */
  boolean isReached(Place place) {
    return touched.containsKey(place.object());
  }

  void addServers(List<Place> more) {
    servers.addAll(more);
  }

  void addOperation(OperationSite operation) {
    operations.add(operation);
  }

  void addPath(String template, Place entry) {
    paths.put(template, entry);
  }

  void addParameter(Place parameter) {
    if (parameters.putIfAbsent(parameter.object(), parameter) == null) {
      parameterList.add(parameter);
    }
  }

  void addMedia(Media one) {
    media.add(one);
  }

  void addCallback(Place callback) {
    callbacks.add(callback);
  }

  void addLink(Place link) {
    links.add(link);
  }

  void touch(Place place) {
    touched.put(place.object(), place);
  }
}
