package io.hauberk.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;

/** A list or map whose end has not been read yet. */
abstract sealed class YamlCollection {
  private final CollectionStartEvent start;
  private final long valuesBefore;
  private final long charactersBefore;
  private int levels;

  private YamlCollection(CollectionStartEvent start, long valuesBefore, long charactersBefore) {
    this.start = start;
    this.valuesBefore = valuesBefore;
    this.charactersBefore = charactersBefore;
  }

  CollectionStartEvent start() {
    return start;
  }

  /** Values of the document before this one, with what aliases repeated. */
  long valuesBefore() {
    return valuesBefore;
  }

  /** Characters of scalars before this one, with what aliases repeated. */
  long charactersBefore() {
    return charactersBefore;
  }

  /** The levels of the deepest value added so far. */
  int levels() {
    return levels;
  }

  /** Adds an element, or the value of the member whose name came last. */
  final void add(JsonValue value, int itsLevels) {
    levels = Math.max(levels, itsLevels);
    put(value);
  }

  /** Whether a name must come next. */
  abstract boolean wantsName();

  /** Begins a member; false if there is one of this name. */
  abstract boolean name(String name);

  abstract void put(JsonValue value);

  abstract JsonValue value();

  static final class OfElements extends YamlCollection {
    private final List<JsonValue> elements = new ArrayList<>();

    OfElements(CollectionStartEvent start, long valuesBefore, long charactersBefore) {
      super(start, valuesBefore, charactersBefore);
    }

    @Override
    boolean wantsName() {
      return false;
    }

    @Override
    boolean name(String name) {
      throw new IllegalStateException("a list has no names");
    }

    @Override
    void put(JsonValue value) {
      elements.add(value);
    }

    @Override
    JsonValue value() {
      return JsonArray.owning(elements);
    }
  }

  static final class OfMembers extends YamlCollection {
    private final Map<String, JsonValue> members = new LinkedHashMap<>();
    private @Nullable String name;

    OfMembers(CollectionStartEvent start, long valuesBefore, long charactersBefore) {
      super(start, valuesBefore, charactersBefore);
    }

    @Override
    boolean wantsName() {
      return name == null;
    }

    @Override
    boolean name(String name) {
      this.name = name;
      return !members.containsKey(name);
    }

    @Override
    void put(JsonValue value) {
      if (name == null) {
        throw new IllegalStateException("a value without a name");
      }
      members.put(name, value);
      name = null;
    }

    @Override
    JsonValue value() {
      return JsonObject.owning(members);
    }
  }
}
