package io.hauberk.schema;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code anyOf} (JSON Schema 2020-12, 10.2.1.2). */
final class AnyOf extends Keyword {
  private final Alternatives alternatives;

  static @Nullable Keyword compile(SchemaSite site) {
    Alternatives alternatives = Alternatives.compile(site, "anyOf");
    return alternatives == null ? null : new AnyOf(alternatives);
  }

  private AnyOf(Alternatives alternatives) {
    this.alternatives = alternatives;
  }

  List<SchemaNode> branches() {
    return alternatives.branches();
  }

  @Override
  boolean check(Evaluation ev, int node) {
    int named = alternatives.named(ev, node);
    if (named == Discriminator.UNKNOWN) {
      return alternatives.refuseUnknown(ev);
    }
    boolean valid = named >= 0 && alternatives.get(named).check(ev, node);
    if (named >= 0 && !(valid && ev.marks.wanted())) {
      return valid; // a refusal is in the words of the schema that was meant
    }
    for (int group = 0; group < alternatives.groups(); group++) {
      long open = alternatives.open(group, ev, node);
      if (alternatives.isOnly(open)) {
        return alternatives.first(group, open).check(ev, node);
      }
      for (; open != 0; open &= open - 1) {
        if (ev.fits(alternatives.first(group, open), node)) {
          if (!ev.marks.wanted()) {
            return true;
          }
          valid = true; // the other branches may evaluate more
        }
      }
    }
    return valid || alternatives.refuse(ev, this, node);
  }

  @Override
  boolean readsProperty(String name) {
    return alternatives.readsProperty(name);
  }

  @Override
  int types() {
    return Types.ALL;
  }

  @Override
  String rule() {
    return "anyOf";
  }

  @Override
  String expected() {
    return "a value that fits at least one of " + alternatives.size() + " schemas";
  }

  @Override
  void forEachInPlace(Consumer<SchemaNode> action) {
    alternatives.forEach(action);
  }

  /** Each branch may be asked twice: whether it fits, and why not. */
  @Override
  void forEachElsewhere(Consumer<SchemaNode> action) {
    alternatives.forEach(action);
  }
}
