package io.hauberk.schema;

import io.hauberk.json.JsonTape;
import org.jspecify.annotations.Nullable;

/**
 * {@code minLength} and {@code maxLength} in code points, {@code minItems}, {@code maxItems},
 * {@code minProperties} and {@code maxProperties} (JSON Schema Validation 2020-12, 6.3 to 6.5).
 */
final class SizeBound extends Keyword {

  /** What is counted. */
  private enum Measure {
    LENGTH(Types.STRING, "characters"),
    ITEMS(Types.ARRAY, "items"),
    PROPERTIES(Types.OBJECT, "properties");

    private final int types;
    private final String unit;

    Measure(int types, String unit) {
      this.types = types;
      this.unit = unit;
    }
  }

  private static final int LONGEST = 12; // two escaped surrogates

  private final String rule;
  private final Measure measure;
  private final int limit;
  private final boolean lower;

  static @Nullable Keyword compileMinLength(SchemaSite site) {
    return compile(site, "minLength", Measure.LENGTH, true);
  }

  static @Nullable Keyword compileMaxLength(SchemaSite site) {
    return compile(site, "maxLength", Measure.LENGTH, false);
  }

  static @Nullable Keyword compileMinItems(SchemaSite site) {
    return compile(site, "minItems", Measure.ITEMS, true);
  }

  static @Nullable Keyword compileMaxItems(SchemaSite site) {
    return compile(site, "maxItems", Measure.ITEMS, false);
  }

  static @Nullable Keyword compileMinProperties(SchemaSite site) {
    return compile(site, "minProperties", Measure.PROPERTIES, true);
  }

  static @Nullable Keyword compileMaxProperties(SchemaSite site) {
    return compile(site, "maxProperties", Measure.PROPERTIES, false);
  }

  private static @Nullable Keyword compile(
      SchemaSite site, String rule, Measure measure, boolean lower) {
    return site.findCount(rule)
        .map(limit -> new SizeBound(rule, measure, limit, lower))
        .orElse(null);
  }

  private SizeBound(String rule, Measure measure, int limit, boolean lower) {
    this.rule = rule;
    this.measure = measure;
    this.limit = limit;
    this.lower = lower;
  }

  boolean isLower() {
    return lower;
  }

  int limit() {
    return limit;
  }

  @Override
  boolean check(Evaluation ev, int node) {
    if (measure == Measure.LENGTH && isLengthInsideAtSight(ev.tape, node)) {
      return true;
    }
    int size = measure == Measure.LENGTH ? ev.tape.codePoints(node) : ev.tape.size(node);
    return (lower ? size >= limit : size <= limit) || ev.refuse(this);
  }

  /** Whether the octets alone tell: a code point is written with 1 to {@value #LONGEST} of them. */
  private boolean isLengthInsideAtSight(JsonTape tape, int node) {
    int octets = tape.end(node) - tape.start(node);
    return lower ? octets > (limit - 1L) * LONGEST : octets <= limit;
  }

  @Override
  int types() {
    return measure.types;
  }

  @Override
  String rule() {
    return rule;
  }

  @Override
  String expected() {
    return (lower ? "at least " : "at most ") + limit + " " + measure.unit;
  }
}
