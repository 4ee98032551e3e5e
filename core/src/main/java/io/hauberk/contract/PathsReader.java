package io.hauberk.contract;

import io.hauberk.request.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the Paths Object: every operation of the contract, and the way to it. */
final class PathsReader {
  private final Located document;
  private final References references;
  private final SecurityReader security;
  private final ParameterReader parameters;
  private final BodyReader bodies;
  private final ResponsesReader responses;
  private final RateReader rates;
  private final ContractOptions options;
  private final Defects defects;
  private final TapePool tapes = new TapePool();

  private final List<String> documentPaths;
  private final List<ContractOperation> operations = new ArrayList<>();
  private final Router<PathMethods> router = new Router<>();
  private final Map<String, String> skeletons = new HashMap<>();
  private final Set<String> ids = new HashSet<>();
  private boolean matrixParameters;

  PathsReader(
      Located document,
      References references,
      Schemas schemas,
      SecurityReader security,
      ContractOptions options,
      Defects defects) {
    this.document = document;
    this.references = references;
    this.security = security;
    this.parameters = new ParameterReader(references, schemas, defects);
    this.bodies = new BodyReader(references, schemas, defects, options, tapes);
    this.responses = new ResponsesReader(references, schemas, options, defects, tapes);
    this.rates = new RateReader(defects);
    this.options = options;
    this.defects = defects;
    String mounted = options.basePath();
    this.documentPaths =
        mounted != null
            ? List.of(mounted)
            : ServerPaths.read(document.elements("servers"), defects);
  }

  /** Reads all paths. */
  void read() {
    for (Located entry : document.members("paths")) {
      List<Located> parts = references.chain(entry);
      PathTemplate template = template(entry);
      if (!parts.isEmpty() && template != null) {
        readPath(template, entry, new PathItem(parts));
      }
    }
  }

  private @Nullable PathTemplate template(Located entry) {
    try {
      return PathTemplate.parse(entry.key());
    } catch (IllegalArgumentException e) {
      defects.add(entry.at(), String.valueOf(e.getMessage()));
      return null;
    }
  }

  List<String> basePaths() {
    return documentPaths;
  }

  List<ContractOperation> operations() {
    return operations;
  }

  Router<PathMethods> router() {
    return router;
  }

  boolean hasMatrixParameters() {
    return matrixParameters;
  }

  private void readPath(PathTemplate template, Located entry, PathItem item) {
    String twin = skeletons.putIfAbsent(template.skeleton(), template.text());
    if (twin != null) {
      defects.add(entry.at(), "is the same path as '" + twin + "'. Merge the two");
      return;
    }
    item.parts().forEach(rates::refuseAt);
    Map<String, Map<String, ContractOperation>> byBasePath = new LinkedHashMap<>();
    Set<String> matrix = new LinkedHashSet<>();
    item.operations(defects)
        .forEach(
            (method, operation) -> {
              List<Parameter> all = parameters.read(item.with("parameters"), operation);
              checkVariables(template, operation, all, matrix);
              List<String> basePaths = basePaths(item.with("servers"), operation);
              ContractOperation compiled =
                  operation(template, method, operation, all, basePaths.get(0));
              operations.add(compiled);
              for (String basePath : basePaths) {
                byBasePath
                    .computeIfAbsent(basePath, key -> new LinkedHashMap<>())
                    .put(method, compiled);
              }
            });
    matrixParameters |= !matrix.isEmpty();
    byBasePath.forEach(
        (basePath, methods) -> {
          if (router.add(basePath, template, matrix, new PathMethods(methods)) != null) {
            defects.add(entry.at(), "with its server's base path this is the same as another path");
          }
        });
  }

  private List<String> basePaths(Located item, Located operation) {
    if (options.basePath() != null) {
      return documentPaths;
    }
    if (operation.has("servers")) {
      return ServerPaths.read(operation.elements("servers"), defects);
    }
    return item.has("servers")
        ? ServerPaths.read(item.elements("servers"), defects)
        : documentPaths;
  }

  private void checkVariables(
      PathTemplate template, Located operation, List<Parameter> all, Set<String> matrix) {
    List<String> variables = template.variables();
    Set<String> declared = new HashSet<>();
    for (Parameter parameter : all) {
      if (parameter.place() == ParameterPlace.PATH) {
        declared.add(parameter.name());
        if (!variables.contains(parameter.name())) {
          defects.add(
              operation.at(),
              "the path parameter '"
                  + parameter.name()
                  + "' has no {"
                  + parameter.name()
                  + "} in the path. Add it, or remove the parameter");
        }
        if (parameter.content() == null && parameter.style() == ParameterStyle.MATRIX) {
          matrix.add(parameter.name());
        }
      }
    }
    for (String variable : variables) {
      if (!declared.contains(variable)) {
        defects.add(
            operation.at(), "the path's {" + variable + "} is not declared. Add a path parameter");
      }
    }
    for (SegmentPattern segment : template.segments()) {
      if (!segment.isVariable() && segment.variables().stream().anyMatch(matrix::contains)) {
        defects.add(
            operation.at(), "a matrix parameter must have a segment of the path for itself");
      }
    }
  }

  private ContractOperation operation(
      PathTemplate template,
      String method,
      Located operation,
      List<Parameter> all,
      String basePath) {
    String path = basePath + template.text();
    String id = operation.text("operationId");
    if (id == null) {
      defects.note(
          "missing-operation-id",
          operation.at(),
          "has no operationId; it is known as '" + method + " " + path + "'");
    } else if (!ids.add(id)) {
      defects.add(operation.at("operationId"), "another operation has the same id. Rename one");
    }
    SecurityRequirements needed = security.requirements(operation);
    if (needed.isAnonymous()) {
      defects.note(
          "open-operation", operation.at(), "is open to everyone: its security asks for nothing");
    }
    if (operation.has("callbacks")) {
      defects.note(
          "unjudged-callbacks",
          operation.at("callbacks"),
          "callbacks are calls that the service makes; nothing here judges them");
    }
    return new ContractOperation(
        id == null ? Operation.unnamed(method, path) : new Operation(id, method, path),
        needed,
        new Parameters(all, template.variables(), security.queryKeys(needed), options, tapes),
        bodies.read(operation),
        responses.read(operation),
        rates.ofOperation(operation));
  }
}
