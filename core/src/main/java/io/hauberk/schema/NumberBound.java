package io.hauberk.schema;

import io.hauberk.json.JsonNumber;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code minimum}, {@code exclusiveMinimum}, {@code maximum} and {@code exclusiveMaximum}, exact at
 * any size (JSON Schema Validation 2020-12, 6.2.2 to 6.2.5).
 */
final class NumberBound extends Keyword {
  private final String rule;
  private final Decimal limit;
  private final boolean lower;
  private final boolean exclusive;

  static @Nullable Keyword compileMinimum(SchemaSite site) {
    return compile(site, "minimum", "exclusiveMinimum", true);
  }

  static @Nullable Keyword compileMaximum(SchemaSite site) {
    return compile(site, "maximum", "exclusiveMaximum", false);
  }

  static @Nullable Keyword compileExclusiveMinimum(SchemaSite site) {
    return compileExclusive(site, "exclusiveMinimum", true);
  }

  static @Nullable Keyword compileExclusiveMaximum(SchemaSite site) {
    return compileExclusive(site, "exclusiveMaximum", false);
  }

  private static @Nullable Keyword compile(
      SchemaSite site, String rule, String exclusiveRule, boolean lower) {
    boolean flagged = site.linker().dialect() == Dialect.OPENAPI_3_0;
    boolean exclusive = flagged && exclusiveFlag(site, exclusiveRule);
    Optional<JsonNumber> limit = site.findNumber(rule);
    if (exclusive && limit.isEmpty()) {
      throw site.malformed(exclusiveRule, "beside a %s in OpenAPI 3.0".formatted(rule));
    }
    return limit
        .map(value -> new NumberBound(exclusive ? exclusiveRule : rule, value, lower, exclusive))
        .orElse(null);
  }

  private static boolean exclusiveFlag(SchemaSite site, String rule) {
    if (site.get(rule) instanceof JsonNumber) {
      throw site.unsupported(
          rule,
          "in OpenAPI 3.0 %s is true or false, beside the limit itself; a number is OpenAPI 3.1"
              .formatted(rule));
    }
    return site.flag(rule);
  }

  private static @Nullable Keyword compileExclusive(SchemaSite site, String rule, boolean lower) {
    if (site.linker().dialect() == Dialect.OPENAPI_3_0) {
      return null; // a flag of its neighbour
    }
    return site.findNumber(rule)
        .map(value -> new NumberBound(rule, value, lower, true))
        .orElse(null);
  }

  private NumberBound(String rule, JsonNumber limit, boolean lower, boolean exclusive) {
    this.rule = rule;
    this.limit = new Decimal(limit.value());
    this.lower = lower;
    this.exclusive = exclusive;
  }

  boolean isLower() {
    return lower;
  }

  boolean isExclusive() {
    return exclusive;
  }

  BigDecimal limit() {
    return limit.exact();
  }

  @Override
  boolean check(Evaluation ev, int node) {
    int order = limit.compare(ev.tape, node);
    boolean inside = lower ? order > 0 : order < 0;
    return inside || (order == 0 && !exclusive) || ev.refuse(this);
  }

  @Override
  int types() {
    return Types.NUMBER;
  }

  @Override
  String rule() {
    return rule;
  }

  @Override
  String expected() {
    String words =
        exclusive ? (lower ? "more than " : "less than ") : (lower ? "at least " : "at most ");
    return words + limit;
  }
}
