package io.hauberk.lint;

import static java.util.Objects.requireNonNull;

import io.hauberk.json.Json;
import io.hauberk.json.TextPosition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One point of a contract that should be mended.
 *
 * @param rule what was looked for
 * @param severity how grave it is here
 * @param document the document, as it was named when it was given to lint
 * @param pointer the place in it, as a URI fragment: {@code #/paths/~1orders/get}
 * @param position the place in its text; null if it is not known
 * @param message what is wrong and how to mend it
 */
public record LintFinding(
    LintRule rule,
    Severity severity,
    String document,
    String pointer,
    @Nullable TextPosition position,
    String message) {

  /** Checks that no part is absent. */
  public LintFinding {
    requireNonNull(rule, "rule");
    requireNonNull(severity, "severity");
    requireNonNull(document, "document");
    requireNonNull(pointer, "pointer");
    requireNonNull(message, "message");
  }

  /** The place in the text, if it is known. */
  public Optional<TextPosition> findPosition() {
    return Optional.ofNullable(position);
  }

  /**
   * One line: {@code openapi.yaml:12:7: warning string-limit (API4:2023) #/…: what to mend}. What a
   * terminal or a log would obey in the contract's own text is written as {@link Json#printable}
   * does.
   */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(document);
    if (position != null) {
      line.append(':').append(position.line()).append(':').append(position.column());
    }
    line.append(": ").append(severity).append(' ').append(rule.id());
    rule.category().ifPresent(category -> line.append(" (").append(category).append(')'));
    return Json.printable(line.append(' ').append(pointer).append(": ").append(message).toString());
  }
}
