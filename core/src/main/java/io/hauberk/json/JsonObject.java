package io.hauberk.json;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Members with distinct names. Their order is kept and does not count for equality. */
public final class JsonObject implements JsonValue {
  private final Map<String, JsonValue> members;

  /** An object of these members, which are copied in their order. */
  public static JsonObject of(Map<String, ? extends JsonValue> members) {
    Map<String, JsonValue> copy = new LinkedHashMap<>();
    members.forEach((name, value) -> copy.put(requireNonNull(name), requireNonNull(value)));
    return owning(copy);
  }

  /** Takes the map without a copy: the caller forgets it. */
  static JsonObject owning(Map<String, JsonValue> members) {
    return new JsonObject(members);
  }

  private JsonObject(Map<String, JsonValue> members) {
    this.members = members;
  }

  /** The members in their order, unmodifiable. */
  public Map<String, JsonValue> members() {
    return Collections.unmodifiableMap(members);
  }

  /** How many members there are. */
  public int size() {
    return members.size();
  }

  /** Whether there is no member. */
  public boolean isEmpty() {
    return members.isEmpty();
  }

  /** Whether there is a member of this name; its value may be {@code null}. */
  public boolean has(String name) {
    return members.containsKey(name);
  }

  /** The value of the member, {@link JsonNull} included; null if there is no such member. */
  public @Nullable JsonValue get(String name) {
    return members.get(name);
  }

  /**
   * The value of the member if it is of the type asked for: empty if it is absent <em>or of another
   * type</em>. Where the two must be told apart, ask {@link #get}.
   */
  public <T extends JsonValue> Optional<T> find(String name, Class<T> type) {
    JsonValue value = members.get(name);
    return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
  }

  @Override
  public JsonType type() {
    return JsonType.OBJECT;
  }

  @Override
  public Map<String, @Nullable Object> toJava() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    members.forEach((name, value) -> map.put(name, value.toJava()));
    return Collections.unmodifiableMap(map);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonObject object && members.equals(object.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  /** The JSON text, compact. */
  @Override
  public String toString() {
    return Json.write(this);
  }
}
