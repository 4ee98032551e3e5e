package io.hauberk.lint;

import static io.hauberk.lint.ApiRisk.API4;
import static io.hauberk.lint.ApiRisk.API8;

import io.hauberk.schema.PatternFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Texts without an end, without a form, and patterns that do not say what they seem to say. */
final class TextBounds implements Check {
  private static final LintRule LIMIT =
      LintRule.warning("string-limit", API4, "Strings have a largest length.");
  private static final LintRule RESTRICTED =
      LintRule.info("string-restricted", API4, "Strings have a format or a pattern.");
  private static final LintRule ANCHORED =
      LintRule.warning("anchored-pattern", API8, "A pattern holds for the whole text.");
  private static final LintRule EXPLODES =
      LintRule.warning(
          "redos-pattern", API4, "No pattern takes exponential time in engines that backtrack.");

  /** Formats whose texts have a largest length. */
  private static final Set<String> BOUNDED_FORMATS =
      Set.of("uuid", "date", "ipv4", "ipv6", "hostname", "idn-hostname");

  @Override
  public List<LintRule> rules() {
    return List.of(LIMIT, RESTRICTED, ANCHORED, EXPLODES);
  }

  @Override
  public void check(ContractModel contract, Complaints complaints) {
    Map<String, PatternFacts> patterns = new HashMap<>(); // one pattern often stands in many places
    for (SchemaUse schema : contract.schemas()) {
      checkPatterns(schema, patterns, complaints);
      if (schema.isUsed() && schema.hasType("string") && !schema.isListed()) {
        if (!schema.holds(part -> isBounded(part, patterns))) {
          complaints.add(
              LIMIT, schema, "a string of any length fits. Add maxLength, an enum or a const");
        }
        if (!schema.says("format", "pattern", "contentMediaType", "contentEncoding")) {
          complaints.add(
              RESTRICTED, schema, "any characters fit. Add a pattern, a format or an enum");
        }
      }
    }
  }

  private static boolean isBounded(Place part, Map<String, PatternFacts> patterns) {
    return part.has("maxLength")
        || part.has("enum")
        || part.has("const")
        || BOUNDED_FORMATS.contains(part.text("format"))
        || (part.has("pattern")
            && facts(part.text("pattern"), patterns).maxLength() < Integer.MAX_VALUE);
  }

  private static void checkPatterns(
      SchemaUse schema, Map<String, PatternFacts> patterns, Complaints complaints) {
    for (Place part : schema.conjuncts()) {
      String pattern = part.text("pattern");
      if (!pattern.isEmpty()) {
        PatternFacts facts = facts(pattern, patterns);
        if (facts.isExponential()) {
          complaints.add(
              EXPLODES,
              part,
              "pattern",
              "a text can be read in many ways here, so an engine that backtracks takes exponential"
                  + " time (ReDoS): harmless here, not in clients and gateways that use the"
                  + " contract. Let each repetition begin with a character of its own");
        }
        if (schema.isInput() && !facts.isAnchored() && schema.hasType("string")) {
          complaints.add(
              ANCHORED,
              part,
              "pattern",
              "is found anywhere in the text, so anything may stand around it. Write ^ and $ around"
                  + " it, or say maxLength and mean it");
        }
      }
    }
  }

  private static PatternFacts facts(String pattern, Map<String, PatternFacts> patterns) {
    return patterns.computeIfAbsent(pattern, PatternFacts::of);
  }
}
