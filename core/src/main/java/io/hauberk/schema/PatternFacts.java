package io.hauberk.schema;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be told of a {@code pattern} without a text: whether it explodes in engines that
 * backtrack, whether it holds for the whole text, and how long a text it lets pass.
 *
 * <p>Here no pattern explodes; clients, gateways and generated code read the same contract with
 * engines that are not so careful.
 */
public final class PatternFacts {
  /*
   * A backtracking engine takes exponential time where one text can be read in two ways again and
   * again. The expression becomes its position machine [1]: a state for each character that it asks
   * for, and the steps between them. It explodes if, from some state p, two different ways lead back
   * to p over the same text [2]: a walk through pairs of states from (p,p) by way of a pair of two
   * different states back to (p,p); or if one step on a circle is there twice, as in (a*)*.
   *
   * [1] Glushkov, The abstract theory of automata, 1961
   * [2] Weber and Seidl, On the degree of ambiguity of finite automata, 1991
   */
  private static final int MAX_POSITIONS = 80;

  private final boolean exponential;
  private final boolean anchored;
  private final int maxLength;

  /** What can be told of an expression; nothing if it is not one of ECMA-262. */
  public static PatternFacts of(String source) {
    try {
      EcmaSyntax.Translation translation = EcmaSyntax.translate(source);
      if (translation.regular() && !translation.forRe2().matches("(?s).*\\\\[bB].*")) {
        return new PatternFacts(RegularTree.read(translation.forJdk()));
      }
    } catch (EcmaText.Refused e) {
      // a defect that compiling the schema tells
    }
    return new PatternFacts(null);
  }

  private PatternFacts(@Nullable RegularTree tree) {
    exponential = tree != null && Positions.explodes(tree);
    anchored = tree == null || (begins(tree) && ends(tree));
    maxLength = tree != null && anchored ? longest(tree) : Integer.MAX_VALUE;
  }

  /** Whether a backtracking engine may take time that is exponential in the text. */
  public boolean isExponential() {
    return exponential;
  }

  /** Whether the whole text is looked at: {@code ^…$}. True also where nobody can tell. */
  public boolean isAnchored() {
    return anchored;
  }

  /** The length of the longest ASCII text that passes; {@link Integer#MAX_VALUE} if none is. */
  public int maxLength() {
    return maxLength;
  }

  private static boolean begins(RegularTree tree) {
    if (tree instanceof RegularTree.Sequence sequence) {
      return !sequence.parts().isEmpty() && begins(sequence.parts().get(0));
    }
    if (tree instanceof RegularTree.Choice choice) {
      return choice.parts().stream().allMatch(PatternFacts::begins);
    }
    return tree instanceof RegularTree.Begin;
  }

  private static boolean ends(RegularTree tree) {
    if (tree instanceof RegularTree.Sequence sequence) {
      List<RegularTree> parts = sequence.parts();
      return !parts.isEmpty() && ends(parts.get(parts.size() - 1));
    }
    if (tree instanceof RegularTree.Choice choice) {
      return choice.parts().stream().allMatch(PatternFacts::ends);
    }
    return tree instanceof RegularTree.End;
  }

  private static int longest(RegularTree tree) {
    if (tree instanceof RegularTree.One) {
      return 1;
    }
    if (tree instanceof RegularTree.Sequence sequence) {
      long sum = 0;
      for (RegularTree part : sequence.parts()) {
        sum += longest(part);
      }
      return clamp(sum);
    }
    if (tree instanceof RegularTree.Choice choice) {
      return choice.parts().stream().mapToInt(PatternFacts::longest).max().orElse(0);
    }
    if (tree instanceof RegularTree.Repeat repeat) {
      int one = longest(repeat.part());
      return repeat.max() < 0
          ? (one == 0 ? 0 : Integer.MAX_VALUE)
          : clamp((long) one * repeat.max());
    }
    return 0;
  }

  private static int clamp(long length) {
    return (int) Math.min(length, Integer.MAX_VALUE);
  }

  /** The position machine of an expression. */
  private static final class Positions {

    /** What a part of the expression looks like from outside. */
    private record Part(boolean empty, BitSet first, BitSet last) {}

    private final List<RegularTree.One> ones = new ArrayList<>();
    private final Map<Integer, BitSet> steps = new HashMap<>();
    private final Map<Integer, BitSet> doubled = new HashMap<>();
    private boolean tooLarge;

    static boolean explodes(RegularTree tree) {
      Positions positions = new Positions();
      positions.read(tree);
      return !positions.tooLarge && positions.isAmbiguous();
    }

