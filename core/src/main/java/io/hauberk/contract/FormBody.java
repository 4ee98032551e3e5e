package io.hauberk.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A body of {@code application/x-www-form-urlencoded}: each property of its schema is written as a
 * query parameter would be, by its Encoding Object (OAS 3.1, 4.8.14.4).
 *
 * @param shape the shape of the whole
 * @param properties one for each declared property
 */
record FormBody(ValueShape shape, List<Parameter> properties) {

  FormBody {
    properties = List.copyOf(properties);
  }

  /** The pairs as one object; names that are not declared stand in it as they came. */
  Decoded read(NamedTexts pairs) {
    Map<String, TextNode> members = new LinkedHashMap<>();
    Set<String> used = new HashSet<>();
    for (Parameter property : properties) {
      Decoded decoded = property.decodeForm(pairs, used, Set.of());
      if (decoded instanceof Decoded.Flaw flaw) {
        return flaw.below(property.name());
      }
      if (decoded instanceof Decoded.Value value) {
        members.put(property.name(), value.node());
      }
    }
    for (Map.Entry<String, List<String>> pair : pairs.texts().entrySet()) {
      if (!used.contains(pair.getKey())) {
        List<TextNode> texts = new ArrayList<>(1);
        for (String raw : pair.getValue()) {
          String text = pairs.decoder().decode(raw);
          if (text == null) {
            return Decoded.badEncoding();
          }
          texts.add(new TextNode.Text(text));
        }
        TextNode node = texts.size() == 1 ? texts.get(0) : new TextNode.Items(texts);
        if (members.putIfAbsent(pair.getKey(), node) != null) {
          return Decoded.repeated(); // a=1 beside a[b]=2
        }
      }
    }
    return new Decoded.Value(new TextNode.Members(members));
  }
}
