package io.hauberk.record;

import io.hauberk.event.LineChain;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.json.JsonNumber;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What counts of one line.
 *
 * @param instance who wrote it
 * @param sequence its number; below 1 if it has none that can be one
 * @param code the kind of event
 * @param dropped how many events it tells of as dropped
 * @param folded how many events it tells of as folded into it
 * @param first the lowest number of these
 * @param last the highest number of these
 * @param hasHash whether a hash is somewhere in it
 */
record RecordLine(
    String instance,
    long sequence,
    String code,
    long dropped,
    long folded,
    long first,
    long last,
    boolean hasHash) {
  /** The line of an event of ours, in any format; empty if it is something else. */
  static Optional<RecordLine> of(JsonValue value) {
    if (!(value instanceof JsonObject line)) {
      return Optional.empty();
    }
    JsonValue unmapped = line.get("unmapped");
    JsonObject further = unmapped instanceof JsonObject object ? object : line;
    JsonValue instance = find(further, "hauberk.instance");
    boolean isOcsf = line.has("class_uid");
    JsonValue sequence = find(line, isOcsf ? "metadata.sequence" : "event.sequence");
    if (!(instance instanceof JsonString id) || sequence == null) {
      return Optional.empty();
    }
    JsonValue code = find(line, isOcsf ? "metadata.event_code" : "event.code");
    String kind = code instanceof JsonString text ? text.value() : "";
    boolean tellsOfDropped = kind.equals(Kind.EVENTS_DROPPED.id());
    return Optional.of(
        new RecordLine(
            id.value(),
            number(sequence),
            kind,
            tellsOfDropped ? detail(further, Detail.COUNT.id()) : 0,
            detail(further, Detail.FOLDED.id()),
            detail(further, Detail.FIRST_SEQUENCE.id()),
            detail(further, Detail.LAST_SEQUENCE.id()),
            find(further, LineChain.MEMBER) != null));
  }

  private static long detail(JsonObject line, String name) {
    return number(find(line, "hauberk.detail." + name));
  }

  /** A number from 0 on, as such or as a text; else -1 where there is something, 0 for nothing. */
  private static long number(@Nullable JsonValue value) {
    if (value == null) {
      return 0;
    }
    if (value instanceof JsonNumber number) {
      return number.fitsLong() ? Math.max(-1, number.longValue()) : -1;
    }
    return value instanceof JsonString text && text.value().matches("[0-9]{1,19}")
        ? Math.max(-1, Long.parseUnsignedLong(text.value()))
        : -1;
  }

  /** The value of a dotted name: flat, with the underscore of GELF before it, or nested. */
  private static @Nullable JsonValue find(JsonObject object, String name) {
    JsonValue flat = object.get(name);
    if (flat != null) {
      return flat;
    }
    JsonValue additional = object.get("_" + name);
    if (additional != null) {
      return additional;
    }
    int dot = name.indexOf('.');
    return dot > 0 && object.get(name.substring(0, dot)) instanceof JsonObject inner
        ? find(inner, name.substring(dot + 1))
        : null;
  }
}
