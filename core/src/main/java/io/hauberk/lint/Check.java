package io.hauberk.lint;

import java.util.List;

/** Looks for one kind of slip, or a few that are seen together. */
interface Check {

  /** The rules that it may complain by. */
  List<LintRule> rules();

  /** Looks at a whole contract. */
  void check(ContractModel contract, Complaints complaints);
}
