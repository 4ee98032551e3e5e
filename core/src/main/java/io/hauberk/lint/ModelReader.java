package io.hauberk.lint;

import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonString;
import io.hauberk.lint.ContractModel.Media;
import io.hauberk.lint.OperationSite.Response;
import io.hauberk.lint.SchemaUse.Role;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walks a document once, along its references, and makes the model that the checks look at. */
final class ModelReader {
  private static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch", "trace", "query");

  private final DocumentTree documents;
  private final SchemaWalk walk;
  private final ContractModel model;
  private final @Nullable List<Map<String, List<String>>> bySecurityOfRoot;
  private final IdentityHashMap<Object, Place> visited = new IdentityHashMap<>();

  static ContractModel read(DocumentTree documents) {
    ModelReader reader = new ModelReader(documents);
    reader.read();
    return reader.model;
  }

  private ModelReader(DocumentTree documents) {
    this.documents = documents;
    Place root = documents.root();
    boolean is30 = root.text("openapi").startsWith("3.0");
    this.walk = new SchemaWalk(documents, is30);
    this.model = new ContractModel(documents, is30, walk);
    this.bySecurityOfRoot = security(root);
  }

  private void read() {
    Place root = documents.root();
    model.addServers(root.elements("servers"));
    for (Place entry : root.members("paths")) {
      if (!entry.key().startsWith("x-")) {
        model.addPath(entry.key(), entry);
        pathItem(entry, entry.key(), true);
      }
    }
    for (Place entry : root.members("webhooks")) {
      pathItem(entry, entry.key(), false);
    }
  }

  private @Nullable Place follow(Place from) {
    Place target = documents.follow(from);
    if (target != null) {
      model.touch(target);
    }
    return target;
  }

  private List<Place> followAll(List<Place> places) {
    List<Place> targets = new ArrayList<>();
    for (Place place : places) {
      Place target = follow(place);
      if (target != null) {
        targets.add(target);
      }
    }
    return targets;
  }

  private void pathItem(Place entry, String path, boolean served) {
    Place item = follow(entry);
    if (item == null) {
      return;
    }
    model.addServers(item.elements("servers"));
    List<Place> shared = followAll(item.elements("parameters"));
    for (String method : METHODS) {
      Place operation = item.object(method);
      if (operation != null) {
        operation(operation, method, path, shared, served);
      }
    }
    for (Place operation : item.members("additionalOperations")) {
      operation(operation, operation.key(), path, shared, served);
    }
  }

  private void operation(
      Place operation, String method, String path, List<Place> shared, boolean served) {
    model.addServers(operation.elements("servers"));
    Role sent = served ? Role.INPUT : Role.OUTPUT;
    Role answered = served ? Role.OUTPUT : Role.INPUT;
    List<Place> parameters = new ArrayList<>(followAll(operation.elements("parameters")));
    for (Place one : shared) {
      if (parameters.stream().noneMatch(own -> isSame(own, one))) {
        parameters.add(one);
      }
    }
    for (Place parameter : parameters) {
      model.addParameter(parameter);
      described(parameter, "", sent);
    }
    Place entry = operation.object("requestBody");
    Place body = entry == null ? null : follow(entry);
    if (body != null) {
      content(body, sent);
    }
    List<Response> responses = new ArrayList<>();
    for (Place one : operation.members("responses")) {
      Place response = one.key().startsWith("x-") ? null : follow(one);
      if (response != null) {
        responses.add(new Response(one.key(), response));
        response(response, answered);
      }
    }
    model.addOperation(
        new OperationSite(
            operation,
            method.toUpperCase(Locale.ROOT),
            path,
            served,
            List.copyOf(parameters),
            body,
            List.copyOf(responses),
            operation.has("security") ? security(operation) : bySecurityOfRoot));
    callbacks(operation, served);
  }

  private static boolean isSame(Place one, Place other) {
    return one.text("name").equals(other.text("name")) && one.text("in").equals(other.text("in"));
  }

  private void callbacks(Place operation, boolean served) {
    for (Place entry : operation.members("callbacks")) {
      Place callback = follow(entry);
      if (callback != null && visited.putIfAbsent(callback.object(), callback) == null) {
        model.addCallback(callback);
        for (Place item : callback.members()) {
          if (!item.key().startsWith("x-")) {
            pathItem(item, item.key(), !served);
          }
        }
      }
    }
  }

  private void response(Place response, Role role) {
    if (visited.putIfAbsent(response.object(), response) == null) {
      content(response, role);
      for (Place header : followAll(response.members("headers"))) {
        described(header, "", role);
      }
      for (Place link : followAll(response.members("links"))) {
        model.addLink(link);
        Place server = link.object("server");
        if (server != null) {
          model.addServers(List.of(server));
        }
      }
    }
  }

  private void content(Place owner, Role role) {
    for (Place media : owner.members("content")) {
      Place followed = follow(media);
      if (followed != null) {
        described(followed, media.key(), role);
        for (Place encoding : followed.members("encoding")) {
          followAll(encoding.members("headers")).forEach(header -> described(header, "", role));
        }
      }
    }
  }

  /** Whatever has a schema or a content. */
  private void described(Place owner, String type, Role role) {
    for (Place example : owner.members("examples")) {
      follow(example);
    }
    walk.walk(owner, "schema", role);
    walk.walk(owner, "itemSchema", role);
    if (visited.putIfAbsent(owner.object(), owner) == null) {
      model.addMedia(new Media(owner, type, role == Role.INPUT));
      content(owner, role);
    }
  }

  /** The alternatives of {@code security}; null if nothing is said. */
  private static @Nullable List<Map<String, List<String>>> security(Place owner) {
    if (!(owner.get("security") instanceof JsonArray)) {
      return null;
    }
    List<Map<String, List<String>>> alternatives = new ArrayList<>();
    for (Place alternative : owner.elements("security")) {
      Map<String, List<String>> schemes = new LinkedHashMap<>();
      alternative
          .object()
          .members()
          .forEach(
              (name, scopes) -> {
                List<String> texts = new ArrayList<>();
                if (scopes instanceof JsonArray array) {
                  array.forEach(
                      scope -> {
                        if (scope instanceof JsonString text) {
                          texts.add(text.value());
                        }
                      });
                }
                schemes.put(name, List.copyOf(texts));
              });
      alternatives.add(schemes);
    }
    return alternatives;
  }
}
