package io.hauberk.contract;

import static java.util.Objects.requireNonNull;

/**
 * Something in a contract that is worth knowing and stops nothing.
 *
 * @param rule what kind of oddity it is: a stable id such as {@code open-operation}
 * @param pointer the place, as a URI fragment: {@code #/paths/~1orders/get}
 * @param text what is odd there, and how to mend it
 */
public record ContractNote(String rule, String pointer, String text) {
  /** The rule of what stops a contract from being read. */
  public static final String DEFECT = "contract-defect";

  /** Checks that no part is absent. */
  public ContractNote {
    requireNonNull(rule, "rule");
    requireNonNull(pointer, "pointer");
    requireNonNull(text, "text");
  }
}
