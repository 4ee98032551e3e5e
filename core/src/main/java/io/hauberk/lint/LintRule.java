package io.hauberk.lint;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that lint looks for.
 *
 * @param id stable, in kebab case
 * @param severity how grave a finding is, unless the options say otherwise; some rules lower it
 *     where only answers of the service are concerned
 * @param risk the risk of the OWASP API Security Top 10 that it belongs to; null if to none
 * @param title what a contract should be like, in one sentence
 */
public record LintRule(String id, Severity severity, @Nullable ApiRisk risk, String title) {

  /** Checks the parts. */
  public LintRule {
    requireNonNull(severity, "severity");
    requireNonNull(title, "title");
    if (!id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("a rule's id is written in kebab case, was " + id);
    }
  }

  static LintRule error(String id, @Nullable ApiRisk risk, String title) {
    return new LintRule(id, Severity.ERROR, risk, title);
  }

  static LintRule warning(String id, @Nullable ApiRisk risk, String title) {
    return new LintRule(id, Severity.WARNING, risk, title);
  }

  static LintRule info(String id, @Nullable ApiRisk risk, String title) {
    return new LintRule(id, Severity.INFO, risk, title);
  }

  /** The OWASP category, such as {@code API4:2023}. */
  public Optional<String> category() {
    return Optional.ofNullable(risk).map(ApiRisk::id);
  }

  /** A page that says more. */
  public Optional<String> help() {
    return Optional.ofNullable(risk).map(ApiRisk::help);
  }
}
