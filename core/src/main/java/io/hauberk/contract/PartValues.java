package io.hauberk.contract;

import io.hauberk.contract.PartRule.Form;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of a form's parts, gathered into the one object that its schema judges. */
final class PartValues {
  private static final TextNode OCTETS = new TextNode.Json("\"\"");
  private static final TextNode UNREADABLE = new TextNode.Json("null");

  private final MultipartContent content;
  private final Map<String, List<TextNode>> values = new LinkedHashMap<>();
  private final Set<String> unread = new HashSet<>();

  PartValues(MultipartContent content) {
    this.content = content;
  }

  /** Adds text or JSON. */
  void add(String name, Form form, String text) {
    put(name, form == Form.JSON ? new TextNode.Json(text) : new TextNode.Text(text));
  }

  /**
   * Adds a part that is not read: a string to the schema, which says nothing more about it, because
   * its length in octets has been judged.
   */
  void addUnread(String name) {
    int index = values.getOrDefault(name, List.of()).size();
    unread.add(content.where(name) + (content.rule(name).repeats() ? "/" + index : ""));
    put(name, content.rule(name).form() == Form.JSON ? UNREADABLE : OCTETS);
  }

  private void put(String name, TextNode value) {
    values.computeIfAbsent(name, any -> new ArrayList<>(1)).add(value);
  }

  /** The first name that stands several times where one part is allowed; null if none does. */
  @Nullable String findRepeated() {
    for (Map.Entry<String, List<TextNode>> entry : values.entrySet()) {
      if (entry.getValue().size() > 1 && !content.rule(entry.getKey()).repeats()) {
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
                content.rule(name).repeats() && !isWholeList(all)
                    ? new TextNode.Items(all)
                    : all.get(0)));
    return new TextNode.Members(members);
  }

  /** One part may hold the whole list as JSON. */
  private static boolean isWholeList(List<TextNode> all) {
    return all.size() == 1
        && all.get(0) instanceof TextNode.Json json
        && json.json().stripLeading().startsWith("[");
  }

  /** Whether a finding is about the content of a part that was not read. */
  boolean isUnread(String where) {
    for (String part : unread) {
      if (where.equals(part) || where.startsWith(part + "/")) {
        return true;
      }
    }
    return false;
  }
}
