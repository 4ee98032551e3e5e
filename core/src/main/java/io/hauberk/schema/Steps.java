package io.hauberk.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A machine with several ways on from each state, as Thompson makes it of an expression. */
final class Steps {
  private static final int MAX_STATES = 1_000;
  private static final int MATCH = 0;

  /** What a state does: {@code next} is where it leads. */
  private sealed interface State {}

  private record Take(long low, long high, int next) implements State {
    boolean takes(int c) {
      return ((c < 64 ? low >>> c : high >>> (c - 64)) & 1) != 0;
    }
  }

  private record Fork(int one, int other) implements State {}

  private record AtBegin(int next) implements State {}

  private record AtEnd(int next) implements State {}

  private record Done() implements State {}

  /** There are more states than wanted. */
  private static final class TooLarge extends Exception {
    private static final long serialVersionUID = 1L;

    private TooLarge() {
      super(null, null, false, false);
    }
  }

  private final List<State> states = new ArrayList<>();
  private int start;

  /** The machine of an expression, or null if it would be too large. */
  static @Nullable Steps of(RegularTree tree) {
    try {
      Steps steps = new Steps();
      steps.states.add(new Done());
      steps.start = steps.before(tree, MATCH);
      return steps;
    } catch (TooLarge e) {
      return null;
    }
  }

  private Steps() {}

  int start() {
    return start;
  }

  /** The state from which the tree leads to a state that is already there. */
  private int before(RegularTree tree, int next) throws TooLarge {
    if (tree instanceof RegularTree.One one) {
      return add(new Take(one.low(), one.high(), next));
    }
    if (tree instanceof RegularTree.Begin) {
      return add(new AtBegin(next));
    }
    if (tree instanceof RegularTree.End) {
      return add(new AtEnd(next));
    }
    if (tree instanceof RegularTree.Sequence sequence) {
      int at = next;
      for (int i = sequence.parts().size() - 1; i >= 0; i--) {
        at = before(sequence.parts().get(i), at);
      }
      return at;
    }
    if (tree instanceof RegularTree.Choice choice) {
      int at = before(choice.parts().get(0), next);
      for (RegularTree part : choice.parts().subList(1, choice.parts().size())) {
        at = add(new Fork(at, before(part, next)));
      }
      return at;
    }
    return repeat((RegularTree.Repeat) tree, next);
  }

  private int repeat(RegularTree.Repeat repeat, int next) throws TooLarge {
    int at = next;
    if (repeat.max() < 0) {
      int loop = add(new Fork(next, next)); // its second way is set when the part is there
      states.set(loop, new Fork(before(repeat.part(), loop), next));
      at = loop;
    } else {
      for (int i = repeat.min(); i < repeat.max(); i++) {
        at = add(new Fork(before(repeat.part(), at), next));
      }
    }
    for (int i = 0; i < repeat.min(); i++) {
      at = before(repeat.part(), at);
    }
    return at;
  }

  private int add(State state) throws TooLarge {
    if (states.size() == MAX_STATES) {
      throw new TooLarge();
    }
    states.add(state);
    return states.size() - 1;
  }

  /** The states that take this character. */
  BitSet taking(int c) {
    BitSet taking = new BitSet();
    for (int i = 0; i < states.size(); i++) {
      if (states.get(i) instanceof Take take && take.takes(c)) {
        taking.set(i);
      }
    }
    return taking;
  }

  /** The states where one can be without taking a character, from a state on. */
  BitSet reach(int from, boolean atBegin) {
    BitSet found = new BitSet();
    spread(from, found, atBegin, false);
    return found;
  }

  /** The states where one can be after a character. */
  BitSet after(BitSet set, int c) {
    BitSet found = new BitSet();
    for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(i + 1)) {
      if (states.get(i) instanceof Take take && take.takes(c)) {
        spread(take.next(), found, false, false);
      }
    }
    return found;
  }

  boolean isMatch(BitSet set) {
    return set.get(MATCH);
  }

  /** Whether one of the states leads to a match if the text ends here. */
  boolean mayEnd(BitSet set) {
    BitSet found = new BitSet();
    for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(i + 1)) {
      if (states.get(i) instanceof AtEnd end) {
        spread(end.next(), found, false, true);
      }
    }
    return found.get(MATCH);
  }

  /** Whether the expression is found in the empty text. */
  boolean findsNothing() {
    BitSet found = new BitSet();
    spread(start, found, true, true);
    return found.get(MATCH);
  }

  /** Keeps only states that matter: those that take, those that wait for the end, and the match. */
  private void spread(int from, BitSet found, boolean atBegin, boolean atEnd) {
    Deque<Integer> open = new ArrayDeque<>();
    BitSet seen = new BitSet();
    open.push(from);
    while (!open.isEmpty()) {
      int at = open.pop();
      if (seen.get(at)) {
        continue;
      }
      seen.set(at);
      State state = states.get(at);
      if (state instanceof Fork fork) {
        open.push(fork.one());
        open.push(fork.other());
      } else if (state instanceof AtBegin begin) {
        if (atBegin) {
          open.push(begin.next());
        }
      } else if (state instanceof AtEnd end && atEnd) {
        open.push(end.next());
      } else {
        found.set(at);
      }
    }
  }
}
