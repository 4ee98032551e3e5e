package io.hauberk.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The style {@code deepObject}: {@code filter[from]=1&filter[to]=2}. OpenAPI defines one level of
 * primitive values; deeper objects ({@code a[b][c]=1}) and lists ({@code a[]=1}, {@code a[0]=1},
 * {@code a[b]=1&a[b]=2}) are read as most clients write them.
 */
final class DeepObject {
  private static final int MAX_DEPTH = 8;

  /** Reads all pairs that belong to the parameter, and adds their names to {@code used}. */
  static Decoded read(String name, NamedTexts from, Set<String> used) {
    Map<String, TextNode> root = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> entry : from.texts().entrySet()) {
      List<String> keys = keys(name, entry.getKey());
      if (keys != null) {
        used.add(entry.getKey());
        for (String raw : entry.getValue()) {
          String text = from.decoder().decode(raw);
          if (text == null) {
            return Decoded.badEncoding();
          }
          if (!put(root, keys, text)) {
            return Decoded.malformed("each property once, as a value or as an object");
          }
        }
      }
    }
    return root.isEmpty() ? Decoded.ABSENT : new Decoded.Value(new TextNode.Members(root));
  }

  /** The keys in brackets after the name; null if the pair is not one of this parameter's. */
  static @Nullable List<String> keys(String name, String pairName) {
    int i = name.length();
    if (!pairName.startsWith(name) || i == pairName.length()) {
      return null;
    }
    List<String> keys = new ArrayList<>(2);
    while (i < pairName.length()) {
      int close = pairName.indexOf(']', i);
      if (pairName.charAt(i) != '[' || close < 0 || keys.size() == MAX_DEPTH) {
        return null;
      }
      String key = pairName.substring(i + 1, close);
      if (key.indexOf('[') >= 0) {
        return null;
      }
      keys.add(key);
      i = close + 1;
    }
    return keys;
  }

  private static boolean put(Map<String, TextNode> root, List<String> keys, String text) {
    Map<String, TextNode> at = root;
    for (String key : keys.subList(0, keys.size() - 1)) {
      TextNode next = at.computeIfAbsent(key, name -> new TextNode.Members(new LinkedHashMap<>()));
      if (!(next instanceof TextNode.Members members)) {
        return false;
      }
      at = members.members();
    }
    String last = keys.get(keys.size() - 1);
    TextNode before = at.get(last);
    TextNode.Text value = new TextNode.Text(text);
    if (before == null) {
      at.put(last, value);
    } else if (before instanceof TextNode.Items items) {
      items.items().add(value);
    } else if (before instanceof TextNode.Text) {
      at.put(last, new TextNode.Items(new ArrayList<>(List.of(before, value))));
    } else {
      return false;
    }
    return true;
  }

  private DeepObject() {}
}
