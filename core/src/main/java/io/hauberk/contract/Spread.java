package io.hauberk.contract;

import io.hauberk.request.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An exploded object of style {@code form}: its properties stand for themselves. */
final class Spread {

  /**
   * Reads the declared properties or, where the object declares none and takes any, all names that
   * nobody else claims.
   *
   * @param used receives the names that were read
   */
  static Decoded read(ValueShape shape, NamedTexts from, Set<String> used, Set<String> claimed) {
    Map<String, TextNode> members = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> entry : from.texts().entrySet()) {
      String name = entry.getKey();
      boolean own = shape.isFreeForm() ? !claimed.contains(name) : shape.names().contains(name);
      if (own) {
        used.add(name);
        List<TextNode> texts = new ArrayList<>(1);
        for (String raw : entry.getValue()) {
          String text = from.decoder().decode(raw);
          if (text == null) {
            return Decoded.badEncoding();
          }
          texts.add(new TextNode.Text(text));
        }
        if (texts.size() > 1 && !shape.property(name).isArray()) {
          return new Decoded.Flaw(Reason.PARAMETER_REPEATED, "repeated", "each property once");
        }
        members.put(name, texts.size() == 1 ? texts.get(0) : new TextNode.Items(texts));
      }
    }
    return members.isEmpty() ? Decoded.ABSENT : new Decoded.Value(new TextNode.Members(members));
  }

  private Spread() {}
}
