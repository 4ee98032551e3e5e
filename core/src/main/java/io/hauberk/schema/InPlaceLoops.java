package io.hauberk.schema;

import io.hauberk.schema.SchemaException.Defect;
import io.hauberk.schema.SchemaException.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Finds schemas that apply themselves to the same value again, such as {@code {"$ref": "#"}}: no
 * value could ever be judged by them (JSON Schema 2020-12, 9.4.1).
 */
final class InPlaceLoops {

  private record Visit(SchemaNode node, Iterator<SchemaNode> rest) {}

  /** One defect for each loop that is met. Walks without recursion: chains may be long. */
  static List<Defect> find(List<SchemaNode> nodes) {
    List<Defect> defects = new ArrayList<>();
    Map<SchemaNode, Boolean> open = new HashMap<>(); // true while on the way, false when done
    for (SchemaNode start : nodes) {
      Deque<Visit> way = new ArrayDeque<>();
      enter(start, open, way);
      while (!way.isEmpty()) {
        Visit visit = way.element();
        if (!visit.rest().hasNext()) {
          open.put(visit.node(), false);
          way.remove();
          continue;
        }
        SchemaNode next = visit.rest().next();
        if (open.getOrDefault(next, false)) {
          defects.add(loop(next));
        } else {
          enter(next, open, way);
        }
      }
    }
    return defects;
  }

  private static void enter(SchemaNode node, Map<SchemaNode, Boolean> open, Deque<Visit> way) {
    if (!open.containsKey(node)) {
      open.put(node, true);
      way.push(new Visit(node, node.inPlace().iterator()));
    }
  }

  private static Defect loop(SchemaNode node) {
    Location at = node.location();
    return new Defect(
        Kind.MALFORMED,
        at.resource().document().uri(),
        at.pointer(),
        "the schema applies itself to the same value again without end;"
            + " let the reference stand below properties or items");
  }

  private InPlaceLoops() {}
}
