package io.hauberk.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An ordered list of values. */
public final class JsonArray implements JsonValue, Iterable<JsonValue> {
  private final List<JsonValue> elements;

  /** An array of these elements, which are copied. */
  public static JsonArray of(List<? extends JsonValue> elements) {
    return new JsonArray(List.copyOf(elements));
  }

  /** An array of these elements. */
  public static JsonArray of(JsonValue... elements) {
    return new JsonArray(List.of(elements));
  }

  /** Takes the list without a copy: the caller forgets it. */
  static JsonArray owning(List<JsonValue> elements) {
    return new JsonArray(Collections.unmodifiableList(elements));
  }

  private JsonArray(List<JsonValue> elements) {
    this.elements = elements;
  }

  /** The elements, unmodifiable. */
  public List<JsonValue> elements() {
    return elements;
  }

  /** How many elements there are. */
  public int size() {
    return elements.size();
  }

  /** Whether there is no element. */
  public boolean isEmpty() {
    return elements.isEmpty();
  }

  /**
   * The element at {@code index}, from 0.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public JsonValue get(int index) {
    return elements.get(index);
  }

  @Override
  public Iterator<JsonValue> iterator() {
    return elements.iterator();
  }

  @Override
  public JsonType type() {
    return JsonType.ARRAY;
  }

  @Override
  public List<@Nullable Object> toJava() {
    List<@Nullable Object> list = new ArrayList<>(elements.size());
    for (JsonValue element : elements) {
      list.add(element.toJava());
    }
    return Collections.unmodifiableList(list);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonArray array && elements.equals(array.elements);
  }

  @Override
  public int hashCode() {
    return elements.hashCode();
  }

  /** The JSON text, compact. */
  @Override
  public String toString() {
    return Json.write(this);
  }
}
