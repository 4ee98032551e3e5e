package io.hauberk.identity;

/**
 * How many uses each caller has, in a fixed amount of memory, however many callers there are. Not
 * for use by several threads.
 */
final class UseCounts {
  /*
   * A count-min sketch [1]: a caller has one cell in each row, by a part of its digest, and shares it with whoever falls
   * into the same. The least of its cells is never less than what it has, and more only by what the others have in that
   * one: with honest callers about a 4096th of all uses. A caller is taken for a greedy one only if it meets greedy
   * ones in every row, with twenty of them once in 10^9 callers, and nobody can choose whom it meets, since digests
   * depend on a secret of this process. Cells are sums, so that those of some uses can be taken off when the uses are
   * forgotten, without knowing whose they were.
   *
   * [1] G. Cormode, S. Muthukrishnan: An improved data stream summary: the count-min sketch and its applications.
   *     Journal of Algorithms 55(1), 2005
   */
  private static final int ROWS = 4;
  private static final int WIDTH = 4096;

  private final int[] cells = new int[ROWS * WIDTH];

  /** Counts one use more of this caller. */
  void add(TokenDigest caller) {
    for (int row = 0; row < ROWS; row++) {
      cells[cell(row, caller)]++;
    }
  }

  /** How many uses this caller has at most. */
  int of(TokenDigest caller) {
    int least = Integer.MAX_VALUE;
    for (int row = 0; row < ROWS; row++) {
      least = Math.min(least, cells[cell(row, caller)]);
    }
    return least;
  }

  /** Takes off what others have counted, all of which was counted here, too. */
  void subtract(UseCounts others) {
    for (int i = 0; i < cells.length; i++) {
      cells[i] -= others.cells[i];
    }
  }

  /** How many octets it takes. */
  long octets() {
    return (long) cells.length * Integer.BYTES;
  }

  private static int cell(int row, TokenDigest caller) {
    long part =
        switch (row) {
          case 0 -> caller.a();
          case 1 -> caller.b();
          case 2 -> caller.c();
          default -> caller.d();
        };
    return row * WIDTH + ((int) part & (WIDTH - 1));
  }
}
