package io.hauberk.contract;

import static java.util.Objects.requireNonNull;

/**
 * Something in a contract that is worth knowing and stops nothing.
 *
 * @param pointer the place, as a URI fragment: {@code #/paths/~1orders/get}
 * @param text what is odd there, and how to mend it
 */
public record ContractNote(String pointer, String text) {

  /** Checks that no part is absent. */
  public ContractNote {
    requireNonNull(pointer, "pointer");
    requireNonNull(text, "text");
  }
}
