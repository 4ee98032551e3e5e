package io.hauberk.contract;

import io.hauberk.schema.Schema;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads Parameter Objects, each once however many operations share it. */
final class ParameterReader {
  /**
   * Described elsewhere in the document; a parameter of this name is ignored (OAS 3.1, 4.8.12.2).
   */
  private static final Set<String> IGNORED_HEADERS =
      Set.of("accept", "content-type", "authorization");

  private final References references;
  private final Schemas schemas;
  private final Defects defects;
  private final Map<String, Parameter> known = new HashMap<>();

  ParameterReader(References references, Schemas schemas, Defects defects) {
    this.references = references;
    this.schemas = schemas;
    this.defects = defects;
  }

  /** The parameters of an operation: those of its path, unless it declares them anew. */
  List<Parameter> read(Located pathItem, Located operation) {
    Map<String, Parameter> merged = new LinkedHashMap<>();
    merged.putAll(readAll(pathItem));
    merged.putAll(readAll(operation));
    checkQuery(merged.values(), operation);
    return List.copyOf(merged.values());
  }

  /** What references and the path bring together must still fit: OAS 3.2, 4.12.1. */
  private void checkQuery(Collection<Parameter> parameters, Located operation) {
    long whole = count(parameters, ParameterPlace.QUERYSTRING);
    if (whole > 1 || (whole == 1 && count(parameters, ParameterPlace.QUERY) > 0)) {
      defects.add(operation.at(), ObjectRules.WHOLE_QUERY);
    }
  }

  private static long count(Collection<Parameter> parameters, ParameterPlace place) {
    return parameters.stream().filter(parameter -> parameter.place() == place).count();
  }

  private Map<String, Parameter> readAll(Located owner) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    for (Located element : owner.elements("parameters")) {
      Located located = references.follow(element);
      Parameter parameter = located == null ? null : read(located);
      if (parameter != null) {
        String name =
            parameter.place() == ParameterPlace.HEADER
                ? parameter.name().toLowerCase(Locale.ROOT)
                : parameter.name();
        if (parameters.put(parameter.place() + " " + name, parameter) != null) {
          defects.add(element.at(), "another parameter here has the same name and place");
        }
      }
    }
    return parameters;
  }

  /** The parameter, or null if it is ignored or not well-formed: the defect is told elsewhere. */
  private @Nullable Parameter read(Located located) {
    String at = located.at().toString();
    Parameter before = known.get(at);
    if (before != null) {
      return before;
    }
    ParameterPlace place = ParameterPlace.find(located.text("in", ""));
    String name = located.text("name");
    if (place == null || name == null || isIgnored(place, name)) {
      return null;
    }
    String styleName = located.text("style");
    ParameterStyle style =
        styleName == null ? place.defaultStyle() : ParameterStyle.find(styleName, place);
    if (style == null) {
      return null;
    }
    Located content = located.entries("content").stream().findFirst().orElse(null);
    MediaType type = content == null ? null : mediaType(content);
    if (content != null && type == null) {
      return null;
    }
    Located described = content == null ? null : references.follow(content);
    Located owner = described == null ? located : described;
    Schema schema = owner.has("schema") ? schemas.compile(owner.at("schema")) : null;
    ValueShape shape = schema == null ? ValueShape.TEXT : schemas.shape(owner.at("schema"), schema);
    boolean form = place == ParameterPlace.QUERYSTRING && type != null && type.isForm();
    Parameter parameter =
        new Parameter(
            place,
            name,
            located.flag("required", false) || place == ParameterPlace.PATH,
            style,
            located.flag("explode", style.explodesByDefault()),
            located.flag("allowEmptyValue", false),
            type,
            shape,
            schema,
            form ? BodyReader.form(owner, shape) : null);
    known.put(at, parameter);
    return parameter;
  }

  private static boolean isIgnored(ParameterPlace place, String name) {
    return place == ParameterPlace.HEADER
        && IGNORED_HEADERS.contains(name.toLowerCase(Locale.ROOT));
  }

  private @Nullable MediaType mediaType(Located content) {
    MediaType type = MediaType.parse(content.key());
    if (type == null) {
      defects.add(content.at(), "is no media type. Write one such as application/json");
    }
    return type;
  }
}
