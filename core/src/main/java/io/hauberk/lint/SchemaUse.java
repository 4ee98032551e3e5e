package io.hauberk.lint;

import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A schema that judges a value on its own, with all that is said about the value beside it: what
 * stands in {@code allOf}, behind {@code $ref}, and in the schema whose alternative it is.
 */
final class SchemaUse {
  /** Whose value it judges. */
  enum Role {
    /** What others send: requests, and answers to the service's own calls. */
    INPUT,
    /** What the service sends. */
    OUTPUT
  }

  private static final int MAX_CHOICES = 8;

  private final Place place;
  private final List<Place> conjuncts;
  private final @Nullable SchemaUse alternativeOf;
  private final Set<Role> roles = EnumSet.noneOf(Role.class);
  private final List<List<SchemaUse>> choices = new ArrayList<>();

  SchemaUse(Place place, List<Place> conjuncts, @Nullable SchemaUse alternativeOf) {
    this.place = place;
    this.conjuncts = List.copyOf(conjuncts);
    this.alternativeOf = alternativeOf;
  }

  Place place() {
    return place;
  }

  /** The schemas that must all hold: itself, what it refers to, what its {@code allOf} names. */
  List<Place> conjuncts() {
    return conjuncts;
  }

  boolean addRoles(Set<Role> more) {
    return roles.addAll(more);
  }

  Set<Role> roles() {
    return roles;
  }

  boolean isInput() {
    return roles.contains(Role.INPUT);
  }

  /** Whether the service sends such values, or others send them to it. */
  boolean isUsed() {
    return !roles.isEmpty();
  }

  /** The alternatives of an {@code anyOf} or {@code oneOf}, one of which holds. */
  void addChoice(List<SchemaUse> alternatives) {
    choices.add(List.copyOf(alternatives));
  }

  /** Whether it is made of several schemas, so that none of them can be closed on its own. */
  boolean isComposed() {
    return conjuncts.size() > 1;
  }

  /** Whether this is one of several alternatives. */
  boolean isAlternative() {
    return alternativeOf != null;
  }

  /** The types that it names itself; empty if it leaves the type open. */
  Set<String> types() {
    Set<String> types = new LinkedHashSet<>();
    for (Place part : conjuncts) {
      JsonValue type = part.get("type");
      if (type instanceof JsonString text) {
        types.add(text.value());
      } else if (type instanceof JsonArray) {
        types.addAll(part.texts("type"));
      }
    }
    return types;
  }

  boolean hasType(String type) {
    return types().contains(type);
  }

  /** Whether one of these keywords bounds the value, wherever it stands. */
  boolean says(String... keywords) {
    return holds(
        part -> {
          for (String keyword : keywords) {
            if (part.has(keyword)) {
              return true;
            }
          }
          return false;
        });
  }

  /** Whether the values are listed. */
  boolean isListed() {
    return says("enum", "const");
  }

  /** Whether something holds for every value that fits. */
  boolean holds(Predicate<Place> fact) {
    for (SchemaUse at = this; at != null; at = at.alternativeOf) {
      if (at.conjuncts.stream().anyMatch(fact)) {
        return true;
      }
    }
    return holdsInEveryAlternative(fact, 0);
  }

  private boolean holdsInEveryAlternative(Predicate<Place> fact, int depth) {
    if (depth == MAX_CHOICES) {
      return false;
    }
    return choices.stream()
        .anyMatch(
            choice ->
                choice.stream()
                    .allMatch(
                        one ->
                            one.isNull()
                                || one.conjuncts.stream().anyMatch(fact)
                                || one.holdsInEveryAlternative(fact, depth + 1)));
  }

  private boolean isNull() {
    return types().equals(Set.of("null"));
  }

  /** The texts of a keyword, from all parts. */
  List<String> texts(String keyword) {
    return conjuncts.stream().map(part -> part.text(keyword)).filter(it -> !it.isEmpty()).toList();
  }
}
