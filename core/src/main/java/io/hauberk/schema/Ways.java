package io.hauberk.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out which schemas can meet the same value more than once: those to which several ways lead,
 * below a schema that applies several to one value. And which see the dynamic scope.
 */
final class Ways {

  /**
   * Follows the ways from schemas that are new. Those that were there before know of each other
   * already, and none of them leads to a new one.
   *
   * @param root the schema that was asked for, which is a way of its own
   */
  static void follow(SchemaNode root, Collection<SchemaNode> created) {
    root.addWay();
    Deque<SchemaNode> open = new ArrayDeque<>();
    for (SchemaNode node : created) {
      node.forEachNext(SchemaNode::addWay);
      if (node.forks()) {
        node.forEachNext(next -> enter(next, open));
      }
    }
    while (!open.isEmpty()) {
      open.remove().forEachNext(next -> enter(next, open));
    }
    markThoseThatSeeTheScope(created);
  }

  private static void enter(SchemaNode node, Deque<SchemaNode> open) {
    if (node.markBelowFork()) {
      open.add(node);
    }
  }

  private static void markThoseThatSeeTheScope(Collection<SchemaNode> created) {
    Deque<SchemaNode> open = new ArrayDeque<>();
    for (SchemaNode node : created) {
      boolean[] sees = {node.isDynamic()};
      node.forEachNext(next -> sees[0] |= next.seesScope());
      if (sees[0] && node.markSeesScope()) {
        open.add(node);
      }
    }
    if (open.isEmpty()) {
      return;
    }
    Map<SchemaNode, List<SchemaNode>> before = new HashMap<>();
    for (SchemaNode node : created) {
      node.forEachNext(next -> before.computeIfAbsent(next, key -> new ArrayList<>()).add(node));
    }
    while (!open.isEmpty()) {
      for (SchemaNode node : before.getOrDefault(open.remove(), List.of())) {
        if (node.markSeesScope()) {
          open.add(node);
        }
      }
    }
  }

  private Ways() {}
}
