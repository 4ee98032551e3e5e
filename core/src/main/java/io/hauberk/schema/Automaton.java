package io.hauberk.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A regular expression as a table: one step for each octet of an ASCII text, nothing allocated. */
final class Automaton {
  /*
   * The classical way [1]: the expression's tree becomes a machine whose states have several ways on
   * (Steps), and each set of its states that a text can reach becomes one state of this table. As the
   * expression may be found anywhere, the first state joins every set. Characters that no part of the
   * expression tells apart share a column.
   *
   * State 0 is dead: no text that begins like this has a match. State 1 is a match, whatever
   * follows. For all others the last column, which no character has, says whether the text may end
   * there. The table holds states as the offsets of their rows, so that a step is an addition and a
   * look-up.
   *
   * The number of sets can explode; beyond MAX_STATES there is no table, and RE2/J does the work.
   *
   * [1] Aho, Lam, Sethi, Ullman: Compilers, 2nd edition, 3.7
   */
  private static final int MATCH = 1;
  private static final int MAX_STATES = 400;

  private final byte[] columns;
  private final int width;
  private final int[] table;
  private final int start;
  private final boolean findsNothing;

  /** The table of an expression, or null if it would be too large. */
  static @Nullable Automaton of(RegularTree tree) {
    Steps steps = Steps.of(tree);
    return steps == null ? null : new Builder(steps).build();
  }

  private Automaton(byte[] columns, int width, int[] table, int start, boolean findsNothing) {
    this.columns = columns;
    this.width = width;
    this.table = Arrays.stream(table).map(state -> state * width).toArray();
    this.start = start * width;
    this.findsNothing = findsNothing;
  }

  /** Whether the expression is found in a text of ASCII octets. */
  boolean find(byte[] text, int from, int to) {
    if (from == to) {
      return findsNothing; // here the beginning is the end, which no state of the table knows
    }
    int[] rows = table;
    byte[] columnOf = columns;
    int match = MATCH * width;
    int row = start;
    for (int i = from; i < to; i++) {
      if (row <= match) {
        return row == match;
      }
      row = rows[row + columnOf[text[i]]];
    }
    return rows[row + width - 1] == match;
  }

  /** Makes the table. */
  private static final class Builder {
    private final Steps steps;
    private final byte[] columns = new byte[RegularTree.ASCII];
    private final List<Integer> examples = new ArrayList<>(); // one character of each column
    private final Map<BitSet, Integer> numbers = new HashMap<>();
    private final List<BitSet> sets = new ArrayList<>();
    private final BitSet restart;

    private Builder(Steps steps) {
      this.steps = steps;
      this.restart = steps.reach(steps.start(), false);
      Map<BitSet, Integer> known = new HashMap<>();
      for (int c = 0; c < RegularTree.ASCII; c++) {
        BitSet taken = steps.taking(c);
        Integer column = known.get(taken);
        if (column == null) {
          column = known.size();
          known.put(taken, column);
          examples.add(c);
        }
        columns[c] = column.byteValue();
      }
    }

    private @Nullable Automaton build() {
      number(new BitSet()); // state 0
      sets.add(new BitSet()); // state 1
      int start = number(steps.reach(steps.start(), true));
      List<int[]> rows = new ArrayList<>();
      int width = examples.size() + 1;
      rows.add(new int[width]);
      int[] match = new int[width];
      Arrays.fill(match, MATCH);
      rows.add(match);
      for (int state = MATCH + 1; state < sets.size(); state++) {
        if (sets.size() > MAX_STATES) {
          return null;
        }
        int[] row = new int[width];
        for (int column = 0; column < examples.size(); column++) {
          BitSet next = steps.after(sets.get(state), examples.get(column));
          next.or(restart);
          row[column] = number(next);
        }
        row[examples.size()] = steps.mayEnd(sets.get(state)) ? MATCH : 0;
        rows.add(row);
      }
      int[] table = rows.stream().flatMapToInt(Arrays::stream).toArray();
      return new Automaton(columns, width, table, start, steps.findsNothing());
    }

    private int number(BitSet set) {
      if (steps.isMatch(set)) {
        return MATCH;
      }
      Integer known = numbers.get(set);
      if (known != null) {
        return known;
      }
      numbers.put(set, sets.size());
      sets.add(set);
      return sets.size() - 1;
    }
  }
}
