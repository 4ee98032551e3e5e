package io.hauberk.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the path template that a request target matches.
 *
 * @param <T> what a template stands for
 */
final class Router<T> {
  /*
   * A tree with one level for each segment. At each level the literal child is tried first, then the
   * mixed ones ({name}.json) from the most to the least literal text, then the variable one; a child
   * that leads nowhere is left again. A node has one parent, so a request visits each node at most
   * once: the cost is bounded by the contract, never by the request, and without templates it is one
   * hash look-up for each segment.
   *
   * Literal segments are compared after decoding: /a%20b is /a b, and no spelling of a literal leads
   * around the rules of its operation. A mixed segment must match as sent and as decoded, and with
   * the same split: otherwise a framework that decodes first would choose another operation.
   *
   * No variable takes an empty segment, and ';' is only read by matrix parameters.
   */
  private final Node<T> root = new Node<>();

  /**
   * A template that matched.
   *
   * @param value what the template stands for
   * @param texts the raw texts of its variables, in order
   */
  record Match<T>(T value, List<String> texts) {}

  private static final class Node<T> {
    final Map<String, Node<T>> literals = new HashMap<>();
    final List<Mixed<T>> mixed = new ArrayList<>();
    @Nullable Node<T> variable;
    @Nullable Node<T> matrixVariable;
    @Nullable T value;
  }

  private record Mixed<T>(SegmentPattern pattern, Node<T> node) {}

  /**
   * Adds a template below a base path.
   *
   * @param basePath empty, or beginning with a slash
   * @param matrix the names of the variables that are matrix parameters
   * @return what stood there before, which stays; null if this template is new
   */
  @Nullable T add(String basePath, PathTemplate template, Set<String> matrix, T value) {
    Node<T> node = root;
    if (!basePath.isEmpty()) {
      for (String segment : basePath.substring(1).split("/", -1)) {
        node = literal(node, segment);
      }
    }
    for (SegmentPattern segment : template.segments()) {
      node = child(node, segment, matrix);
    }
    T previous = node.value;
    if (previous == null) {
      node.value = value;
    }
    return previous;
  }

  private static <T> Node<T> literal(Node<T> node, String text) {
    String decoded = Percent.decode(text, false);
    return node.literals.computeIfAbsent(decoded == null ? text : decoded, key -> new Node<>());
  }

  private static <T> Node<T> child(Node<T> node, SegmentPattern segment, Set<String> matrix) {
    if (segment.isLiteral()) {
      return node.literals.computeIfAbsent(segment.literals().get(0), key -> new Node<>());
    }
    if (segment.isVariable()) {
      if (matrix.contains(segment.variables().get(0))) {
        node.matrixVariable = node.matrixVariable == null ? new Node<>() : node.matrixVariable;
        return node.matrixVariable;
      }
      node.variable = node.variable == null ? new Node<>() : node.variable;
      return node.variable;
    }
    for (Mixed<T> known : node.mixed) {
      if (known.pattern().literals().equals(segment.literals())) {
        return known.node();
      }
    }
    Mixed<T> added = new Mixed<>(segment, new Node<>());
    node.mixed.add(added);
    node.mixed.sort(
        Comparator.comparingInt((Mixed<T> mixed) -> mixed.pattern().literalLength()).reversed());
    return added.node();
  }

  /** The template that a target matches best, or null if none does. */
  @Nullable Match<T> find(RequestTarget target) {
    return new Walk<T>(target).find(root, 0);
  }

  /** How many nodes are looked at for a target, for tests of the cost. */
  int visits(RequestTarget target) {
    Walk<T> walk = new Walk<>(target);
    walk.find(root, 0);
    return walk.visits;
  }

  /** One target on its way down the tree. */
  private static final class Walk<T> {
    private final RequestTarget target;
    private final List<String> texts = new ArrayList<>();
    private int visits;

    Walk(RequestTarget target) {
      this.target = target;
    }

    @Nullable Match<T> find(Node<T> node, int depth) {
      visits++;
      if (depth == target.segments().size()) {
        T value = node.value;
        return value == null || depth == 0 ? null : new Match<>(value, List.copyOf(texts));
      }
      String raw = target.rawSegments().get(depth);
      String decoded = target.segments().get(depth);
      if (raw.indexOf(';') >= 0) {
        return descend(node.matrixVariable, depth, List.of(raw));
      }
      Match<T> match = descend(node.literals.get(decoded), depth, List.of());
      for (int i = 0; match == null && i < node.mixed.size(); i++) {
        Mixed<T> mixed = node.mixed.get(i);
        List<String> asDecoded = mixed.pattern().match(decoded);
        List<String> asSent = mixed.pattern().match(raw);
        if (!isSameSplit(asSent, asDecoded)) {
          return null;
        }
        if (asSent != null) {
          match = descend(mixed.node(), depth, asSent);
        }
      }
      if (match == null && !raw.isEmpty()) {
        match = descend(node.variable, depth, List.of(raw));
      }
      return match == null && !raw.isEmpty()
          ? descend(node.matrixVariable, depth, List.of(raw))
          : match;
    }

    private @Nullable Match<T> descend(@Nullable Node<T> child, int depth, List<String> captured) {
      if (child == null) {
        return null;
      }
      int before = texts.size();
      texts.addAll(captured);
      Match<T> match = find(child, depth + 1);
      if (match == null) {
        texts.subList(before, texts.size()).clear();
      }
      return match;
    }
  }

  private static boolean isSameSplit(@Nullable List<String> sent, @Nullable List<String> decoded) {
    if (sent == null || decoded == null) {
      return sent == decoded;
    }
    for (int i = 0; i < sent.size(); i++) {
      if (!decoded.get(i).equals(Percent.decode(sent.get(i), false))) {
        return false;
      }
    }
    return true;
  }
}
