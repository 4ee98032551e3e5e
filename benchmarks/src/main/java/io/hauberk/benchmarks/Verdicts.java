package io.hauberk.benchmarks;

import java.util.Set;
import java.util.TreeSet;

/** Compares what a subject says to every document of an input with what is right. */
final class Verdicts {

  /**
   * The documents, counted from 1, that the subject judges otherwise than the input's authors.
   *
   * @throws Exception what the subject throws when it compiles the schema
   */
  static Set<Integer> wrong(Subject subject, Input input) throws Exception {
    Judge judge = subject.compile(input.schema());
    Set<Integer> wrong = new TreeSet<>();
    for (int i = 1; i <= input.documents().size(); i++) {
      if (accepts(judge, input.documents().get(i - 1)) == input.invalid().contains(i)) {
        wrong.add(i);
      }
    }
    return wrong;
  }

  private static boolean accepts(Judge judge, byte[] document) {
    try {
      return judge.accepts(document);
    } catch (Exception e) { // a peer that falls over does not accept
      return false;
    }
  }

  private Verdicts() {}
}
