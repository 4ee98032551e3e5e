package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.hauberk.json.Json;
import io.hauberk.json.JsonValue;
import io.hauberk.schema.KnownDifferences.Difference;
import io.hauberk.schema.Shrinking.Pair;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Our verdicts against those of networknt's json-schema-validator, over schemas made at random and
 * values that stand near the border between valid and invalid. A difference is shrunk before it is
 * told; those that are known stand in {@link KnownDifferences} with the section that decides them.
 */
class NetworkntDifferentialTest {
  /** Each schema comes with {@value FittingValue#PER_SCHEMA} values. */
  private static final int SCHEMAS = 700;

  private static final int MANY_SCHEMAS = 13_000;

  private static final Map<Verdict, Integer> SEEN = new EnumMap<>(Verdict.class);

  @Property(
      tries = SCHEMAS,
      seed = "20261127",
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  void five_thousand_pairs(@ForAll("schemas") long number) {
    compare(number);
  }

  @Property(
      tries = MANY_SCHEMAS,
      seed = "1127",
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  @Tag("long")
  void a_hundred_thousand_pairs(@ForAll("schemas") long number) {
    compare(number);
  }

  @Provide
  Arbitrary<Long> schemas() {
    return Arbitraries.longs();
  }

  /** A generator whose values are nearly all refused, or nearly all admitted, finds nothing. */
  @AfterContainer
  static void both_verdicts_were_given() {
    int valid = SEEN.getOrDefault(Verdict.VALID, 0);
    int invalid = SEEN.getOrDefault(Verdict.INVALID, 0);
    assertTrue(valid > invalid / 4 && invalid > valid / 4, SEEN.toString());
  }

  private static void compare(long number) {
    Random random = new Random(number);
    JsonValue schema = RandomSchema.make(random);
    Verdict.Giver ours = ours(schema);
    Verdict.Giver theirs = new Networknt(schema);
    List<JsonValue> instances =
        FittingValue.make(schema, random, value -> ours.judge(value) == Verdict.VALID);
    for (JsonValue instance : instances) {
      Verdict our = ours.judge(instance);
      Verdict their = theirs.judge(instance);
      SEEN.merge(our, 1, Integer::sum);
      if (our != their) {
        explain(new Pair(schema, instance), our, their, number);
      }
    }
  }

  private static void explain(Pair pair, Verdict our, Verdict their, long number) {
    Pair small = Shrinking.shrink(pair, candidate -> differs(candidate, our, their));
    for (Difference known : KnownDifferences.ALL) {
      boolean judged =
          known.theirs() != Verdict.NONE; // a not or oneOf around it turns both verdicts
      if (our != Verdict.NONE && judged == (their != Verdict.NONE) && known.covers().test(small)) {
        return;
      }
    }
    fail(
        "schema "
            + number
            + ": we say "
            + our
            + ", they say "
            + their
            + " of\n"
            + Json.write(small.instance())
            + "\nunder\n"
            + Json.write(small.schema()));
  }

  private static boolean differs(Pair pair, Verdict our, Verdict their) {
    return ours(pair.schema()).judge(pair.instance()) == our
        && new Networknt(pair.schema()).judge(pair.instance()) == their;
  }

  private static Verdict.Giver ours(JsonValue schema) {
    return Verdict.ours(Dialect.JSON_SCHEMA_2020_12, schema, "");
  }

  @Example
  void the_known_differences_are_few_and_still_there() {
    assertTrue(KnownDifferences.ALL.size() <= 20);
    for (Difference known : KnownDifferences.ALL) {
      Pair example = known.example();
      assertEquals(known.ours(), ours(example.schema()).judge(example.instance()), known.name());
      assertEquals(
          known.theirs(), new Networknt(example.schema()).judge(example.instance()), known.name());
      assertTrue(known.covers().test(example), known.name());
    }
  }
}
