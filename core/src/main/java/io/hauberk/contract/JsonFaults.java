package io.hauberk.contract;

import io.hauberk.json.JsonFault;
import io.hauberk.json.JsonLimits;
import io.hauberk.request.Decision;
import io.hauberk.request.Finding;
import io.hauberk.request.Reason;
import java.util.List;

/** What a caller is told of JSON that could not be read: what was expected, and where it ends. */
final class JsonFaults {

  /** Refuses a body, or what lies at a place in it. */
  static Decision.Denied refuse(String where, JsonFault fault, JsonLimits limits) {
    return new Decision.Denied(reason(fault), List.of(finding(where, fault, limits)));
  }

  static Finding finding(String where, JsonFault fault, JsonLimits limits) {
    return new Finding(where, "json", expected(fault, limits));
  }

  static Reason reason(JsonFault fault) {
    return switch (fault.kind()) {
      case TOO_LARGE -> Reason.BODY_TOO_LARGE;
      case TOO_DEEP,
          TOO_MANY_VALUES,
          TOO_MANY_MEMBERS,
          TOO_MANY_ITEMS,
          STRING_TOO_LONG,
          NUMBER_TOO_LONG ->
          Reason.BODY_TOO_COMPLEX;
      case EMPTY, MALFORMED, INVALID_UTF8, DUPLICATE_NAME, TRAILING_DATA, UNSUPPORTED ->
          Reason.BODY_MALFORMED;
    };
  }

  private static String expected(JsonFault fault, JsonLimits limits) {
    return switch (fault.kind()) {
      case EMPTY -> "a JSON value";
      case MALFORMED, UNSUPPORTED -> "well-formed JSON; the fault is at octet " + fault.offset();
      case INVALID_UTF8 -> "text in UTF-8; the fault is at octet " + fault.offset();
      case DUPLICATE_NAME ->
          "each name once in an object; one is repeated at octet " + fault.offset();
      case TRAILING_DATA ->
          "nothing after the JSON value; there is something at octet " + fault.offset();
      case TOO_LARGE -> "at most " + limits.maxBytes() + " octets of JSON";
      case TOO_DEEP -> "at most " + limits.maxDepth() + " levels of arrays and objects";
      case TOO_MANY_VALUES -> "at most " + limits.maxValues() + " values";
      case TOO_MANY_MEMBERS -> "at most " + limits.maxMembers() + " members in an object";
      case TOO_MANY_ITEMS -> "at most " + limits.maxItems() + " items in an array";
      case STRING_TOO_LONG -> "strings of at most " + limits.maxStringBytes() + " octets";
      case NUMBER_TOO_LONG ->
          "numbers of at most %s characters and exponents up to %s"
              .formatted(limits.maxNumberLength(), limits.maxExponent());
    };
  }

  private JsonFaults() {}
}
