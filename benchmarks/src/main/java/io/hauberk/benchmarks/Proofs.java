package io.hauberk.benchmarks;

import java.util.List;
import java.util.Map;

/** Requests of one kind of proof, made by those who may and by those who may not call. */
interface Proofs {

  /** Who is calling, as the subjects say it: one of these. */
  List<String> names();

  /**
   * Requests that everyone must accept once, in this order; not measured, so they may take long.
   *
   * @param count how many are needed; fewer come where one may be accepted again and again
   */
  List<Brought> good(int count) throws Exception;

  /**
   * Requests that nobody may accept, by what is wrong with them.
   *
   * @param accepted one that was accepted before
   */
  Map<String, Brought> bad(Brought accepted) throws Exception;
}
