package io.hauberk.json;

import static java.util.Objects.requireNonNull;

/**
 * Why octets were not read: the first fault, and where it stands.
 *
 * @param kind what is wrong
 * @param offset octets from the beginning of the document to the fault; zero or more
 */
public record JsonFault(Kind kind, int offset) {

  /** What can be wrong with a document. */
  public enum Kind {
    /** No value: the document is empty or holds white space only. */
    EMPTY,
    /** Not the grammar of RFC 8259, or an escape that is half of a surrogate pair. */
    MALFORMED,
    /** Octets inside a string that are not UTF-8 (RFC 3629), or a raw surrogate. */
    INVALID_UTF8,
    /** An object has the same name twice, compared after unescaping (RFC 8259, 4). */
    DUPLICATE_NAME,
    /** More octets than {@link JsonLimits#maxBytes()}. */
    TOO_LARGE,
    /** More levels than {@link JsonLimits#maxDepth()}. */
    TOO_DEEP,
    /** More values than {@link JsonLimits#maxValues()}. */
    TOO_MANY_VALUES,
    /**
     * A number longer than {@link JsonLimits#maxNumberLength()}, or an exponent beyond {@link
     * JsonLimits#maxExponent()}.
     */
    NUMBER_TOO_LONG,
    /** An object of more members than {@link JsonLimits#maxMembers()}. */
    TOO_MANY_MEMBERS,
    /** An array of more items than {@link JsonLimits#maxItems()}. */
    TOO_MANY_ITEMS,
    /** A string or name of more octets than {@link JsonLimits#maxStringBytes()}. */
    STRING_TOO_LONG,
    /** Something other than white space after the value. */
    TRAILING_DATA,
    /** A YAML feature that has no place in JSON; never the fault of a JSON document. */
    UNSUPPORTED
  }

  /** Checks the parts. */
  public JsonFault {
    requireNonNull(kind, "kind");
    if (offset < 0) {
      throw new IllegalArgumentException("offset must not be negative, was " + offset);
    }
  }
}
