package io.hauberk.schema;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code oneOf} (JSON Schema 2020-12, 10.2.1.3). */
final class OneOf extends Keyword {
  private final Alternatives alternatives;

  static @Nullable Keyword compile(SchemaSite site) {
    Alternatives alternatives = Alternatives.compile(site, "oneOf");
    return alternatives == null ? null : new OneOf(alternatives);
  }

  private OneOf(Alternatives alternatives) {
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
    boolean found = named >= 0;
    if (found && !alternatives.get(named).check(ev, node)) {
      return false; // in the words of the schema that was meant
    }
    for (int group = 0; group < alternatives.groups(); group++) {
      long open = alternatives.open(group, ev, node);
      if (named >= 0) {
        open = Alternatives.without(named, group, open);
      } else if (alternatives.isOnly(open)) {
        return alternatives.first(group, open).check(ev, node);
      }
      for (; open != 0; open &= open - 1) {
        if (ev.fits(alternatives.first(group, open), node)) {
          if (found) {
            return ev.refuse(this);
          }
          found = true;
        }
      }
    }
    return found || alternatives.refuse(ev, this, node);
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
    return "oneOf";
  }

  @Override
  String expected() {
    return "a value that fits exactly one of " + alternatives.size() + " schemas";
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
