package io.hauberk.schema;

import io.hauberk.json.JsonTape;
import io.hauberk.json.JsonType;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a format asks of strings, of numbers, or of both; other values fit every format. */
final class FormatCheck {

  /** What a format asks of a number. */
  @FunctionalInterface
  interface NumberCheck {
    boolean test(JsonTape tape, int node);
  }

  private final @Nullable Predicate<CharSequence> text;
  private final @Nullable NumberCheck number;

  static FormatCheck ofText(Predicate<CharSequence> text) {
    return new FormatCheck(text, null);
  }

  static FormatCheck ofNumber(NumberCheck number) {
    return new FormatCheck(null, number);
  }

  static FormatCheck ofBoth(Predicate<CharSequence> text, NumberCheck number) {
    return new FormatCheck(text, number);
  }

  private FormatCheck(@Nullable Predicate<CharSequence> text, @Nullable NumberCheck number) {
    this.text = text;
    this.number = number;
  }

  boolean test(Evaluation ev, int node) {
    return ev.tape.type(node) == JsonType.STRING
        ? text == null || text.test(ev.text(node))
        : number == null || number.test(ev.tape, node);
  }

  /** The types of values that the format looks at, as bits of {@link Types}. */
  int types() {
    return (text == null ? 0 : Types.STRING) | (number == null ? 0 : Types.NUMBER);
  }
}
