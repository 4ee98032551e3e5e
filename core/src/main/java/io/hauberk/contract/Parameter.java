package io.hauberk.contract;

import io.hauberk.request.RequestHead;
import io.hauberk.schema.InstanceType;
import io.hauberk.schema.Schema;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of an operation: where it stands, how it is written, and what it must be.
 *
 * @param place where it stands
 * @param name its name as declared
 * @param required whether it must be there
 * @param style how it is written
 * @param explode whether the parts of a list or object stand apart
 * @param allowEmptyValue whether an empty value counts as none
 * @param content the media type of a parameter that is declared by {@code content}; then style and
 *     explode do not count
 * @param shape what its text may mean
 * @param schema what judges it; null if the contract declares none
 * @param form how a query that is declared as a whole and as a form is read; otherwise null
 */
record Parameter(
    ParameterPlace place,
    String name,
    boolean required,
    ParameterStyle style,
    boolean explode,
    boolean allowEmptyValue,
    @Nullable MediaType content,
    ValueShape shape,
    @Nullable Schema schema,
    @Nullable FormBody form) {

  /** A parameter that is not a whole query. */
  Parameter(
      ParameterPlace place,
      String name,
      boolean required,
      ParameterStyle style,
      boolean explode,
      boolean allowEmptyValue,
      @Nullable MediaType content,
      ValueShape shape,
      @Nullable Schema schema) {
    this(place, name, required, style, explode, allowEmptyValue, content, shape, schema, null);
  }

  /** The place in findings: {@code query.limit}. */
  String where() {
    return place.id() + "." + name;
  }

  /** The properties that stand for themselves in a query, a form or among cookies. */
  boolean isSpread() {
    return content == null && style.isForm() && explode && shape.isObject() && shape.isComposite();
  }

  /** Reads a path variable. */
  Decoded decodePath(String raw) {
    if (content != null) {
      return single(List.of(raw), TextDecoder.PERCENT);
    }
    return switch (style) {
      case LABEL -> PathStyles.label(raw, explode, shape);
      case MATRIX -> PathStyles.matrix(raw, name, explode, shape);
      default -> Delimited.read(raw, style.delimiters(), explode, shape, TextDecoder.PERCENT);
    };
  }

  /** Reads a header field. */
  Decoded decodeHeader(RequestHead head) {
    return decodeHeader(head.headers(name));
  }

  /** Reads a header field from its lines. */
  Decoded decodeHeader(List<String> lines) {
    if (lines.isEmpty()) {
      return Decoded.ABSENT;
    }
    if (content != null || !shape.isComposite()) {
      return single(lines, TextDecoder.PLAIN);
    }
    String joined = String.join(",", lines); // RFC 9110, 5.3
    return Delimited.read(joined, style.delimiters(), explode, shape, TextDecoder.PLAIN);
  }

  /**
   * Reads a parameter of a query, a form body or cookies.
   *
   * @param used receives the names that were read
   * @param claimed names that belong to other parameters, for an object that takes any name
   */
  Decoded decodeForm(NamedTexts from, Set<String> used, Set<String> claimed) {
    List<String> raws = from.get(name);
    if (content == null) {
      if (style == ParameterStyle.DEEP_OBJECT) {
        Decoded deep = DeepObject.read(name, from, used);
        if (!(deep instanceof Decoded.Absent) || !shape.isPrimitive()) {
          return deep;
        }
      } else if (isSpread()) {
        return Spread.read(shape, from, used, claimed);
      }
    }
    if (raws.isEmpty()) {
      return Decoded.ABSENT;
    }
    used.add(name);
    boolean unwantedEmpty =
        allowEmptyValue
            && raws.size() == 1
            && raws.get(0).isEmpty()
            && !shape.accepts(InstanceType.STRING);
    if (unwantedEmpty) {
      return Decoded.EMPTY;
    }
    boolean each = content == null && shape.isArray() && explode;
    if (each && (!shape.isPrimitive() || raws.size() > 1)) {
      return Delimited.items(raws, from.decoder());
    }
    if (content != null || raws.size() > 1 || explode) {
      return single(raws, from.decoder());
    }
    return Delimited.read(raws.get(0), style.delimiters(), false, shape, from.decoder());
  }

  /** Reads a query that is declared as a whole. */
  Decoded decodeQueryString(String query, int maxPairs) {
    if (query.isEmpty()) {
      return Decoded.ABSENT;
    }
    if (form == null) {
      return single(List.of(query), TextDecoder.WHOLE_QUERY);
    }
    NamedTexts pairs = NamedTexts.ofForm(query, maxPairs);
    return pairs == null
        ? Decoded.malformed("at most " + maxPairs + " percent-encoded pairs")
        : form.read(pairs);
  }

  private Decoded single(List<String> raws, TextDecoder decoder) {
    if (raws.size() > 1) {
      return Decoded.repeated();
    }
    String text = decoder.decode(raws.get(0));
    if (text == null) {
      return Decoded.badEncoding();
    }
    return content != null && content.isJson()
        ? new Decoded.Value(new TextNode.Json(text))
        : Decoded.text(text);
  }

  /** Whether a pair of this name in a query is this parameter or a part of it. */
  boolean hasPair(String pairName) {
    if (form != null) {
      return form.properties().stream().anyMatch(property -> property.hasPair(pairName));
    }
    boolean deep = content == null && style == ParameterStyle.DEEP_OBJECT;
    return ownNames().contains(pairName) || (deep && DeepObject.keys(name, pairName) != null);
  }

  /** The names under which this parameter stands in a query, as far as they are declared. */
  Set<String> ownNames() {
    return isSpread() ? shape.names() : Set.of(name);
  }
}
