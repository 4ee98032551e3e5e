package io.hauberk.schema;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds schemas that no value can fit, or no value of one of their types: most often a slip, and
 * always a request that is never let through.
 */
final class Contradictions {
  /*
   * What a schema asks for is what its own keywords ask for and those of its $ref and allOf, as deep
   * as they go; alternatives are looked at for their types only. So what is found is certain, and
   * not everything is found. A schema whose part is already contradictory is not told of again.
   */
  private static final int MOST_PARTS = 200;

  /**
   * What was found.
   *
   * @param keyword where, among the keywords of the schema; empty for the schema as a whole
   */
  record Contradiction(String keyword, String text) {}

  private final Glances glances;
  private final DynamicScope outside;
  private final Map<SchemaNode, Optional<Contradiction>> seen = new HashMap<>();

  Contradictions(Glances glances, DynamicScope outside) {
    this.glances = glances;
    this.outside = outside;
  }

  /** The first contradiction of a schema. */
  Optional<Contradiction> find(SchemaNode node) {
    if (node.isNever() || isSimple(node)) {
      return Optional.empty(); // the former on purpose
    }
    List<SchemaNode> conjuncts = node.conjuncts();
    for (SchemaNode part : conjuncts) {
      if (part.isNever() || look(part) != null) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(look(node));
  }

  /**
   * Whether there is nothing to contradict, which is so for most schemas: a mere reference or
   * choice; a type with one more keyword that bounds a size, lists values of the type, or declares
   * members.
   */
  private static boolean isSimple(SchemaNode node) {
    List<Keyword> keywords = node.keywords();
    int types = Types.ALL;
    int others = keywords.size();
    int asking = 0;
    for (Keyword keyword : keywords) {
      if (keyword instanceof Type type) {
        types = type.mask();
        others--;
      } else if (keyword instanceof SizeBound) {
        asking++;
      } else if (keyword instanceof Members members) {
        asking += ofMembers(List.of(members)) == null ? 1 : 2;
      } else if (keyword instanceof EnumValues values) {
        asking += others == 1 && (values.mask() & types) != 0 ? 1 : 2;
      } else if (isChoice(keyword)) {
        asking += keywords.size() == 1 ? 1 : 2;
      } else if (!isIgnored(keyword)) {
        return false;
      }
    }
    return types != 0 && asking <= 1;
  }

  /** Nothing here looks at these. */
  private static boolean isIgnored(Keyword keyword) {
    return keyword instanceof Items || keyword instanceof Format || keyword instanceof Pattern;
  }

  private static boolean isChoice(Keyword keyword) {
    return keyword instanceof Ref || keyword instanceof AnyOf || keyword instanceof OneOf;
  }

  private @Nullable Contradiction look(SchemaNode node) {
    Optional<Contradiction> known = seen.get(node);
    if (known == null) {
      known = Optional.ofNullable(lookAnew(node));
      seen.put(node, known);
    }
    return known.orElse(null);
  }

  private @Nullable Contradiction lookAnew(SchemaNode node) {
    List<Keyword> keywords = new ArrayList<>();
    for (SchemaNode part : closure(node)) {
      keywords.addAll(part.keywords());
    }
    Contradiction found = ofTypes(node, keywords);
    int types = glances.of(node).types();
    keywords.removeIf(keyword -> (keyword.types() & types) == 0); // what never looks at a value
    found = found == null ? ofSizes(keywords) : found;
    found = found == null ? ofNumbers(node, keywords) : found;
    found = found == null ? ofMembers(keywords) : found;
    return found == null ? ofValues(node) : found;
  }

  private static Set<SchemaNode> closure(SchemaNode node) {
    Set<SchemaNode> found = new LinkedHashSet<>();
    List<SchemaNode> open = new ArrayList<>(List.of(node));
    for (int i = 0; i < open.size() && found.size() < MOST_PARTS; i++) {
      if (found.add(open.get(i))) {
        open.addAll(open.get(i).conjuncts());
      }
    }
    return found;
  }

  private @Nullable Contradiction ofTypes(SchemaNode node, List<Keyword> keywords) {
    for (Keyword keyword : keywords) {
      if (keyword instanceof EnumValues values && values.mask() == 0) {
        return new Contradiction(values.rule(), "an empty enum refuses every value");
      }
    }
    Glance glance = glances.of(node);
    Set<String> texts = glance.texts();
    boolean noText = glance.types() == Types.STRING && texts != null && texts.isEmpty();
    if (glance.types() == 0 || noText) {
      return new Contradiction(
          "", "no value fits: what type, const, enum and allOf allow has nothing in common");
    }
    return null;
  }

  private static @Nullable Contradiction ofSizes(List<Keyword> keywords) {
    Map<Integer, SizeBound> lowest = new LinkedHashMap<>(); // by the type that is measured
    Map<Integer, SizeBound> highest = new LinkedHashMap<>();
    for (Keyword keyword : keywords) {
      if (keyword instanceof SizeBound bound) {
        (bound.isLower() ? lowest : highest)
            .merge(
                bound.types(), bound, (a, b) -> (a.limit() > b.limit()) == bound.isLower() ? a : b);
      }
    }
    for (SizeBound low : lowest.values()) {
      SizeBound high = highest.get(low.types());
      if (high != null && low.limit() > high.limit()) {
        return new Contradiction(
            low.rule(),
            "no %s fits: %s is %s, and %s is %s"
                .formatted(
                    Types.describe(low.types()),
                    low.rule(),
                    low.limit(),
                    high.rule(),
                    high.limit()));
      }
    }
    SizeBound most = highest.get(Types.OBJECT);
    long required =
        keywords.stream()
            .filter(Members.class::isInstance)
            .flatMap(keyword -> ((Members) keyword).required().stream())
            .distinct()
            .count();
    if (most != null && required > most.limit()) {
      return new Contradiction(
          "maxProperties",
          "no object fits: %s properties are required, and maxProperties is %s"
              .formatted(required, most.limit()));
    }
    return null;
  }

  private @Nullable Contradiction ofNumbers(SchemaNode node, List<Keyword> keywords) {
    NumberBound low = null;
    NumberBound high = null;
    BigDecimal step = null;
    for (Keyword keyword : keywords) {
      if (keyword instanceof NumberBound bound) {
        if (bound.isLower()) {
          low = low == null || isTighter(bound, low) ? bound : low;
        } else {
          high = high == null || isTighter(bound, high) ? bound : high;
        }
      } else if (keyword instanceof MultipleOf multiple && step == null) {
        step = multiple.divisor();
      }
    }
    if (low == null || high == null) {
      return null;
    }
    boolean whole = (glances.of(node).types() & Types.FRACTION) == 0;
    if (step == null && whole) {
      step = BigDecimal.ONE;
    }
    int order = low.limit().compareTo(high.limit());
    boolean empty = order > 0 || (order == 0 && (low.isExclusive() || high.isExclusive()));
    if (empty || (step != null && !hasMultiple(step, low, high))) {
      String words =
          empty ? "no number fits: it would be " : "no number that counts fits: none is ";
      return new Contradiction(low.rule(), words + low.expected() + " and " + high.expected());
    }
    return null;
  }

  private static boolean isTighter(NumberBound one, NumberBound other) {
    int order = one.limit().compareTo(other.limit());
    return order == 0 ? one.isExclusive() && !other.isExclusive() : (order > 0) == one.isLower();
  }

  /** Whether a multiple of a step, which is above zero, lies between two bounds. */
  private static boolean hasMultiple(BigDecimal step, NumberBound low, NumberBound high) {
    BigDecimal first = low.limit().divide(step, 0, RoundingMode.CEILING).multiply(step);
    if (low.isExclusive() && first.compareTo(low.limit()) == 0) {
      first = first.add(step);
    }
    int order = first.compareTo(high.limit());
    return order < 0 || (order == 0 && !high.isExclusive());
  }

  private static @Nullable Contradiction ofMembers(List<Keyword> keywords) {
    Set<String> required = new LinkedHashSet<>();
    List<Members> all = new ArrayList<>();
    for (Keyword keyword : keywords) {
      if (keyword instanceof Members members) {
        all.add(members);
        required.addAll(members.required());
      }
    }
    for (Members members : all) {
      for (String name : required) {
        SchemaNode schema = members.declared(name);
        if (schema != null && schema.isNever()) {
          return new Contradiction(
              "required",
              "no object fits: %s is required, and its schema is false".formatted(name));
        }
        if (members.refuses(name)) {
          return new Contradiction(
              "required",
              "no object fits: %s is required, and additionalProperties: false refuses it"
                  .formatted(name));
        }
      }
    }
    return null;
  }

  /** What an enum or const lists may break the keywords beside it. */
  private @Nullable Contradiction ofValues(SchemaNode node) {
    boolean elsewhere =
        node.seesScope()
            || closure(node).stream()
                .anyMatch(part -> part.keywords().contains(WrongWay.WRITE_ONLY));
    if (elsewhere) {
      return null; // what fits depends on the way there, or is refused for leaving, not for itself
    }
    boolean alone =
        node.keywords().stream().allMatch(one -> one instanceof EnumValues || one instanceof Type);
    for (Keyword keyword : node.keywords()) {
      if (!alone && keyword instanceof EnumValues values && !values.anyFits(node, outside)) {
        return new Contradiction(
            values.rule(), "no value fits: none that it lists fits the keywords beside it");
      }
    }
    return null;
  }
}
