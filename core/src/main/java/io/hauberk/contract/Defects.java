package io.hauberk.contract;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is found while a contract is read: defects that stop it, and notes that do not. */
final class Defects {
  private final Set<ContractNote> defects = new LinkedHashSet<>();
  private final Set<ContractNote> notes = new LinkedHashSet<>();

  /** Something is wrong; {@code text} says what, and how to mend it. */
  void add(Place at, String text) {
    defects.add(new ContractNote(ContractNote.DEFECT, at.toFragment(), text));
  }

  /**
   * Something is odd and stops nothing.
   *
   * @param rule a stable id in kebab case, by which it can be told from other oddities
   */
  void note(String rule, Place at, String text) {
    notes.add(new ContractNote(rule, at.toFragment(), text));
  }

  /** Everything that is worth knowing and stops nothing. */
  List<ContractNote> notes() {
    return List.copyOf(notes);
  }

  /**
   * Ends the reading if anything is wrong.
   *
   * @throws ContractException with all defects
   */
  void throwIfAny(String name) {
    if (!defects.isEmpty()) {
      throw refusal(name);
    }
  }

  /** All defects, of which there must be one, as an exception. */
  ContractException refusal(String name) {
    return new ContractException(name, List.copyOf(defects));
  }
}
