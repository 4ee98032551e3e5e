package io.hauberk.schema;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** {@code multipleOf}, exact at any size (JSON Schema Validation 2020-12, 6.2.1). */
final class MultipleOf extends Keyword {
  private final Decimal divisor;

  static @Nullable Keyword compile(SchemaSite site) {
    return site.findNumber("multipleOf")
        .map(
            number -> {
              if (number.signum() <= 0) {
                throw site.malformed("multipleOf", "a number above zero");
              }
              return new MultipleOf(new Decimal(number.value()));
            })
        .orElse(null);
  }

  private MultipleOf(Decimal divisor) {
    this.divisor = divisor;
  }

  BigDecimal divisor() {
    return divisor.exact();
  }

  @Override
  boolean check(Evaluation ev, int node) {
    return divisor.divides(ev.tape, node) || ev.refuse(this);
  }

  @Override
  int types() {
    return Types.NUMBER;
  }

  @Override
  String rule() {
    return "multipleOf";
  }

  @Override
  String expected() {
    return "a multiple of " + divisor;
  }
}
