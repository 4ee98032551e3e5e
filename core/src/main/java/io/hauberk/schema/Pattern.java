package io.hauberk.schema;

import org.jspecify.annotations.Nullable;

/** {@code pattern}: found somewhere in the text (JSON Schema Validation 2020-12, 6.3.3). */
final class Pattern extends Keyword {
  private final EcmaPattern pattern;

  static @Nullable Keyword compile(SchemaSite site) {
    return site.findText("pattern")
        .map(text -> new Pattern(EcmaPattern.require(site, "pattern", text)))
        .orElse(null);
  }

  private Pattern(EcmaPattern pattern) {
    this.pattern = pattern;
  }

  @Override
  boolean check(Evaluation ev, int node) {
    return ev.finds(pattern, node) || ev.refuse(this);
  }

  @Override
  int types() {
    return Types.STRING;
  }

  @Override
  String rule() {
    return "pattern";
  }

  @Override
  String expected() {
    return "a text that matches " + pattern;
  }
}
