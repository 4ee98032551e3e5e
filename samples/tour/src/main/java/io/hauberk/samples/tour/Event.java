package io.hauberk.samples.tour;

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

  /** The fields that a reader looks at first, in a few lines. */
  List<String> inShort() {
    List<String> facts = new ArrayList<>();
    add(facts, "action", "event.action");
    add(facts, "severity", "event.severity");
    add(facts, "no", "event.sequence");
    add(facts, "operation", "hauberk.operation.id");
    add(facts, "caller", "user.id");
    add(facts, "secret", "hauberk.detail.secret");
    List<String> lines = new ArrayList<>(List.of(String.join("  ", facts)));
    add(lines, "cause", "hauberk.detail.cause");
    find("hauberk.findings")
        .filter(JsonArray.class::isInstance)
        .ifPresent(
            findings ->
                ((JsonArray) findings).forEach(finding -> lines.add("finding=" + show(finding))));
    return lines;
  }

  private void add(List<String> facts, String label, String name) {
    find(name).ifPresent(value -> facts.add(label + '=' + show(value)));
  }

  private static String show(JsonValue value) {
    return value instanceof JsonString text ? text.value() : Json.write(value);
  }

  private Optional<JsonValue> find(String name) {
    return JsonPointer.parse('/' + name.replace('.', '/')).find(line);
  }
}
