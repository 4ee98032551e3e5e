package io.hauberk.lint;

/**
 * One way to trip a rule, and its honest twin.
 *
 * @param rule the rule's id
 * @param trips a merge patch of {@link CleanContract} that trips it
 * @param pointer where the finding stands
 * @param twin a merge patch that comes close and does not trip it
 */
record RuleCase(String rule, String trips, String pointer, String twin) {

  static RuleCase of(String rule, String trips, String pointer, String twin) {
    return new RuleCase(rule, trips, pointer, twin);
  }

  @Override
  public String toString() {
    return rule + ": " + trips.strip();
  }
}
