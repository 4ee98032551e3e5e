package io.hauberk.schema;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a schema says about the shape of its instances, seen through {@code $ref}, {@code allOf},
 * {@code anyOf} and {@code oneOf}: enough to decode a parameter's text into the JSON value that the
 * schema then judges.
 *
 * <p>The answers are upper bounds: what is not named here, the schema refuses; what is named here,
 * it may still refuse. They are computed on each call: ask when the contract is read, not for each
 * request.
 */
public final class SchemaFacts {
  private final Shape shape;

  static SchemaFacts of(SchemaNode node) {
    return new SchemaFacts(Shape.of(node));
  }

  private SchemaFacts(Shape shape) {
    this.shape = shape;
  }

  /**
   * The types that instances may have. Where {@link InstanceType#NUMBER} is among them, so is
   * {@link InstanceType#INTEGER}.
   */
  public Set<InstanceType> types() {
    int mask = shape.types();
    Set<InstanceType> types = EnumSet.noneOf(InstanceType.class);
    for (InstanceType type : InstanceType.values()) {
      int bits = Types.of(type);
      if ((mask & bits) == bits) {
        types.add(type);
      }
    }
    return types;
  }

  /** Whether instances may have this type. */
  public boolean accepts(InstanceType type) {
    return types().contains(type);
  }

  /** What is said about the element of an array at this index, counted from zero. */
  public SchemaFacts element(int index) {
    return new SchemaFacts(shape.descend(own -> own.element(index)));
  }

  /** What is said about the property of an object that has this name. */
  public SchemaFacts property(String name) {
    return new SchemaFacts(shape.descend(own -> own.property(name)));
  }

  /** The names that {@code properties} declares, in the order of the schema. */
  public Set<String> declaredProperties() {
    Set<String> names = new LinkedHashSet<>();
    shape.collect(SchemaNode::declaredProperties, names, new IdentityHashMap<>());
    return names;
  }

  /** The patterns of {@code patternProperties} that a name matches, in the order of the schema. */
  public Set<String> matchedPatterns(String name) {
    Set<String> patterns = new LinkedHashSet<>();
    shape.collect(node -> node.matchedPatterns(name), patterns, new IdentityHashMap<>());
    return patterns;
  }

  /**
   * Whether an object may have properties that are not declared: false if {@code
   * additionalProperties} or {@code unevaluatedProperties} is {@code false} and no {@code
   * patternProperties} stands beside it.
   */
  public boolean acceptsUndeclaredProperties() {
    return shape.holds(SchemaNode::acceptsUndeclaredProperties, new IdentityHashMap<>());
  }

  /**
   * What is above the schemas' own words: "all of these" and "any of these". Schemas that are
   * referred to several times are one object, so each question visits each of them once.
   */
  private abstract static class Shape {

    /** Beyond a long chain nothing is said: that leaves more open, never too little. */
    private static final int LONGEST_CHAIN = 200;

    static Shape of(SchemaNode node) {
      return of(node, new HashMap<>(), 0);
    }

    private static Shape of(SchemaNode node, Map<SchemaNode, Shape> known, int chain) {
      SchemaNode at = node.behindReferences();
      Shape shape = known.get(at);
      if (shape == null) {
        shape = chain == LONGEST_CHAIN ? new All(List.of()) : make(at, known, chain + 1);
        known.put(at, shape);
      }
      return shape;
    }

    private static Shape make(SchemaNode node, Map<SchemaNode, Shape> known, int chain) {
      List<SchemaNode> all = node.conjuncts();
      List<List<SchemaNode>> choices = node.disjuncts();
      if (all.isEmpty() && choices.isEmpty()) {
        return new Own(node);
      }
      List<Shape> parts = new ArrayList<>();
      parts.add(new Own(node));
      all.forEach(part -> parts.add(of(part, known, chain)));
      choices.forEach(
          choice -> parts.add(new Any(choice.stream().map(one -> of(one, known, chain)).toList())));
      return new All(parts);
    }

    /** The types that may fit, as bits of {@link Types}. */
    abstract int types();

    abstract Shape descend(Function<SchemaNode, List<SchemaNode>> step, Map<Shape, Shape> done);

    abstract void collect(
        Function<SchemaNode, List<String>> texts, Set<String> into, Map<Shape, Boolean> seen);

    abstract boolean holds(Predicate<SchemaNode> fact, Map<Shape, Boolean> known);

    final Shape descend(Function<SchemaNode, List<SchemaNode>> step) {
      return descend(step, new IdentityHashMap<>());
    }
  }

  private static final class Own extends Shape {
    private final SchemaNode node;

    Own(SchemaNode node) {
      this.node = node;
    }

    @Override
    int types() {
      return node.ownTypes();
    }

    @Override
    Shape descend(Function<SchemaNode, List<SchemaNode>> step, Map<Shape, Shape> done) {
      return new All(step.apply(node).stream().map(Shape::of).toList());
    }

    @Override
    void collect(
        Function<SchemaNode, List<String>> texts, Set<String> into, Map<Shape, Boolean> seen) {
      into.addAll(texts.apply(node));
    }

    @Override
    boolean holds(Predicate<SchemaNode> fact, Map<Shape, Boolean> known) {
      return fact.test(node);
    }
  }

  /** Several of which all must hold, or any. */
  private abstract static class Several extends Shape {
    final List<Shape> parts;
    private final int types;

    Several(List<Shape> parts, int types) {
      this.parts = parts;
      this.types = types;
    }

    abstract Several with(List<Shape> others);

    @Override
    int types() {
      return types;
    }

    @Override
    Shape descend(Function<SchemaNode, List<SchemaNode>> step, Map<Shape, Shape> done) {
      Shape known = done.get(this);
      if (known == null) {
        known = with(parts.stream().map(part -> part.descend(step, done)).toList());
        done.put(this, known);
      }
      return known;
    }

    @Override
    void collect(
        Function<SchemaNode, List<String>> texts, Set<String> into, Map<Shape, Boolean> seen) {
      if (seen.put(this, true) == null) {
        parts.forEach(part -> part.collect(texts, into, seen));
      }
    }
  }

  private static final class All extends Several {

    All(List<Shape> parts) {
      super(parts, parts.stream().mapToInt(Shape::types).reduce(Types.ALL, (a, b) -> a & b));
    }

    @Override
    Several with(List<Shape> others) {
      return new All(others);
    }

    @Override
    boolean holds(Predicate<SchemaNode> fact, Map<Shape, Boolean> known) {
      Boolean held = known.get(this);
      if (held == null) {
        held = parts.stream().allMatch(part -> part.holds(fact, known));
        known.put(this, held);
      }
      return held;
    }
  }

  private static final class Any extends Several {

    Any(List<Shape> parts) {
      super(parts, parts.stream().mapToInt(Shape::types).reduce(0, (a, b) -> a | b));
    }

    @Override
    Several with(List<Shape> others) {
      return new Any(others);
    }

    @Override
    boolean holds(Predicate<SchemaNode> fact, Map<Shape, Boolean> known) {
      Boolean held = known.get(this);
      if (held == null) {
        held = parts.stream().anyMatch(part -> part.holds(fact, known));
        known.put(this, held);
      }
      return held;
    }
  }
}
