package io.hauberk.limit;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One of the limits that a call must meet.
 *
 * @param quota the limits, of a limiter
 * @param key whom the call counts for there
 */
public record Charge(KeyedLimiter.Quota quota, Object key) {

  /** Checks that both are there. */
  public Charge {
    requireNonNull(quota, "quota");
    requireNonNull(key, "key");
  }

  /**
   * Takes so many permits of every charge, or none of any.
   *
   * @param charges at least one, each of a limiter of its own, and always in the same order of
   *     limiters: each is locked while the next ones are looked at
   * @param cost what the call weighs, from 1 to {@value KeyedLimiter#MAX_COST}
   * @return what each says, in the same order; the call may go on if all admit
   * @throws IllegalArgumentException if the cost is out of range
   */
  public static List<LimitDecision> tryAcquire(List<Charge> charges, int cost) {
    if (cost < 1 || cost > KeyedLimiter.MAX_COST) {
      throw new IllegalArgumentException(
          "a cost must be from 1 to " + KeyedLimiter.MAX_COST + ", was " + cost);
    }
    Taking taking = new Taking(charges, cost);
    taking.from(0);
    return List.copyOf(taking.answers);
  }

  /*
   * All buckets are looked at before the first permit is taken, and each stays locked until the end: so no other call
   * comes between look and taking, and a refusal has nothing to give back.
   */
  private static final class Taking {
    private final List<Charge> charges;
    private final int cost;
    private final List<LimitDecision> answers;
    private boolean admitted = true;

    Taking(List<Charge> charges, int cost) {
      this.charges = charges;
      this.cost = cost;
      this.answers = new ArrayList<>(Collections.nCopies(charges.size(), null));
    }

    void from(int index) {
      if (index == charges.size()) {
        return;
      }
      Charge charge = charges.get(index);
      charge.quota.visit(
          charge.key,
          cost,
          (bucket, now) -> {
            LimitDecision seen = bucket.peek(cost, now);
            admitted &= seen.admitted();
            from(index + 1);
            LimitDecision answer = admitted ? bucket.take(cost, now) : seen;
            answers.set(index, answer);
            return answer;
          });
    }
  }
}
