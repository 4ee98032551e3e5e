package io.hauberk.contract;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * How often a contract lets itself be called: the extension {@code x-hauberk-rate} of the document
 * or of one operation, as plain values. What is not said is empty.
 *
 * @param caller how often one caller may call one operation; no two windows have the same period
 * @param total how often all callers together may call it, likewise; always empty for the document
 * @param cost how many permits one call takes, from 1 to 1000
 */
public record ContractRate(List<Window> caller, List<Window> total, OptionalInt cost) {
  /** Where nothing is said. */
  public static final ContractRate NONE =
      new ContractRate(List.of(), List.of(), OptionalInt.empty());

  /**
   * So many permits in each window of time.
   *
   * @param permits from 1 to 1 000 000 000
   * @param period from one millisecond to 366 days
   */
  public record Window(long permits, Duration period) {}

  /** Copies the lists. */
  public ContractRate {
    caller = List.copyOf(caller);
    total = List.copyOf(total);
  }
}
