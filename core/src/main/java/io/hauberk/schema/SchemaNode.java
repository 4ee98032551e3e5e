package io.hauberk.schema;

import io.hauberk.json.JsonType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One compiled schema: its keywords, sorted by the types of values that they look at. */
final class SchemaNode {
  private static final Keyword[] NONE = {};
  private static final JsonType[] TYPES = JsonType.values();

  private final Location location;
  private final int id;
  private final boolean scoped;
  private final Keyword[][] byKind = new Keyword[TYPES.length][];
  private List<Keyword> keywords = List.of();
  private int leafKinds; // bits: for values of these, no keyword applies another schema
  private int annotatedKinds; // bits: for values of these, some keyword needs the others' marks
  private int ways;
  private boolean plain; // needs neither the dynamic scope nor marks
  private boolean belowFork;
  private boolean shared;
  private boolean seesScope;

  SchemaNode(Location location, int id) {
    this.location = location;
    this.id = id;
    this.scoped = !location.resource().contestedAnchors().isEmpty();
    Arrays.fill(byKind, NONE);
  }

  /** Gives the schema its keywords, those that need the annotations of the others last. */
  void complete(List<Keyword> all) {
    keywords = List.copyOf(all);
    int applying = 0; // the types of values to which some keyword applies another schema
    int annotated = 0;
    for (Keyword keyword : all) {
      applying |= keyword.appliesOthers() ? keyword.types() : 0;
      annotated |= keyword instanceof Unevaluated ? keyword.types() : 0;
    }
    Keyword[] some = new Keyword[all.size()];
    for (JsonType type : TYPES) {
      int kind = Types.index(type);
      int bits = Types.of(type);
      int count = 0;
      for (Keyword keyword : all) {
        if ((keyword.types() & bits) != 0) {
          some[count++] = keyword;
        }
      }
      byKind[kind] = count == 0 ? NONE : shared(some, count);
      leafKinds |= (applying & bits) == 0 ? 1 << kind : 0;
      annotatedKinds |= (annotated & bits) == 0 ? 0 : 1 << kind;
    }
    plain = !scoped && annotated == 0;
  }

  /** The same keywords in the array of another type, which most have, or in one of their own. */
  private Keyword[] shared(Keyword[] some, int count) {
    for (Keyword[] other : byKind) {
      if (other.length == count && Arrays.equals(other, 0, count, some, 0, count)) {
        return other;
      }
    }
    return Arrays.copyOf(some, count);
  }

  Location location() {
    return location;
  }

  /** A number of its own among all that one compiler has made. */
  int id() {
    return id;
  }

  /** One more way leads to this schema. */
  void addWay() {
    ways++;
    shared = ways > 1 && belowFork;
  }

  /** Notes that its value may meet other schemas, too; whether that is new. */
  boolean markBelowFork() {
    if (belowFork) {
      return false;
    }
    belowFork = true;
    shared = ways > 1;
    return true;
  }

  /**
   * Notes that a {@code $dynamicRef} at or below it sees the dynamic scope; whether that is new.
   */
  boolean markSeesScope() {
    boolean changed = !seesScope;
    seesScope = true;
    return changed;
  }

  boolean seesScope() {
    return seesScope;
  }

  /** Whether a value fits this schema. */
  boolean check(Evaluation ev, int node) {
    int kind = ev.tape.kind(node);
    Keyword[] own = byKind[kind];
    if (own.length == 0) {
      return true;
    }
    if (shared && ev.remembers()) {
      return ev.once(this, node);
    }
    if (plain && (leafKinds >> kind & 1) != 0 && !ev.telling()) {
      return ev.mayEnter() && fitsAll(ev, node, own);
    }
    if (!ev.enter()) {
      return false;
    }
    boolean valid = plain ? judgeKeywords(ev, node, own) : judgeInScope(ev, node);
    ev.leave();
    return valid;
  }

  /** Whether a value fits this schema, found anew. */
  boolean judge(Evaluation ev, int node) {
    if (!ev.enter()) {
      return false;
    }
    boolean valid = judgeInScope(ev, node);
    ev.leave();
    return valid;
  }

