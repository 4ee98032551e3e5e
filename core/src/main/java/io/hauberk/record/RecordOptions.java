package io.hauberk.record;

import io.hauberk.event.LineChain;

/**
 * What is asked of a record.
 *
 * @param chain how its lines are chained, where they are
 * @param mustBeChained whether a line without a hash is a finding
 * @param partial whether it may begin in the middle: what comes before the first line of an
 *     instance is then not missed
 */
public record RecordOptions(LineChain chain, boolean mustBeChained, boolean partial) {
  /** A whole record, chained without a key or not at all. */
  public static final RecordOptions DEFAULT = new RecordOptions(LineChain.UNKEYED, false, false);

  /** The same of a record that is chained in this way, each line of it. */
  public RecordOptions withChain(LineChain chain) {
    return new RecordOptions(chain, true, partial);
  }

  /** The same of a record that may begin in the middle. */
  public RecordOptions asPartial() {
    return new RecordOptions(chain, mustBeChained, true);
  }
}