    private Part read(RegularTree tree) {
      if (tree instanceof RegularTree.One one) {
        ones.add(one);
        tooLarge |= ones.size() > MAX_POSITIONS;
        BitSet here = new BitSet();
        here.set(ones.size() - 1);
        return new Part(false, here, here);
      }
      if (tree instanceof RegularTree.Sequence sequence) {
        Part all = new Part(true, new BitSet(), new BitSet());
        for (RegularTree part : sequence.parts()) {
          all = follow(all, read(part));
        }
        return all;
      }
      if (tree instanceof RegularTree.Choice choice) {
        Part all = new Part(false, new BitSet(), new BitSet());
        for (RegularTree one : choice.parts()) {
          Part part = read(one);
          all =
              new Part(
                  all.empty() || part.empty(),
                  union(all.first(), part.first()),
                  union(all.last(), part.last()));
        }
        return all;
      }
      return tree instanceof RegularTree.Repeat repeat
          ? repeat(repeat)
          : new Part(true, new BitSet(), new BitSet());
    }

    private Part repeat(RegularTree.Repeat repeat) {
      int copies = Math.max(1, Math.max(repeat.min(), repeat.max()));
      Part all = new Part(true, new BitSet(), new BitSet());
      for (int i = 0; i < copies && !tooLarge; i++) {
        Part part = read(repeat.part());
        boolean optional = i >= repeat.min();
        if (repeat.max() < 0 && i == copies - 1) {
          connect(part.last(), part.first());
        }
        all = follow(all, optional ? new Part(true, part.first(), part.last()) : part);
      }
      return all;
    }

    private Part follow(Part one, Part next) {
      connect(one.last(), next.first());
      return new Part(
          one.empty() && next.empty(),
          one.empty() ? union(one.first(), next.first()) : one.first(),
          next.empty() ? union(one.last(), next.last()) : next.last());
    }

    private void connect(BitSet from, BitSet to) {
      for (int i = from.nextSetBit(0); i >= 0; i = from.nextSetBit(i + 1)) {
        BitSet known = steps.computeIfAbsent(i, key -> new BitSet());
        BitSet again = (BitSet) known.clone();
        again.and(to);
        doubled.computeIfAbsent(i, key -> new BitSet()).or(again);
        known.or(to);
      }
    }

    private static BitSet union(BitSet one, BitSet other) {
      BitSet union = (BitSet) one.clone();
      union.or(other);
      return union;
    }

    private BitSet after(int position) {
      return steps.getOrDefault(position, new BitSet());
    }

    private boolean isAmbiguous() {
      int n = ones.size();
      BitSet[] reach = new BitSet[n];
      for (int i = 0; i < n; i++) {
        reach[i] = reachable(i);
      }
      for (int i = 0; i < n; i++) {
        BitSet twice = doubled.getOrDefault(i, new BitSet());
        for (int j = twice.nextSetBit(0); j >= 0; j = twice.nextSetBit(j + 1)) {
          if (reach[j].get(i) || i == j) {
            return true;
          }
        }
      }
      BitSet[] pairs = new BitSet[n * n];
      for (int p = 0; p < n; p++) {
        if (!reach[p].get(p)) {
          continue; // on no circle
        }
        BitSet fromTwin = pairsFrom(p * n + p, pairs);
        for (int pair = fromTwin.nextSetBit(0); pair >= 0; pair = fromTwin.nextSetBit(pair + 1)) {
          boolean differs = pair / n != pair % n;
          if (differs
              && reach[pair / n].get(p)
              && reach[pair % n].get(p)
              && pairsFrom(pair, pairs).get(p * n + p)) {
            return true;
          }
        }
      }
      return false;
    }

    private BitSet reachable(int from) {
      BitSet found = new BitSet();
      BitSet open = (BitSet) after(from).clone();
      while (!open.isEmpty()) {
        int at = open.nextSetBit(0);
        open.clear(at);
        if (!found.get(at)) {
          found.set(at);
          BitSet next = (BitSet) after(at).clone();
          next.andNot(found);
          open.or(next);
        }
      }
      return found;
    }

    /** The pairs of states that two ways over one text lead to, from a pair on. */
    private BitSet pairsFrom(int start, BitSet[] known) {
      BitSet found = known[start];
      if (found != null) {
        return found;
      }
      int n = ones.size();
      found = new BitSet(n * n);
      BitSet open = new BitSet(n * n);
      open.set(start);
      while (!open.isEmpty()) {
        int pair = open.nextSetBit(0);
        open.clear(pair);
        BitSet left = after(pair / n);
        BitSet right = after(pair % n);
        for (int a = left.nextSetBit(0); a >= 0; a = left.nextSetBit(a + 1)) {
          for (int b = right.nextSetBit(0); b >= 0; b = right.nextSetBit(b + 1)) {
            int next = a * n + b;
            if (!found.get(next) && meet(ones.get(a), ones.get(b))) {
              found.set(next);
              open.set(next);
            }
          }
        }
      }
      known[start] = found;
      return found;
    }

    private static boolean meet(RegularTree.One one, RegularTree.One other) {
      return (one.low() & other.low()) != 0 || (one.high() & other.high()) != 0;
    }
  }
}
