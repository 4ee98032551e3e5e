package io.hauberk.contract;

import io.hauberk.contract.PartRule.Form;
import io.hauberk.schema.Direction;
import io.hauberk.schema.PropertyTexts;
import io.hauberk.schema.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what Media Type Objects say about the parts of a multipart body (OAS 3.1, 4.8.15). */
final class MultipartReader {
  private final References references;
  private final Schemas schemas;
  private final Defects defects;
  private final HeaderReader headers;

  MultipartReader(References references, Schemas schemas, Defects defects) {
    this.references = references;
    this.schemas = schemas;
    this.defects = defects;
    this.headers = new HeaderReader(references, schemas, defects, Direction.REQUEST);
  }

  /**
   * @param schema the compiled schema of the media type; null if it has none
   */
  MultipartContent read(Located media, @Nullable Schema schema) {
    Located root = media.object("schema");
    if (schema == null || root == null) {
      return MultipartContent.ANY;
    }
    Collection<Located> all = collect(root).values();
    Map<String, PartRule> patterns = patterns(all);
    ValueShape shape = schemas.shape(media.at("schema"), schema);
    PropertyTexts texts = schema.propertyTexts();
    Located encodings = media.object("encoding");
    Map<String, PartRule> rules = new LinkedHashMap<>();
    for (String name : shape.names()) {
      Located encoding = encodings == null ? null : encodings.object(name);
      PartRule rule = rule(property(all, name), shape.property(name), encoding);
      for (String pattern : schema.facts().matchedPatterns(name)) {
        rule = rule.and(patterns.getOrDefault(pattern, rule));
      }
      rules.put(name, rule.judgedBy(texts, name));
    }
    PartRule others = rule(first(all, "additionalProperties"), shape.property(UNDECLARED), null);
    return new MultipartContent(schema, shape, rules, patterns, others, texts);
  }

  /** A name that no contract declares, for the shape of what is not declared. */
  private static final String UNDECLARED = "\u0001";

  /**
   * A schema and those that apply to the same value, seen through references and applicators; the
   * nearest first. Without recursion: a contract may refer on and on.
   */
  private Map<Place, Located> collect(Located schema) {
    Map<Place, Located> found = new LinkedHashMap<>();
    Deque<Located> open = new ArrayDeque<>(List.of(schema));
    while (!open.isEmpty()) {
      Located at = references.follow(open.remove());
      if (at != null && found.putIfAbsent(at.at(), at) == null) {
        for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
          open.addAll(at.elements(keyword));
        }
      }
    }
    return found;
  }

  /** Where a property is described; null if nowhere. */
  private static @Nullable Located property(Collection<Located> schemas, String name) {
    for (Located at : schemas) {
      Located properties = at.object("properties");
      Located found = properties == null ? null : properties.object(name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Located first(Collection<Located> schemas, String keyword) {
    for (Located at : schemas) {
      Located found = at.object(keyword);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** What is asked of parts by the patterns of their names. */
  private Map<String, PartRule> patterns(Collection<Located> all) {
    Map<String, PartRule> patterns = new LinkedHashMap<>();
    for (Located at : all) {
      Located map = at.object("patternProperties");
      if (map != null) {
        map.object().members().keySet().forEach(pattern -> addPattern(map, pattern, patterns));
      }
    }
    return patterns;
  }

  private void addPattern(Located map, String pattern, Map<String, PartRule> into) {
    Located declared = map.object(pattern);
    Schema compiled = declared == null ? null : schemas.compile(declared.at());
    if (declared != null && compiled != null) {
      PartRule rule = rule(declared, schemas.shape(declared.at(), compiled), null);
      into.merge(pattern, rule, PartRule::and);
    }
  }

  private PartRule rule(@Nullable Located declared, ValueShape shape, @Nullable Located encoding) {
    boolean repeats = shape.isArray() && !shape.isPrimitive();
    Located target = declared == null ? null : references.follow(declared);
    Located value = repeats && target != null ? target.object("items") : declared;
    PartFacts facts = value == null ? null : PartFacts.of(value, references);
    ValueShape part = repeats ? shape.items() : shape;
    List<MediaType> types = types(encoding, facts);
    Form form = form(part, facts);
    PartRule rule =
        new PartRule(
            form,
            repeats,
            types,
            facts == null ? 0 : facts.minBytes(),
            facts == null ? Long.MAX_VALUE : facts.maxBytes(),
            headers(encoding));
    if (rule.isUnjudged()) {
      note(
          "unjudged-part",
          encoding,
          "parts of this media type are bounded, not judged by their schema");
    } else if (rule.isJsonAlone()) {
      note(
          "unjudged-part",
          encoding,
          "parts are taken as JSON alone: their schema cannot judge the other media types");
    }
    return rule;
  }

  private static Form form(ValueShape part, @Nullable PartFacts facts) {
    if (facts != null && facts.isBinary()) {
      return Form.BINARY;
    }
    if (part.isOpen()) {
      return facts != null && facts.isText() ? Form.TEXT : Form.OPEN;
    }
    return part.isPrimitive() ? Form.TEXT : Form.JSON;
  }

  /**
   * The media types that a part may have. Octets that are written as text (base64) may have any: it
   * tells what they are, not how they are written.
   */
  private List<MediaType> types(@Nullable Located encoding, @Nullable PartFacts facts) {
    String named = encoding == null ? null : encoding.text("contentType");
    if (named == null && facts != null) {
      named = facts.isEncoded() ? "*/*" : facts.mediaType();
    }
    List<MediaType> types = new ArrayList<>();
    for (String text : named == null ? List.<String>of() : Headers.list(List.of(named))) {
      MediaType type = MediaType.parse(text);
      if (type != null) {
        types.add(type);
      } else if (encoding != null) {
        defects.add(
            encoding.at("contentType"),
            "is no list of media types or ranges. Write one such as image/png, image/*");
      }
    }
    return types;
  }

  private List<Parameter> headers(@Nullable Located encoding) {
    if (encoding == null) {
      return List.of();
    }
    if (encoding.has("style") || encoding.has("explode") || encoding.has("allowReserved")) {
      note(
          "unapplied-style", encoding, "style, explode and allowReserved are not applied to parts");
    }
    return headers.read(encoding);
  }

  private void note(String rule, @Nullable Located at, String text) {
    if (at != null) {
      defects.note(rule, at.at(), text);
    }
  }
}
