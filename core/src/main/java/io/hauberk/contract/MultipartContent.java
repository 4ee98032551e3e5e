package io.hauberk.contract;

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
 * @param others what is asked of parts of other names
 */
record MultipartContent(
    @Nullable Schema schema, ValueShape shape, Map<String, PartRule> rules, PartRule others) {

  MultipartContent {
    rules = Map.copyOf(rules);
  }

  PartRule rule(String name) {
    return rules.getOrDefault(name, others);
  }

  /** The place of a part in findings: names that the caller invented are not told. */
  String where(String name) {
    return "body/" + (rules.containsKey(name) ? name : "*");
  }
}
