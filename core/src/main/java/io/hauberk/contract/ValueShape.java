package io.hauberk.contract;

import io.hauberk.schema.InstanceType;
import io.hauberk.schema.SchemaFacts;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a parameter's text may mean, as far as its schema tells: how text becomes JSON. Computed once,
 * to a bounded depth; below that, text stays a string.
 */
final class ValueShape {
  private static final int MAX_DEPTH = 4;
  private static final String NOBODYS_NAME = "\u0001";

  /** Text that no schema says anything about. */
  static final ValueShape TEXT = new ValueShape(EnumSet.of(InstanceType.STRING));

  private final Set<InstanceType> types;
  private final Map<String, ValueShape> properties = new LinkedHashMap<>();
  private @Nullable ValueShape items;
  private @Nullable ValueShape others;

  static ValueShape of(SchemaFacts facts) {
    return of(facts, 0);
  }

  private static ValueShape of(SchemaFacts facts, int depth) {
    ValueShape shape = new ValueShape(facts.types());
    if (depth == MAX_DEPTH || (shape.isOpen() && facts.declaredProperties().isEmpty())) {
      return shape;
    }
    if (shape.accepts(InstanceType.ARRAY)) {
      shape.items = of(facts.element(0), depth + 1);
    }
    if (shape.accepts(InstanceType.OBJECT)) {
      for (String name : facts.declaredProperties()) {
        shape.properties.put(name, of(facts.property(name), depth + 1));
      }
      if (facts.acceptsUndeclaredProperties()) {
        shape.others = of(facts.property(NOBODYS_NAME), depth + 1);
      }
    }
    return shape;
  }

  private ValueShape(Set<InstanceType> types) {
    this.types = types;
  }

  boolean accepts(InstanceType type) {
    return types.contains(type);
  }

  /** Whether the schema says nothing about types; a bare text is then a string. */
  boolean isOpen() {
    return types.size() == InstanceType.values().length;
  }

  /** Whether text may stand for one value, not a list or an object. */
  boolean isPrimitive() {
    return isOpen()
        || accepts(InstanceType.STRING)
        || accepts(InstanceType.BOOLEAN)
        || accepts(InstanceType.INTEGER);
  }

  /** Whether the schema asks for arrays, and says so. */
  boolean isArray() {
    return accepts(InstanceType.ARRAY) && !isOpen();
  }

  /** Whether the schema asks for objects, and says so. */
  boolean isObject() {
    return accepts(InstanceType.OBJECT) && (!isOpen() || !properties.isEmpty());
  }

  /** The shape of the elements. */
  ValueShape items() {
    return items == null ? TEXT : items;
  }

  Map<String, ValueShape> properties() {
    return properties;
  }

  /** The shape of a property, declared or not. */
  ValueShape property(String name) {
    ValueShape declared = properties.get(name);
    if (declared != null) {
      return declared;
    }
    return others == null ? TEXT : others;
  }

  /** Whether the object declares no names and takes any. */
  boolean isFreeForm() {
    return isObject() && properties.isEmpty() && others != null;
  }

  /** The types in the words of the schema: {@code integer or string}. */
  String expected() {
    StringBuilder text = new StringBuilder();
    for (InstanceType type : types) {
      boolean implied =
          (type == InstanceType.INTEGER && accepts(InstanceType.NUMBER))
              || type == InstanceType.NULL;
      if (!implied) {
        text.append(text.length() == 0 ? "" : " or ").append(type.id());
      }
    }
    return text.toString();
  }
}
