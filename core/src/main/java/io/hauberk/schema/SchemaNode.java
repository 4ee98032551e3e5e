package io.hauberk.schema;

import io.hauberk.json.JsonType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** One compiled schema: its keywords, sorted by the types of values that they look at. */
final class SchemaNode {
  private static final Keyword[] NONE = {};

  private final Location location;
  private final int id;
  private final boolean scoped;
  private List<Keyword> keywords = List.of();
  private final Keyword[][] byType = new Keyword[JsonType.values().length][];
  private boolean annotated;

  SchemaNode(Location location, int id) {
    this.location = location;
    this.id = id;
    this.scoped = location.resource().hasDynamicAnchors();
    Arrays.fill(byType, NONE);
  }

  /** Gives the schema its keywords, those that need the annotations of the others last. */
  void complete(List<Keyword> all) {
    keywords = List.copyOf(all);
    for (JsonType type : JsonType.values()) {
      byType[Types.index(type)] =
          keywords.stream()
              .filter(keyword -> (keyword.types() & Types.of(type)) != 0)
              .toArray(Keyword[]::new);
    }
    annotated = keywords.stream().anyMatch(Unevaluated.class::isInstance);
  }

  Location location() {
    return location;
  }

  /** A number of its own among all that one compiler has made. */
  int id() {
    return id;
  }

  /** Whether a value fits this schema. */
  boolean check(Evaluation ev, int node) {
    if (!ev.enter()) {
      return false;
    }
    SchemaNode before = ev.site(this);
    boolean valid = (scoped || annotated) ? checkInScope(ev, node) : checkKeywords(ev, node);
    ev.site(before);
    ev.leave();
    return valid;
  }

  private boolean checkKeywords(Evaluation ev, int node) {
    boolean valid = true;
    for (Keyword keyword : byType[Types.index(ev.tape.type(node))]) {
      if (!valid && keyword instanceof Unevaluated) {
        break; // what a failed keyword would have evaluated is not known
      }
      if (!keyword.check(ev, node)) {
        valid = false;
        if (!ev.explaining()) {
          break;
        }
      }
    }
    return valid;
  }

  private boolean checkInScope(Evaluation ev, int node) {
    if (scoped) {
      ev.pushScope(location.resource());
    }
    BitSet outer = ev.marks();
    if (annotated) {
      ev.marks(new BitSet());
    }
    boolean valid = checkKeywords(ev, node);
    if (annotated) {
      BitSet own = ev.marks();
      ev.marks(outer);
      if (valid && outer != null && own != null) {
        outer.or(own);
      }
    }
    if (scoped) {
      ev.popScope();
    }
    return valid;
  }

  /** The schemas that this one applies to the same value. */
  List<SchemaNode> inPlace() {
    List<SchemaNode> found = new ArrayList<>();
    keywords.forEach(keyword -> keyword.forEachInPlace(found::add));
    return found;
  }

  /** The only one of its kind, if the schema has it. */
  <K extends Keyword> Optional<K> find(Class<K> kind) {
    return keywords.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /** The schemas that a value must fit besides this one's own keywords. */
  List<SchemaNode> conjuncts() {
    List<SchemaNode> found = new ArrayList<>();
    find(Ref.class).ifPresent(ref -> ref.forEachInPlace(found::add));
    find(AllOf.class).ifPresent(all -> all.forEachInPlace(found::add));
    return found;
  }

  /** The lists of schemas of which a value must fit at least one. */
  List<List<SchemaNode>> disjuncts() {
    List<List<SchemaNode>> found = new ArrayList<>();
    find(AnyOf.class).ifPresent(any -> found.add(any.branches()));
    find(OneOf.class).ifPresent(one -> found.add(one.branches()));
    return found;
  }

  /** The types that this schema's own keywords leave open. */
  int ownTypes() {
    if (find(Never.class).isPresent()) {
      return 0;
    }
    int mask = Types.ALL;
    mask &= find(Type.class).map(Type::mask).orElse(Types.ALL);
    for (Keyword keyword : keywords) {
      if (keyword instanceof EnumValues values) {
        mask &= values.mask();
      }
    }
    return mask;
  }

  List<SchemaNode> element(int index) {
    return find(Items.class).flatMap(items -> items.find(index)).map(List::of).orElse(List.of());
  }

  List<SchemaNode> property(String name) {
    return find(Members.class).map(members -> members.find(name)).orElse(List.of());
  }

  List<String> declaredProperties() {
    return find(Members.class).map(Members::declared).orElse(List.of());
  }

  boolean acceptsUndeclaredProperties() {
    return find(Members.class).map(Members::acceptsUndeclared).orElse(true)
        && find(UnevaluatedProperties.class).map(one -> !one.refusesAll()).orElse(true);
  }

  /** Whether this is the schema {@code false}. */
  boolean isNever() {
    return keywords.size() == 1 && keywords.get(0) == Never.INSTANCE;
  }

  /** A debugger's view: where the schema stands. */
  @Override
  public String toString() {
    return location.key();
  }
}
