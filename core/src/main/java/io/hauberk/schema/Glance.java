package io.hauberk.schema;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a schema says of values that can be seen without looking into them. An upper bound: what is
 * ruled out here does not fit, whatever else the schema says.
 *
 * @param types the types that may fit, as bits of {@link Types}
 * @param texts the only strings that may fit; null if that is not known
 * @param notTexts strings that do not fit
 */
record Glance(int types, @Nullable Set<String> texts, Set<String> notTexts) {
  static final Glance ANYTHING = new Glance(Types.ALL, null, Set.of());

  /** Whether nothing is ruled out. */
  boolean isOpen() {
    return types == Types.ALL && texts == null && notTexts.isEmpty();
  }

  boolean allows(String text) {
    return (types & Types.STRING) != 0
        && (texts == null || texts.contains(text))
        && !notTexts.contains(text);
  }

  /** What is left where this and the other must hold. */
  Glance and(Glance other) {
    Set<String> both = texts == null ? other.texts : texts;
    if (texts != null && other.texts != null) {
      both = new HashSet<>(texts);
      both.retainAll(other.texts);
    }
    Set<String> neither = notTexts.isEmpty() ? other.notTexts : notTexts;
    if (!notTexts.isEmpty() && !other.notTexts.isEmpty()) {
      neither = new HashSet<>(notTexts);
      neither.addAll(other.notTexts);
    }
    return new Glance(types & other.types, both, neither);
  }

  /** What may fit where one of several is enough. */
  static Glance anyOf(List<Glance> choices) {
    int types = 0;
    boolean open = false;
    Set<String> texts = new HashSet<>();
    Set<String> notTexts = null;
    for (Glance choice : choices) {
      types |= choice.types;
      if ((choice.types & Types.STRING) == 0) {
        continue;
      }
      if (choice.texts == null) {
        open = true;
      } else {
        texts.addAll(choice.texts);
      }
      if (notTexts == null) {
        notTexts = new HashSet<>(choice.notTexts);
      } else {
        notTexts.retainAll(choice.notTexts);
      }
    }
    if (notTexts == null) {
      return new Glance(types, null, Set.of());
    }
    // what one choice forbids, another may list
    return new Glance(types, open ? null : texts, open ? less(notTexts, texts) : Set.of());
  }

  private static Set<String> less(Set<String> all, Set<String> some) {
    all.removeAll(some);
    return all;
  }

  /**
   * The same of the members of an object.
   *
   * @param required the names that must be there
   * @param members what is said of the values of some of these names
   */
  record OfObject(Set<String> required, Map<String, Glance> members) {
    static final OfObject ANYTHING = new OfObject(Set.of(), Map.of());

    OfObject and(OfObject other) {
      if (isOpen() || other.isOpen()) {
        return isOpen() ? other : this;
      }
      Set<String> names = new HashSet<>(required);
      names.addAll(other.required);
      Map<String, Glance> values = new HashMap<>(members);
      other.members.forEach((name, value) -> values.merge(name, value, Glance::and));
      return new OfObject(names, values);
    }

    OfObject or(OfObject other) {
      Set<String> names = new HashSet<>(required);
      names.retainAll(other.required);
      Map<String, Glance> values = new HashMap<>();
      members.forEach(
          (name, value) -> {
            Glance theirs = other.members.get(name);
            if (theirs != null) {
              values.put(name, anyOf(List.of(value, theirs)));
            }
          });
      return new OfObject(names, values);
    }

    private boolean isOpen() {
      return required.isEmpty() && members.isEmpty();
    }
  }
}
