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
 * @param integers the only numbers that may fit; null if that is not known
 */
record Glance(
    int types, @Nullable Set<String> texts, Set<String> notTexts, @Nullable Set<Long> integers) {
  static final Glance ANYTHING = new Glance(Types.ALL, null, Set.of(), null);

  /** Whether nothing is ruled out. */
  boolean isOpen() {
    return types == Types.ALL && !isListed() && notTexts.isEmpty();
  }

  /** Whether the strings or numbers that may fit are listed. */
  boolean isListed() {
    return texts != null || integers != null;
  }

  boolean allows(String text) {
    return (types & Types.STRING) != 0
        && (texts == null || texts.contains(text))
        && !notTexts.contains(text);
  }

  boolean allows(long integer) {
    return (types & Types.INTEGER) != 0 && (integers == null || integers.contains(integer));
  }

  /** What is left where this and the other must hold. */
  Glance and(Glance other) {
    return new Glance(
        types & other.types,
        both(texts, other.texts),
        union(notTexts, other.notTexts),
        both(integers, other.integers));
  }

  /** What may fit where one of several is enough. */
  static Glance anyOf(List<Glance> choices) {
    int types = 0;
    Set<String> texts = new HashSet<>();
    Set<Long> integers = new HashSet<>();
    boolean anyText = false;
    boolean anyNumber = false;
    Set<String> notTexts = null;
    for (Glance choice : choices) {
      types |= choice.types;
      if ((choice.types & Types.NUMBER) != 0) {
        anyNumber |= choice.integers == null;
        integers.addAll(choice.integers == null ? Set.of() : choice.integers);
      }
      if ((choice.types & Types.STRING) != 0) {
        anyText |= choice.texts == null;
        texts.addAll(choice.texts == null ? Set.of() : choice.texts);
        if (notTexts == null) {
          notTexts = new HashSet<>(choice.notTexts);
        }
        notTexts.removeIf(choice::allows); // what one choice forbids, another may allow
      }
    }
    return new Glance(
        types,
        anyText ? null : texts,
        notTexts == null ? Set.of() : notTexts,
        anyNumber ? null : integers);
  }

  private static <T> @Nullable Set<T> both(@Nullable Set<T> one, @Nullable Set<T> other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    Set<T> both = new HashSet<>(one);
    both.retainAll(other);
    return both;
  }

  private static <T> Set<T> union(Set<T> one, Set<T> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    Set<T> union = new HashSet<>(one);
    union.addAll(other);
    return union;
  }

  /**
   * The same of the members of an object.
   *
   * @param required the names that must be there
   * @param members what is said of the values of some names, where they are there
   */
  record OfObject(Set<String> required, Map<String, Glance> members) {
    static final OfObject ANYTHING = new OfObject(Set.of(), Map.of());

    OfObject and(OfObject other) {
      if (isOpen() || other.isOpen()) {
        return isOpen() ? other : this;
      }
      Map<String, Glance> values = new HashMap<>(members);
      other.members.forEach((name, value) -> values.merge(name, value, Glance::and));
      return new OfObject(union(required, other.required), values);
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
