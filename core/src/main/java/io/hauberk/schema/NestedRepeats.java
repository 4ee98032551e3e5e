package io.hauberk.schema;

import java.util.List;

/**
 * Tells expressions that repeat what repeats itself, such as {@code (a+)+}: there are many ways to
 * read one text, and an engine that backtracks tries them all.
 */
final class NestedRepeats {
  /*
   * Inside a repeated part, look at each element that may go on without end. If what can follow it,
   * up to the part's next round, may begin with a character that the element takes too, then the
   * border between the two can stand in several places, once for each round: exponentially many
   * readings. Sets of characters are those of ASCII; the answer is a hint, not a proof.
   */
  private static final int MANY = 10;

  static boolean in(RegularTree tree) {
    if (tree instanceof RegularTree.Sequence sequence) {
      return sequence.parts().stream().anyMatch(NestedRepeats::in);
    }
    if (tree instanceof RegularTree.Choice choice) {
      return choice.parts().stream().anyMatch(NestedRepeats::in);
    }
    return tree instanceof RegularTree.Repeat repeat
        && (in(repeat.part()) || (isEndless(repeat) && isAmbiguous(repeat.part())));
  }

  private static boolean isEndless(RegularTree tree) {
    return tree instanceof RegularTree.Repeat repeat && (repeat.max() < 0 || repeat.max() > MANY);
  }

  private static boolean isAmbiguous(RegularTree part) {
    List<RegularTree> choices = choices(part);
    for (int i = 0; i < choices.size(); i++) {
      List<RegularTree> elements = elements(choices.get(i));
      for (int at = 0; at < elements.size(); at++) {
        if (isEndless(elements.get(at)) && meetsItself(elements, at, part)) {
          return true;
        }
      }
      for (int other = 0; other < i; other++) {
        if (isOne(choices.get(i)) && isOne(choices.get(other))) {
          if (overlap(first(choices.get(i)), first(choices.get(other)))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Whether what follows an element may begin as the element does. */
  private static boolean meetsItself(List<RegularTree> elements, int at, RegularTree part) {
    RegularTree.One own = first(elements.get(at));
    for (RegularTree next : elements.subList(at + 1, elements.size())) {
      if (overlap(own, first(next))) {
        return true;
      }
      if (!mayBeEmpty(next)) {
        return false;
      }
    }
    return overlap(own, first(part));
  }

  private static List<RegularTree> choices(RegularTree part) {
    List<RegularTree> elements = elements(part);
    return elements.size() == 1 && elements.get(0) instanceof RegularTree.Choice choice
        ? choice.parts()
        : List.of(part);
  }

  private static List<RegularTree> elements(RegularTree tree) {
    RegularTree at = tree;
    while (at instanceof RegularTree.Sequence sequence && sequence.parts().size() == 1) {
      at = sequence.parts().get(0);
    }
    return at instanceof RegularTree.Sequence sequence ? sequence.parts() : List.of(at);
  }

  private static boolean isOne(RegularTree tree) {
    List<RegularTree> elements = elements(tree);
    return elements.size() == 1 && elements.get(0) instanceof RegularTree.One;
  }

  private static boolean overlap(RegularTree.One a, RegularTree.One b) {
    return (a.low() & b.low()) != 0 || (a.high() & b.high()) != 0;
  }

  private static boolean mayBeEmpty(RegularTree tree) {
    if (tree instanceof RegularTree.Sequence sequence) {
      return sequence.parts().stream().allMatch(NestedRepeats::mayBeEmpty);
    }
    if (tree instanceof RegularTree.Choice choice) {
      return choice.parts().stream().anyMatch(NestedRepeats::mayBeEmpty);
    }
    if (tree instanceof RegularTree.Repeat repeat) {
      return repeat.min() == 0 || mayBeEmpty(repeat.part());
    }
    return !(tree instanceof RegularTree.One);
  }

  /** The characters that a text may begin with. */
  private static RegularTree.One first(RegularTree tree) {
    long low = 0;
    long high = 0;
    if (tree instanceof RegularTree.One one) {
      return one;
    }
    if (tree instanceof RegularTree.Repeat repeat) {
      return first(repeat.part());
    }
    boolean choice = tree instanceof RegularTree.Choice;
    for (RegularTree part : parts(tree)) {
      RegularTree.One one = first(part);
      low |= one.low();
      high |= one.high();
      if (!choice && !mayBeEmpty(part)) {
        break;
      }
    }
    return new RegularTree.One(low, high);
  }

  private static List<RegularTree> parts(RegularTree tree) {
    if (tree instanceof RegularTree.Sequence sequence) {
      return sequence.parts();
    }
    return tree instanceof RegularTree.Choice choice ? choice.parts() : List.of();
  }

  private NestedRepeats() {}
}
