package io.hauberk.schema;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
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
    shape.collectNames(names);
    return names;
  }

  /**
   * Whether an object may have properties that are not declared: false if {@code
   * additionalProperties} or {@code unevaluatedProperties} is {@code false} and no {@code
   * patternProperties} stands beside it.
   */
  public boolean acceptsUndeclaredProperties() {
    return shape.holds(SchemaNode::acceptsUndeclaredProperties);
  }

  /** The tree of "all of these" and "any of these" above the schemas' own words. */
  private sealed interface Shape {

    static Shape of(SchemaNode node) {
      List<SchemaNode> all = node.conjuncts();
      List<List<SchemaNode>> choices = node.disjuncts();
      if (all.isEmpty() && choices.isEmpty()) {
        return new Own(node);
      }
      List<Shape> parts = new ArrayList<>();
      parts.add(new Own(node));
      all.forEach(part -> parts.add(of(part)));
      choices.forEach(choice -> parts.add(new Any(choice.stream().map(Shape::of).toList())));
      return new All(parts);
    }

    int types();

    Shape descend(Function<SchemaNode, List<SchemaNode>> step);

    void collectNames(Set<String> names);

    boolean holds(Predicate<SchemaNode> fact);
  }

  private record Own(SchemaNode node) implements Shape {
    @Override
    public int types() {
      return node.ownTypes();
    }

    @Override
    public Shape descend(Function<SchemaNode, List<SchemaNode>> step) {
      return new All(step.apply(node).stream().map(Shape::of).toList());
    }

    @Override
    public void collectNames(Set<String> names) {
      names.addAll(node.declaredProperties());
    }

    @Override
    public boolean holds(Predicate<SchemaNode> fact) {
      return fact.test(node);
    }
  }

  private record All(List<Shape> parts) implements Shape {
    @Override
    public int types() {
      int types = Types.ALL;
      for (Shape part : parts) { // no stream: a long chain of references is as deep as the stack
        types &= part.types();
      }
      return types;
    }

    @Override
    public Shape descend(Function<SchemaNode, List<SchemaNode>> step) {
      return new All(parts.stream().map(part -> part.descend(step)).toList());
    }

    @Override
    public void collectNames(Set<String> names) {
      parts.forEach(part -> part.collectNames(names));
    }

    @Override
    public boolean holds(Predicate<SchemaNode> fact) {
      return parts.stream().allMatch(part -> part.holds(fact));
    }
  }

  private record Any(List<Shape> parts) implements Shape {
    @Override
    public int types() {
      int types = 0;
      for (Shape part : parts) {
        types |= part.types();
      }
      return types;
    }

    @Override
    public Shape descend(Function<SchemaNode, List<SchemaNode>> step) {
      return new Any(parts.stream().map(part -> part.descend(step)).toList());
    }

    @Override
    public void collectNames(Set<String> names) {
      parts.forEach(part -> part.collectNames(names));
    }

    @Override
    public boolean holds(Predicate<SchemaNode> fact) {
      return parts.stream().anyMatch(part -> part.holds(fact));
    }
  }
}
