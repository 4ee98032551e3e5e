package io.hauberk.contract;

import io.hauberk.contract.PartRule.Form;
import io.hauberk.request.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of a form's parts, gathered into the one object that its schema judges. */
final class PartValues {
  /** What a schema says of a value alone, and not of whether it may be there. */
  private static final Set<String> OF_THE_VALUE =
      Set.of(
          "type",
          "minLength",
          "maxLength",
          "pattern",
          "format",
          "enum",
          "const",
          "contentEncoding",
          "contentMediaType",
          "contentSchema",
          "anyOf",
          "oneOf");

  /** What was judged in octets where the caller chose that a part is octets. */
  private static final Set<String> OF_THE_SIZE = Set.of("minLength");

  private final MultipartContent content;
  private final Map<String, PartRule> rules = new HashMap<>();
  private final Map<String, List<TextNode>> values = new LinkedHashMap<>();
  private final Set<String> read = new HashSet<>();
  private final Map<String, Set<String>> unread = new HashMap<>();

  PartValues(MultipartContent content) {
    this.content = content;
  }

  /** What is asked of the parts of a name. */
  PartRule rule(String name) {
    return rules.computeIfAbsent(name, content::rule);
  }

  /** Adds text or JSON. */
  void add(String name, Form form, String text) {
    read.add(nextPlace(name));
    put(name, form == Form.JSON ? new TextNode.Json(text) : new TextNode.Text(text));
  }

  /**
   * Adds a part that is not read: a string to the schema, which tells one part from another. What
   * the schema then says of its value is not held against it, because its length in octets has been
   * judged; all else is.
   */
  void addUnread(String name, OctetsMark mark) {
    unread.put(nextPlace(name), rule(name).form() == Form.OPEN ? OF_THE_SIZE : OF_THE_VALUE);
    put(name, new TextNode.Json('"' + mark.text(rule(name).minBytes()) + '"'));
  }

  private String nextPlace(String name) {
    int index = values.getOrDefault(name, List.of()).size();
    return content.where(name) + (rule(name).repeats() ? "/" + index : "");
  }

  private void put(String name, TextNode value) {
    values.computeIfAbsent(name, any -> new ArrayList<>(1)).add(value);
  }

  /** The first name that stands several times where one part is allowed; null if none does. */
  @Nullable String findRepeated() {
    for (Map.Entry<String, List<TextNode>> entry : values.entrySet()) {
      if (entry.getValue().size() > 1 && !rule(entry.getKey()).repeats()) {
        return entry.getKey();
      }
    }
    return null;
  }

  /** All as one object. */
  TextNode toNode() {
    Map<String, TextNode> members = new LinkedHashMap<>();
    values.forEach(
        (name, all) ->
            members.put(
                name,
                rule(name).repeats() && !isWholeList(all) ? new TextNode.Items(all) : all.get(0)));
    return new TextNode.Members(members);
  }

  /** One part may hold the whole list as JSON. */
  private static boolean isWholeList(List<TextNode> all) {
    return all.size() == 1
        && all.get(0) instanceof TextNode.Json json
        && json.json().stripLeading().startsWith("[");
  }

  /**
   * Whether a finding is about the content of a part that was not read. Names that no contract
   * declares share one place: there it is so only if none of them was read.
   */
  boolean isUnread(Finding finding) {
    String where = finding.where();
    return unread.getOrDefault(where, Set.of()).contains(finding.rule())
        && read.stream().noneMatch(it -> where.equals(it) || where.startsWith(it + "/"));
  }
}
