package io.hauberk.identity;

import io.hauberk.json.JsonFault;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonTape;
import io.hauberk.request.Reason;

/** The JSON object inside of a part of a token, read strictly (RFC 7515, 4; RFC 8725, 2.6). */
final class JsonPart {
  private static final JsonLimits LIMITS =
      JsonLimits.DEFAULT
          .withMaxBytes(IssuerProfile.Builder.LARGEST_TOKEN_LIMIT)
          .withMaxDepth(32)
          .withMaxValues(4096);

  static Outcome<JsonObject> read(byte[] utf8) {
    JsonTape tape = new JsonTape();
    JsonFault fault = tape.read(utf8, LIMITS);
    if (fault != null) {
      return Outcome.refused(reasonOf(fault.kind()));
    }
    return tape.toValue(tape.root()) instanceof JsonObject object
        ? Outcome.found(object)
        : Outcome.refused(Reason.TOKEN_MALFORMED);
  }

  private static Reason reasonOf(JsonFault.Kind fault) {
    return switch (fault) {
      case TOO_LARGE, TOO_DEEP, TOO_MANY_VALUES, NUMBER_TOO_LONG -> Reason.TOKEN_TOO_LARGE;
      default -> Reason.TOKEN_MALFORMED;
    };
  }

  private JsonPart() {}
}
