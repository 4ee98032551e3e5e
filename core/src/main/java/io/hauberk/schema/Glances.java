package io.hauberk.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks at compiled schemas, through {@code $ref}, {@code allOf}, {@code anyOf} and {@code oneOf}.
 */
final class Glances {
  /*
   * Each schema is looked at once. Beyond a long chain nothing is said: that rules out less, never
   * too much.
   */
  private static final int MAX_CHAIN = 64;

  private final Map<SchemaNode, Glance> values = new HashMap<>();
  private final Map<SchemaNode, Glance.OfObject> objects = new HashMap<>();

  Glance of(SchemaNode node) {
    return of(node, 0);
  }

  private Glance of(SchemaNode node, int chain) {
    Glance known = values.get(node);
    if (known != null || chain > MAX_CHAIN) {
      return known == null ? Glance.ANYTHING : known;
    }
    Glance glance =
        new Glance(node.ownTypes(), node.ownTexts(), node.ownNotTexts(), node.ownIntegers());
    for (SchemaNode part : node.conjuncts()) {
      glance = glance.and(of(part, chain + 1));
    }
    for (List<SchemaNode> choices : node.disjuncts()) {
      glance = glance.and(Glance.anyOf(choices.stream().map(one -> of(one, chain + 1)).toList()));
    }
    values.put(node, glance);
    return glance;
  }

  Glance.OfObject ofObject(SchemaNode node) {
    return ofObject(node, 0);
  }

  private Glance.OfObject ofObject(SchemaNode node, int chain) {
    Glance.OfObject known = objects.get(node);
    if (known != null || chain > MAX_CHAIN) {
      return known == null ? Glance.OfObject.ANYTHING : known;
    }
    Glance.OfObject glance = own(node);
    for (SchemaNode part : node.conjuncts()) {
      glance = glance.and(ofObject(part, chain + 1));
    }
    for (List<SchemaNode> choices : node.disjuncts()) {
      Glance.OfObject any = null;
      for (SchemaNode choice : choices) {
        if ((of(choice).types() & Types.OBJECT) != 0) {
          Glance.OfObject one = ofObject(choice, chain + 1);
          any = any == null ? one : any.or(one);
        }
      }
      if (any != null) {
        glance = glance.and(any);
      }
    }
    objects.put(node, glance);
    return glance;
  }

  private Glance.OfObject own(SchemaNode node) {
    Members members = node.find(Members.class).orElse(null);
    if (members == null) {
      return Glance.OfObject.ANYTHING;
    }
    Set<String> required = members.required();
    Map<String, Glance> some = new HashMap<>();
    for (String name : members.declared()) {
      SchemaNode schema = members.declared(name);
      Glance glance = schema == null ? Glance.ANYTHING : of(schema);
      if (glance.isListed() || (required.contains(name) && !glance.isOpen())) {
        some.put(name, glance);
      }
    }
    return new Glance.OfObject(required, some);
  }
}
