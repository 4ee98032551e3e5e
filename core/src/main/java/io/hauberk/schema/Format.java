package io.hauberk.schema;

import org.jspecify.annotations.Nullable;

/**
 * {@code format}, where it is asserted (JSON Schema Validation 2020-12, 7; OpenAPI Format
 * Registry).
 */
final class Format extends Keyword {
  private final String name;
  private final FormatCheck check;

  static @Nullable Keyword compile(SchemaSite site) {
    String name = site.findText("format").orElse(null);
    boolean asserted = site.linker().assertFormats() || site.inForce(Vocabulary.FORMAT_ASSERTION);
    if (name == null || !asserted) {
      return null;
    }
    FormatCheck check = Formats.find(name);
    if (check != null) {
      return new Format(name, check);
    }
    if (!Formats.isAnnotation(name)) {
      site.note(
          Oddity.UNKNOWN_FORMAT,
          "format",
          "the format %s is not known here and checks nothing; add a pattern or maxLength"
              .formatted(name));
    }
    return null;
  }

  private Format(String name, FormatCheck check) {
    this.name = name;
    this.check = check;
  }

  @Override
  boolean check(Evaluation ev, int node) {
    return check.test(ev, node) || ev.refuse(this);
  }

  @Override
  int types() {
    return check.types();
  }

  @Override
  String rule() {
    return "format";
  }

  @Override
  String expected() {
    return name;
  }
}
