package io.hauberk.schema;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a schema says about texts that are properties of an object, seen through everything that it
 * applies: for whoever would leave such a text unread, and must know that nothing depends on it.
 *
 * <p>The answers err on one side: where it is not plain that a schema asks for the size alone, it
 * asks for more.
 */
public final class PropertyTexts {
  /*
   * SchemaFacts tells what an instance may be, and so need not look where a schema only excludes or
   * chooses: not, if, contains and the like. Here these are what matters. So this walks all schemas
   * that may meet the object, from there all that may meet the property, and from there all that
   * may meet an element of it, and looks for a keyword whose answer depends on the text. A bound of
   * the length is told apart where the text must keep it in any case; elsewhere, as below `anyOf`,
   * it is the answer to a question.
   */

  /**
   * The sizes that a text must have.
   *
   * @param min the fewest characters
   * @param max the most; {@link Integer#MAX_VALUE} if there is no bound
   */
  public record Sizes(int min, int max) {}

  /**
   * A schema that may meet a value.
   *
   * @param always whether the value must fit it, whatever else the value fits
   */
  private record Reached(SchemaNode node, boolean always) {}

  private final Set<Reached> ofTheObject;

  static PropertyTexts of(SchemaNode node) {
    return new PropertyTexts(inPlace(List.of(new Reached(node, true))));
  }

  private PropertyTexts(Set<Reached> ofTheObject) {
    this.ofTheObject = ofTheObject;
  }

  /**
   * The sizes that a property of this name must have if it is a text, or each element of it must
   * have; empty if the schema may ask for anything else of the text.
   *
   * @param elements whether the property is an array of texts
   */
  public Optional<Sizes> findSizesAlone(String name, boolean elements) {
    Set<Reached> properties = new LinkedHashSet<>();
    for (Reached at : ofTheObject) {
      for (Keyword keyword : at.node().keywords()) {
        if (keyword.readsProperty(name)) {
          return Optional.empty();
        }
        addProperties(keyword, name, at.always(), properties);
      }
    }
    Set<Reached> values = inPlace(properties);
    if (!elements) {
      return sizesAlone(values);
    }
    return readsAny(values, Types.ARRAY) ? Optional.empty() : sizesAlone(inPlace(elements(values)));
  }

  /** These schemas and all that they apply to the same value. */
  private static Set<Reached> inPlace(Collection<Reached> schemas) {
    Set<Reached> found = new LinkedHashSet<>();
    Deque<Reached> open = new ArrayDeque<>(schemas);
    while (!open.isEmpty()) {
      Reached at = open.pop();
      if (!found.add(at)) {
        continue;
      }
      for (Keyword keyword : at.node().keywords()) {
        boolean always = at.always() && (keyword instanceof Ref || keyword instanceof AllOf);
        keyword.forEachInPlace(next -> open.push(new Reached(next, always)));
        if (keyword instanceof DynamicRef) {
          keyword.forEachElsewhere(next -> open.push(new Reached(next, false)));
        }
      }
    }
    return found;
  }

  private static void addProperties(
      Keyword keyword, String name, boolean always, Set<Reached> into) {
    if (keyword instanceof Members members) {
      members.find(name).forEach(next -> into.add(new Reached(next, always)));
    } else if (keyword instanceof UnevaluatedProperties) {
      keyword.forEachElsewhere(next -> into.add(new Reached(next, false)));
    }
  }

  private static Set<Reached> elements(Set<Reached> arrays) {
    Set<Reached> found = new LinkedHashSet<>();
    for (Reached at : arrays) {
      for (Keyword keyword : at.node().keywords()) {
        boolean each = keyword instanceof Items items && items.isUniform();
        if (keyword.types() == Types.ARRAY) {
          keyword.forEachElsewhere(next -> found.add(new Reached(next, each && at.always())));
        }
      }
    }
    return found;
  }

  private static boolean readsAny(Set<Reached> schemas, int types) {
    return schemas.stream()
        .flatMap(at -> at.node().keywords().stream())
        .anyMatch(keyword -> !(keyword instanceof SizeBound) && reads(keyword, types));
  }

  /** Whether a keyword's answer depends on more of a value than its type and what it applies. */
  private static boolean reads(Keyword keyword, int types) {
    boolean sameForAll =
        keyword instanceof Type || keyword instanceof Never || keyword == WrongWay.READ_ONLY;
    return (keyword.types() & types) != 0 && !sameForAll && !keyword.appliesOthers();
  }

  private static Optional<Sizes> sizesAlone(Set<Reached> schemas) {
    if (readsAny(schemas, Types.STRING)) {
      return Optional.empty();
    }
    int min = 0;
    int max = Integer.MAX_VALUE;
    for (Reached at : schemas) {
      for (Keyword keyword : at.node().keywords()) {
        if (keyword instanceof SizeBound bound && bound.types() == Types.STRING) {
          if (!at.always()) {
            return Optional.empty();
          }
          min = bound.isLower() ? Math.max(min, bound.limit()) : min;
          max = bound.isLower() ? max : Math.min(max, bound.limit());
        }
      }
    }
    return Optional.of(new Sizes(min, max));
  }
}