  private boolean judgeInScope(Evaluation ev, int node) {
    int kind = ev.tape.kind(node);
    DynamicScope outer = scoped ? ev.enter(location.resource()) : null;
    boolean valid;
    if ((annotatedKinds >> kind & 1) != 0) {
      int before = ev.marks.open(ev.tape.size(node));
      valid = judgeKeywords(ev, node, byKind[kind]);
      ev.marks.close(before, valid);
    } else {
      valid = judgeKeywords(ev, node, byKind[kind]);
    }
    if (scoped) {
      ev.leave(outer);
    }
    return valid;
  }

  private boolean judgeKeywords(Evaluation ev, int node, Keyword[] own) {
    if (ev.telling()) {
      return tell(ev, node, own);
    }
    return fitsAll(ev, node, own);
  }

  private static boolean fitsAll(Evaluation ev, int node, Keyword[] own) {
    for (Keyword keyword : own) {
      if (!keyword.check(ev, node)) {
        return false;
      }
    }
    return true;
  }

  private boolean tell(Evaluation ev, int node, Keyword[] own) {
    SchemaNode before = ev.site(this);
    boolean valid = true;
    for (Keyword keyword : own) {
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
    ev.site(before);
    return valid;
  }

  /** The schemas that this one applies to the same value. */
  List<SchemaNode> inPlace() {
    List<SchemaNode> found = new ArrayList<>();
    keywords.forEach(keyword -> keyword.forEachInPlace(found::add));
    return found;
  }

  /** Hands out all schemas that this one may apply, each as often as there are ways to it. */
  void forEachNext(Consumer<SchemaNode> action) {
    for (Keyword keyword : keywords) {
      keyword.forEachInPlace(action);
      keyword.forEachElsewhere(action);
    }
  }

  /** Whether two of the schemas that this one applies may meet the same value. */
  boolean forks() {
    int applying = 0;
    for (Keyword keyword : keywords) {
      if (keyword.appliesOthers()) {
        applying++;
      }
      if (keyword.forks()) {
        return true;
      }
    }
    return applying > 1;
  }

  /** Whether a keyword of its own looks at the dynamic scope. */
  boolean isDynamic() {
    for (Keyword keyword : keywords) {
      if (keyword instanceof DynamicRef ref && ref.isOpen()) {
        return true;
      }
    }
    return false;
  }

  List<Keyword> keywords() {
    return keywords;
  }

  /** The only one of its kind, if the schema has it. */
  <K extends Keyword> Optional<K> find(Class<K> kind) {
    for (Keyword keyword : keywords) {
      if (kind.isInstance(keyword)) {
        return Optional.of(kind.cast(keyword));
      }
    }
    return Optional.empty();
  }

  /** The schema that this one leads to, if all it does is to refer. */
  SchemaNode behindReferences() {
    SchemaNode at = this;
    while (at.keywords.size() == 1 && at.keywords.get(0) instanceof Ref ref) {
      at = ref.target();
    }
    return at;
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

  /** The only strings that this schema's own keywords leave open; null if that is not known. */
  @Nullable Set<String> ownTexts() {
    Set<String> texts = null;
    for (Keyword keyword : keywords) {
      if (keyword instanceof EnumValues values) {
        if (texts == null) {
          texts = new LinkedHashSet<>(values.texts());
        } else {
          texts.retainAll(values.texts());
        }
      }
    }
    return texts;
  }

  /** The only numbers that this schema's own keywords leave open; null if that is not known. */
  @Nullable Set<Long> ownIntegers() {
    Set<Long> integers = null;
    for (Keyword keyword : keywords) {
      Set<Long> listed = keyword instanceof EnumValues values ? values.integers() : null;
      if (listed == null) {
        continue;
      }
      if (integers == null) {
        integers = new LinkedHashSet<>(listed);
      } else {
        integers.retainAll(listed);
      }
    }
    return integers;
  }

  /** Strings that this schema's own {@code not} rules out. */
  Set<String> ownNotTexts() {
    return find(Not.class).map(Not::texts).orElse(Set.of());
  }

  /**
   * The strings that fit because an {@code enum} or {@code const} says so, and nothing else speaks.
   */
  Set<String> onlyTexts() {
    Set<String> texts = ownTexts();
    boolean onlyThese =
        keywords.stream()
            .allMatch(
                keyword ->
                    keyword instanceof EnumValues
                        || (keyword instanceof Type type && (type.mask() & Types.STRING) != 0));
    return texts != null && onlyThese ? texts : Set.of();
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

  List<String> matchedPatterns(String name) {
    return find(Members.class).map(members -> members.matched(name)).orElse(List.of());
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
