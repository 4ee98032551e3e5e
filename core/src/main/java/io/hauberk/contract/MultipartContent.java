package io.hauberk.contract;

import io.hauberk.json.JsonPointer;
import io.hauberk.schema.PropertyTexts;
import io.hauberk.schema.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a contract says about a multipart body.
 *
 * @param schema what judges the whole, as an object with a property for each name; null if the
 *     contract declares none
 * @param shape the shape of the whole
 * @param rules what is asked of the parts of each declared name
 * @param patterns what is asked of the parts whose name matches a pattern and is not declared
 * @param others what is asked of parts of other names
 * @param texts what the schema asks of the text of a part; null if the contract declares none
 */
record MultipartContent(
    @Nullable Schema schema,
    ValueShape shape,
    Map<String, PartRule> rules,
    Map<String, PartRule> patterns,
    PartRule others,
    @Nullable PropertyTexts texts) {

  /** No schema says anything. */
  static final MultipartContent ANY =
      new MultipartContent(null, ValueShape.TEXT, Map.of(), Map.of(), PartRule.ANY, null);

  MultipartContent {
    rules = Map.copyOf(rules);
    patterns = Map.copyOf(patterns);
  }

  /** What is asked of the parts of a name. */
  PartRule rule(String name) {
    PartRule declared = rules.get(name);
    if (declared != null || texts == null) {
      return declared == null ? others : declared;
    }
    PartRule matched = matched(name);
    return (matched == null ? others : matched).judgedBy(texts, name);
  }

  private @Nullable PartRule matched(String name) {
    if (schema == null || patterns.isEmpty()) {
      return null;
    }
    PartRule matched = null;
    for (String pattern : schema.facts().matchedPatterns(name)) {
      PartRule rule = patterns.get(pattern);
      if (rule != null) {
        matched = matched == null ? rule : matched.and(rule);
      }
    }
    return matched;
  }

  /** The place of a part in findings: names that the caller invented are not told. */
  String where(String name) {
    return "body/" + (rules.containsKey(name) ? JsonPointer.escape(name) : "*");
  }
}
