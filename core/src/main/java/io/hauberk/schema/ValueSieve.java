package io.hauberk.schema;

import io.hauberk.json.JsonTape;
import io.hauberk.json.JsonType;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which of up to 64 schemas a value may fit, as bits, told from its type and its text or number.
 */
final class ValueSieve {
  private static final int MAX_VALUES = 1_000;
  private static final int STRING = Types.STRING_KIND;
  private static final int NUMBER = Types.index(JsonType.NUMBER);

  private final long[] byKind = new long[JsonType.values().length];
  private final NameTable texts;
  private final long[] byText;
  private final long otherTexts;
  private final long[] integers; // sorted
  private final long[] byInteger;
  private final long otherNumbers;

  ValueSieve(List<Glance> schemas) {
    Set<String> allTexts = new LinkedHashSet<>();
    Set<Long> allIntegers = new TreeSet<>();
    for (Glance schema : schemas) {
      allTexts.addAll(schema.texts() == null ? schema.notTexts() : schema.texts());
      allIntegers.addAll(schema.integers() == null ? Set.of() : schema.integers());
    }
    boolean many = allTexts.size() + allIntegers.size() > MAX_VALUES;
    for (JsonType type : JsonType.values()) {
      byKind[Types.index(type)] = bits(schemas, schema -> (schema.types() & Types.of(type)) != 0);
    }
    texts = NameTable.of(many ? Set.of() : allTexts, Set.of());
    byText =
        texts.names().stream()
            .mapToLong(text -> bits(schemas, schema -> schema.allows(text)))
            .toArray();
    otherTexts = bits(schemas, schema -> schema.texts() == null);
    integers = many ? new long[0] : allIntegers.stream().mapToLong(Long::longValue).toArray();
    byInteger =
        Arrays.stream(integers)
            .map(integer -> bits(schemas, schema -> schema.allows(integer)))
            .toArray();
    otherNumbers = bits(schemas, schema -> schema.integers() == null);
  }

  private static long bits(List<Glance> schemas, Predicate<Glance> which) {
    long bits = 0;
    for (int i = 0; i < schemas.size(); i++) {
      bits |= which.test(schemas.get(i)) ? 1L << i : 0;
    }
    return bits;
  }

  /** The bits of the schemas that the value may fit. */
  long find(JsonTape tape, int node) {
    int kind = tape.kind(node);
    long found = byKind[kind];
    if (kind == STRING && byText.length > 0) {
      int index = texts.find(tape, node, tape.summary(node));
      found &= index < 0 ? otherTexts : byText[index];
    } else if (kind == NUMBER && byInteger.length > 0) {
      int index = tape.fitsLong(node) ? Arrays.binarySearch(integers, tape.longValue(node)) : -1;
      found &= index < 0 ? otherNumbers : byInteger[index];
    }
    return found;
  }

  /** The bits of the schemas that may take values of this type. */
  long ofKind(int kind) {
    return byKind[kind];
  }

  /** Whether it ever tells two of these schemas apart. */
  boolean tellsApart(long schemas) {
    Predicate<long[]> tells =
        found -> Arrays.stream(found).anyMatch(bits -> (bits & schemas) != schemas);
    return tells.test(byKind) || tells.test(byText) || tells.test(byInteger);
  }

  /** The texts that at least one of the schemas names, in the order of the schemas. */
  List<String> texts() {
    return texts.names();
  }
}
