package io.hauberk.contract;

import io.hauberk.schema.InstanceType;
import io.hauberk.schema.SchemaFacts;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a parameter's text may mean, as far as its schema tells: how text becomes JSON.
 *
 * <p>The upper levels are worked out once. What lies deeper is worked out when a request asks for
 * it and not kept: a schema that refers to itself has no end, and no caller shall make this grow.
 */
final class ValueShape {
  private static final int KEPT_LEVELS = 2;
  private static final String NOBODYS_NAME = "\u0001";

  /** Text that no schema says anything about. */
  static final ValueShape TEXT = new ValueShape(EnumSet.of(InstanceType.STRING), null, Set.of());

  private final Set<InstanceType> types;
  private final @Nullable SchemaFacts facts;
  private final Set<String> names;
  private final Map<String, ValueShape> kept = new HashMap<>();
  private @Nullable ValueShape keptItems;

  static ValueShape of(SchemaFacts facts) {
    return of(facts, KEPT_LEVELS);
  }

  private static ValueShape of(SchemaFacts facts, int levels) {
    Set<InstanceType> types = facts.types();
    boolean object = types.contains(InstanceType.OBJECT);
    Set<String> names = object ? facts.declaredProperties() : Set.of();
    ValueShape shape = new ValueShape(types, facts, names);
    if (levels > 0) {
      for (String name : names) {
        shape.kept.put(name, of(facts.property(name), levels - 1));
      }
      if (shape.isArray()) {
        shape.keptItems = of(facts.element(0), levels - 1);
      }
    }
    return shape;
  }

  private ValueShape(Set<InstanceType> types, @Nullable SchemaFacts facts, Set<String> names) {
    this.types = types;
    this.facts = facts;
    this.names = names;
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
    return accepts(InstanceType.OBJECT) && (!isOpen() || !names.isEmpty());
  }

  /** Whether it asks for arrays or objects and for nothing that one text could be. */
  boolean isComposite() {
    return !isPrimitive() && (isArray() || isObject());
  }

  /** The shape of the elements. */
  ValueShape items() {
    if (keptItems != null) {
      return keptItems;
    }
    return facts == null || isOpen() ? TEXT : of(facts.element(0), 0);
  }

  /** The declared names of an object. */
  Set<String> names() {
    return names;
  }

  /** The shape of a property, declared or not. */
  ValueShape property(String name) {
    ValueShape known = kept.get(name);
    if (known != null) {
      return known;
    }
    if (facts == null || (isOpen() && names.isEmpty()) || isClosedTo(name)) {
      return TEXT;
    }
    return of(facts.property(name), 0);
  }

  private boolean isClosedTo(String name) {
    return facts != null && !names.contains(name) && !facts.acceptsUndeclaredProperties();
  }

  /** Whether the object declares no names and takes any. */
  boolean isFreeForm() {
    return names.isEmpty() && takesUndeclared();
  }

  /** Whether it asks for an object that may have properties of other names than the declared. */
  boolean takesUndeclared() {
    return isObject() && !isClosedTo(NOBODYS_NAME);
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
