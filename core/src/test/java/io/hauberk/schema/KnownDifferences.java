package io.hauberk.schema;

import io.hauberk.json.Json;
import io.hauberk.json.JsonLimits;
import io.hauberk.schema.Shrinking.Pair;
import java.util.List;
import java.util.function.Predicate;

/** Where networknt's json-schema-validator judges otherwise than we do, and who decides it. */
final class KnownDifferences {

  /**
   * One class of differences.
   *
   * @param name what it is about
   * @param section the place in the specifications that decides for us
   * @param schema of the smallest example
   * @param instance of the smallest example
   * @param ours what we say of the example
   * @param theirs what they say of it
   * @param covers whether a shrunk pair belongs to this class
   */
  record Difference(
      String name,
      String section,
      String schema,
      String instance,
      Verdict ours,
      Verdict theirs,
      Predicate<Pair> covers) {

    Pair example() {
      return new Pair(
          Json.parse(schema, JsonLimits.DOCUMENT), Json.parse(instance, JsonLimits.DOCUMENT));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Difference> ALL =
      List.of(
          new Difference(
              "a bound on a whole number that no long holds, written with an exponent",
              "JSON Schema 2020-12, 6.3 (numbers of any size); they fail with an exception",
              "{\"exclusiveMinimum\": 0, \"type\": \"integer\"}",
              "1E+20",
              Verdict.VALID,
              Verdict.NONE,
              pair ->
                  has(pair, "\"integer\"")
                      && (has(pair, "inimum") || has(pair, "aximum") || has(pair, "multipleOf"))),
          new Difference(
              "a no-break space is white space to a pattern",
              "ECMA-262, 22.2.2.9 (\\s is WhiteSpace or LineTerminator) and 12.2 (U+00A0 is one)",
              "{\"pattern\": \"^\\\\S*$\"}",
              "\"\u00a0\"",
              Verdict.INVALID,
              Verdict.VALID,
              pair -> has(pair, "S*$") && text(pair).contains("\u00a0")),
          new Difference(
              "U+0085 is no line terminator to a pattern",
              "ECMA-262, 22.2.2.7 (. is all but LineTerminator) and 12.3 (which U+0085 is not)",
              "{\"pattern\": \"^.{2,3}$\"}",
              "\"a\u0085\"",
              Verdict.VALID,
              Verdict.INVALID,
              pair -> has(pair, "^.{2,3}$") && text(pair).contains("\\u0085")));

  private static boolean has(Pair pair, String text) {
    return Json.write(pair.schema()).contains(text);
  }

  private static String text(Pair pair) {
    return Json.write(pair.instance());
  }

  private KnownDifferences() {}
}
