package io.hauberk.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A path template of the contract (OAS 3.1, 4.8.8).
 *
 * @param text the template as the contract writes it
 * @param segments its segments; {@code /} has one, which is empty
 */
record PathTemplate(String text, List<SegmentPattern> segments) {

  PathTemplate {
    segments = List.copyOf(segments);
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException with what is wrong and how to mend it
   */
  static PathTemplate parse(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("a path begins with '/'");
    }
    if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
      throw new IllegalArgumentException(
          "a path holds no query and no fragment; declare query parameters instead");
    }
    List<SegmentPattern> segments = new ArrayList<>();
    for (String segment : text.substring(1).split("/", -1)) {
      segments.add(SegmentPattern.parse(segment));
    }
    PathTemplate template = new PathTemplate(text, segments);
    Set<String> names = new HashSet<>();
    for (String name : template.variables()) {
      if (!names.add(name)) {
        throw new IllegalArgumentException("the variable {" + name + "} stands there twice");
      }
    }
    return template;
  }

  /** The names of the variables, in order. */
  List<String> variables() {
    return segments.stream().flatMap(segment -> segment.variables().stream()).toList();
  }

  /**
   * What remains when variables lose their names: two templates with the same are the same path.
   */
  String skeleton() {
    return segments.stream()
        .map(segment -> String.join("{}", segment.literals()))
        .collect(Collectors.joining("/"));
  }
}
