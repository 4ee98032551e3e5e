package io.hauberk.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of {@code anyOf} or {@code oneOf}. Those that a value cannot fit, by what can be seen
 * at once, are not entered.
 */
final class Alternatives {
  private static final int GROUP = Long.SIZE;
  private static final int LONGEST_WORDS = 200;

  private final SchemaNode[] branches;
  private final @Nullable Discriminator discriminator;
  private volatile Sieve @Nullable [] sieves; // one for each 64 branches; made by the first value

  static @Nullable Alternatives compile(SchemaSite site, String keyword) {
    List<SchemaNode> branches = site.schemas(keyword);
    return branches.isEmpty()
        ? null
        : new Alternatives(branches, Discriminator.compile(site, branches));
  }

  private Alternatives(List<SchemaNode> branches, @Nullable Discriminator discriminator) {
    this.branches = branches.toArray(SchemaNode[]::new);
    this.discriminator = discriminator;
  }

  private Sieve[] sieves() {
    Sieve[] known = sieves;
    return known == null ? makeSieves() : known;
  }

  /** Two threads may both make them: what they make is the same. */
  private Sieve[] makeSieves() {
    Glances glances = new Glances();
    List<Sieve> made = new ArrayList<>();
    for (int from = 0; from < branches.length; from += GROUP) {
      int to = Math.min(from + GROUP, branches.length);
      made.add(Sieve.of(List.of(branches).subList(from, to), glances));
    }
    Sieve[] all = made.toArray(Sieve[]::new);
    sieves = all;
    return all;
  }

  int size() {
    return branches.length;
  }

  List<SchemaNode> branches() {
    return List.of(branches);
  }

  void forEach(Consumer<SchemaNode> action) {
    for (SchemaNode branch : branches) {
      action.accept(branch);
    }
  }

  /**
   * The number of the schema that an object names, {@link Discriminator#NOTHING} or {@link
   * Discriminator#UNKNOWN}.
   */
  int named(Evaluation ev, int node) {
    return discriminator == null ? Discriminator.NOTHING : discriminator.choose(ev, node);
  }

  /** Whether a property of this name singles out one of the schemas. */
  boolean readsProperty(String name) {
    return discriminator != null && discriminator.readsProperty(name);
  }

  SchemaNode get(int number) {
    return branches[number];
  }

  /** Refuses an object that names none of the schemas. Always false. */
  boolean refuseUnknown(Evaluation ev) {
    return discriminator != null && discriminator.refuse(ev);
  }

  /** How many groups of up to 64 schemas there are. */
  int groups() {
    return (branches.length + GROUP - 1) / GROUP;
  }

  /** The schemas of a group that a value may fit, as bits. */
  long open(int group, Evaluation ev, int node) {
    return sieves()[group].find(ev, node);
  }

  /** The bits of a group without that of one schema. */
  static long without(int number, int group, long open) {
    return number / GROUP == group ? open & ~(1L << number % GROUP) : open;
  }

  /** The schema of the lowest bit. */
  SchemaNode first(int group, long open) {
    return branches[group * GROUP + Long.numberOfTrailingZeros(open)];
  }

  /** Whether there is one schema only that the value may fit: then that one's word is enough. */
  boolean isOnly(long open) {
    return branches.length <= GROUP && open != 0 && (open & (open - 1)) == 0;
  }

  /**
   * Refuses a value that fits none of the schemas. If only one of them takes values of its type at
   * all, the caller meant that one, and its findings say more than "none fits"; and if the value of
   * one member rules all of them out, that says more, too.
   */
  boolean refuse(Evaluation ev, Keyword keyword, int node) {
    if (!ev.explaining()) {
      return false;
    }
    SchemaNode meant = null;
    boolean several = false;
    for (int group = 0; group < groups(); group++) {
      for (long open = sieves()[group].ofSameType(ev, node); open != 0; open &= open - 1) {
        several = meant != null;
        meant = first(group, open);
        if (several) {
          break;
        }
      }
    }
    if (several) {
      return refuseSeveral(ev, keyword, node);
    }
    if (meant == null || meant.check(ev, node)) {
      return ev.refuse(keyword);
    }
    return false;
  }

  private boolean refuseSeveral(Evaluation ev, Keyword keyword, int node) {
    if (groups() == 1 && ev.tape.kind(node) == Types.OBJECT_KIND) {
      Sieve sieve = sieves()[0];
      int misfit = sieve.misfit(ev, node);
      if (misfit >= 0) {
        String texts = String.join(", ", sieve.texts(misfit));
        String expected =
            texts.length() > LONGEST_WORDS
                ? "one of " + sieve.texts(misfit).size() + " values"
                : "one of " + texts;
        return ev.refuse(Location.below("", sieve.name(misfit)), keyword.rule(), expected);
      }
    }
    return ev.refuse(keyword);
  }
}
