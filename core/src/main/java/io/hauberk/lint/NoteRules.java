package io.hauberk.lint;

import static io.hauberk.lint.ApiRisk.API10;
import static io.hauberk.lint.ApiRisk.API3;
import static io.hauberk.lint.ApiRisk.API5;

import io.hauberk.contract.ContractNote;
import java.util.List;
import java.util.Set;

/** The rules of what reading a contract finds: its defects, and what it only notes. */
final class NoteRules {
  /** What is odd, and has no rule of its own here. */
  private static final LintRule OTHER =
      LintRule.info("contract-note", null, "Nothing is odd in the contract.");

  /** Notes that a check tells better. */
  private static final Set<String> TOLD_ELSEWHERE = Set.of("open-operation");

  static final List<LintRule> ALL =
      List.of(
          LintRule.error(ContractNote.DEFECT, null, "The contract can be read."),
          OTHER,
          LintRule.warning("undeclared-scope", API5, "Scopes that are asked for are declared."),
          LintRule.warning("no-operations", null, "The contract declares an operation."),
          LintRule.info("missing-operation-id", null, "Every operation has an operationId."),
          LintRule.warning("external-reference", null, "References stay in the contract."),
          LintRule.info("unjudged-body", API3, "Bodies are of media types that are judged."),
          LintRule.info("undescribed-content", API3, "A success describes its content, or is 204."),
          LintRule.info("unjudged-callbacks", API10, "What callbacks answer is judged."),
          LintRule.info("unjudged-webhooks", API10, "What webhooks answer is judged."),
          LintRule.warning("unknown-keyword", null, "Schemas use keywords of their dialect."),
          LintRule.warning("unknown-format", null, "Formats are known and checked."),
          LintRule.warning("idle-keyword", null, "Every keyword checks something."),
          LintRule.warning("ref-siblings", null, "Nothing is lost beside a $ref."),
          LintRule.error("unsatisfiable", null, "Every schema lets some value pass."));

  /** Hands a note of the contract on. */
  static void add(ContractNote note, DocumentTree documents, Complaints complaints) {
    if (!TOLD_ELSEWHERE.contains(note.rule())) {
      LintRule rule = Rules.exists(note.rule()) ? Rules.get(note.rule()) : OTHER;
      int hash = Math.max(note.pointer().indexOf('#'), 0);
      complaints.add(
          rule,
          rule.severity(),
          documents.name(note.pointer().substring(0, hash)),
          Pointers.ofFragment(note.pointer().substring(hash)),
          note.text());
    }
  }

  private NoteRules() {}
}
