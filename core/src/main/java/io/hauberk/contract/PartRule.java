package io.hauberk.contract;

import io.hauberk.schema.PropertyTexts;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a contract asks of the parts of one name.
 *
 * @param form what their content is, where their media type leaves it open
 * @param repeats whether the parts are the items of a list; else there may be one
 * @param types the media types that they may have; empty if the contract names none
 * @param minBytes the fewest octets of a part that is judged by its size
 * @param maxBytes the most octets of a part that is judged by its size
 * @param headers the header fields that the contract describes
 */
record PartRule(
    Form form,
    boolean repeats,
    List<MediaType> types,
    long minBytes,
    long maxBytes,
    List<Parameter> headers) {

  /** How the content of a part becomes a value that a schema can judge. */
  enum Form {
    /** The schema asks for text, a number or a boolean, as in any form. */
    TEXT,
    /** The schema asks for an object, or a list of lists: JSON. */
    JSON,
    /** The schema asks for octets: bounded, not read. */
    BINARY,
    /** The schema asks for a size at most: text if the part says that it is, else octets. */
    OPEN
  }

  /** Parts of which nothing is said. */
  static final PartRule ANY =
      new PartRule(Form.OPEN, true, List.of(), 0, Long.MAX_VALUE, List.of());

  PartRule {
    types = List.copyOf(types);
    headers = List.copyOf(headers);
  }

  /**
   * How the content of a part of this type is judged; null if the part may not have this type.
   *
   * @param sent the type that the part names; null means text (RFC 7578, 4.4)
   * @param named whether the part has a file name
   */
  @Nullable Form formOf(@Nullable MediaType sent, boolean named) {
    boolean isText = sent == null ? !named : sent.isText();
    if (types.isEmpty()) {
      return switch (form) {
        case TEXT -> sent == null || sent.essence().equals("text/plain") ? Form.TEXT : null;
        case JSON -> sent == null || sent.isJson() ? Form.JSON : null;
        case BINARY -> Form.BINARY;
        case OPEN -> isText ? Form.TEXT : Form.BINARY;
      };
    }
    MediaType type = sent == null ? MediaType.PLAIN_TEXT : sent;
    if (types.stream().noneMatch(declared -> declared.fit(type) >= 0)) {
      return null;
    }
    return switch (form) {
      case TEXT -> namesJson(type) ? Form.JSON : Form.TEXT;
      case JSON -> jsonOf(type);
      case BINARY -> Form.BINARY;
      case OPEN -> type.isJson() ? Form.JSON : isText ? Form.TEXT : Form.BINARY;
    };
  }

  /** The caller does not choose that no schema judges: where JSON is taken, nothing else is. */
  private @Nullable Form jsonOf(MediaType type) {
    if (type.isJson()) {
      return Form.JSON;
    }
    return takesJson() ? null : Form.BINARY;
  }

  /**
   * Whether the contract names this JSON type itself. A range does not: there the service takes
   * text for text, whatever the caller calls it.
   */
  private boolean namesJson(MediaType type) {
    return types.stream().anyMatch(declared -> declared.isJson() && declared.fit(type) >= 0);
  }

  /** The same, and what another schema of the same parts says where this one leaves it open. */
  PartRule and(PartRule other) {
    return new PartRule(
        form == Form.OPEN ? other.form : form,
        repeats || (form == Form.OPEN && other.repeats),
        types.isEmpty() ? other.types : types,
        Math.max(minBytes, other.minBytes),
        Math.min(maxBytes, other.maxBytes),
        headers);
  }

  /**
   * The same, where what the schema asks of a part of this name has been looked at: the caller does
   * not choose that no schema judges, so what is asked for more than its size is text.
   */
  PartRule judgedBy(PropertyTexts texts, String name) {
    return form == Form.OPEN
        ? texts.findSizesAlone(name, repeats).map(this::ofSize).orElseGet(this::ofText)
        : this;
  }

  private PartRule ofSize(PropertyTexts.Sizes sizes) {
    long most = sizes.max() == Integer.MAX_VALUE ? Long.MAX_VALUE : sizes.max();
    return new PartRule(
        form, repeats, types, Math.max(minBytes, sizes.min()), Math.min(maxBytes, most), headers);
  }

  private PartRule ofText() {
    return new PartRule(Form.TEXT, repeats, types, minBytes, maxBytes, headers);
  }

  /** Whether JSON is among the media types that the contract names. */
  private boolean takesJson() {
    return types.stream().anyMatch(it -> it.isJson() || it.overlaps(MediaType.JSON));
  }

  /** Whether the contract names media types, and none that its schema can judge. */
  boolean isUnjudged() {
    return form == Form.JSON && !types.isEmpty() && !takesJson();
  }

  /**
   * Whether the contract names media types beside JSON that are refused, as no schema judges them.
   */
  boolean isJsonAlone() {
    return form == Form.JSON && takesJson() && !types.stream().allMatch(MediaType::isJson);
  }

  /** The media types in the contract's own words. */
  String expectedTypes() {
    if (!types.isEmpty() && !isJsonAlone()) {
      return types.stream().map(MediaType::essence).collect(Collectors.joining(" or "));
    }
    return form == Form.JSON ? "application/json" : "text/plain";
  }
}
