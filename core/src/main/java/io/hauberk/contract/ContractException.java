package io.hauberk.contract;

import java.util.List;
import java.util.stream.Collectors;

/** A contract cannot be used. Names every defect that was found, so that one reading mends all. */
public final class ContractException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 50;

  private final transient List<ContractNote> defects;

  ContractException(String name, List<ContractNote> defects) {
    super(message(name, defects));
    this.defects = List.copyOf(defects);
  }

  private static String message(String name, List<ContractNote> defects) {
    String lines =
        defects.stream()
            .limit(SHOWN)
            .map(defect -> "\n  " + defect.pointer() + ": " + defect.text())
            .collect(Collectors.joining());
    String more = defects.size() > SHOWN ? "\n  and " + (defects.size() - SHOWN) + " more" : "";
    String count = defects.size() == 1 ? "1 defect" : defects.size() + " defects";
    return "Contract '" + name + "' cannot be used (" + count + "):" + lines + more;
  }

  /** Every defect: where, what, and how to mend it. Never empty. */
  public List<ContractNote> defects() {
    return defects;
  }
}
