package io.hauberk.schema;

import io.hauberk.json.JsonTape;
import io.hauberk.json.JsonType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which of up to 64 schemas a value may fit, as bits, told from its type and its text. */
final class ValueSieve {
  private static final int MAX_TEXTS = 1_000;

  private final long[] byKind = new long[JsonType.values().length];
  private final NameTable texts;
  private final long[] byText;
  private final long otherTexts;

  ValueSieve(List<Glance> schemas) {
    for (JsonType type : JsonType.values()) {
      for (int i = 0; i < schemas.size(); i++) {
        if ((schemas.get(i).types() & Types.of(type)) != 0) {
          byKind[Types.index(type)] |= 1L << i;
        }
      }
    }
    Set<String> all = new LinkedHashSet<>();
    long open = 0;
    for (int i = 0; i < schemas.size(); i++) {
      Glance schema = schemas.get(i);
      all.addAll(schema.texts() == null ? schema.notTexts() : schema.texts());
      if (schema.texts() == null) {
        open |= 1L << i;
      }
    }
    boolean few = all.size() <= MAX_TEXTS;
    texts = NameTable.of(few ? all : Set.of(), Set.of());
    byText = new long[texts.size()];
    for (int t = 0; t < byText.length; t++) {
      for (int i = 0; i < schemas.size(); i++) {
        if (schemas.get(i).allows(texts.name(t))) {
          byText[t] |= 1L << i;
        }
      }
    }
    otherTexts = few ? open : -1L;
  }

  /** The bits of the schemas that the value may fit. */
  long find(JsonTape tape, int node) {
    int kind = tape.kind(node);
    long found = byKind[kind];
    if (kind == Types.STRING_KIND && byText.length > 0) {
      int index = texts.find(tape, node, tape.summary(node));
      found &= index < 0 ? otherTexts : byText[index];
    }
    return found;
  }

  /** The bits of the schemas that may take values of this type. */
  long ofKind(int kind) {
    return byKind[kind];
  }

  /** Whether it ever tells two of these schemas apart. */
  boolean tellsApart(long schemas) {
    for (long found : byKind) {
      if ((found & schemas) != schemas) {
        return true;
      }
    }
    for (long found : byText) {
      if ((found & schemas) != schemas) {
        return true;
      }
    }
    return (otherTexts & schemas) != schemas;
  }

  /** The texts that at least one of the schemas names, in the order of the schemas. */
  List<String> texts() {
    return texts.names();
  }
}
