package io.hauberk.samples.orders.tour;

import io.hauberk.json.Json;
import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonNumber;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One line of the service's log that tells of a security event, in the Elastic Common Schema. */
record Event(JsonObject line) {

  /** The text at a dotted name such as {@code event.reason}. */
  Optional<String> text(String name) {
    return find(name).filter(JsonString.class::isInstance).map(v -> ((JsonString) v).value());
  }

  /** The number of the event in its instance's count; empty if the line is no security event. */
  OptionalLong sequence() {
    return find("event.sequence")
        .filter(JsonNumber.class::isInstance)
        .map(number -> OptionalLong.of(Long.parseLong(number.toString())))
        .orElse(OptionalLong.empty());
  }

  boolean isRefusal() {
    return text("event.code").filter("request_refused"::equals).isPresent();
  }

  /** The fields that a reader looks at first. */
  String inShort() {
    List<String> parts = new ArrayList<>();
    add(parts, "action", "event.action");
    add(parts, "severity", "event.severity");
    add(parts, "no", "event.sequence");
    add(parts, "operation", "hauberk.operation.id");
    add(parts, "caller", "user.id");
    add(parts, "secret", "hauberk.detail.secret");
    add(parts, "cause", "hauberk.detail.cause");
    add(parts, "findings", "hauberk.findings");
    return String.join("  ", parts);
  }

  private void add(List<String> parts, String label, String name) {
    find(name).ifPresent(value -> parts.add(label + '=' + show(value)));
  }

  private static String show(JsonValue value) {
    if (value instanceof JsonString text) {
      return text.value();
    }
    if (value instanceof JsonArray array && array.size() == 1) {
      return show(array.get(0));
    }
    return Json.write(value);
  }

  private Optional<JsonValue> find(String name) {
    return JsonPointer.parse('/' + name.replace('.', '/')).find(line);
  }
}
