package io.hauberk;

import static java.util.Objects.requireNonNull;

/**
 * A route that the framework serves.
 *
 * @param method the HTTP method in upper case, or {@code *} for any
 * @param template the path template with context path, for example {@code /shop/orders/{id}}
 */
public record FrameworkRoute(String method, String template) {

  /** Checks that no part is absent. */
  public FrameworkRoute {
    requireNonNull(method, "method");
    requireNonNull(template, "template");
  }

  /** The template with the names and expressions of its variables left out: {@code /orders/{}}. */
  static String shape(String template) {
    StringBuilder shape = new StringBuilder(template.length());
    int depth = 0;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c == '{' && depth++ == 0) {
        shape.append("{}");
      } else if (c == '}') {
        depth--;
      } else if (depth == 0 && c != '{') {
        shape.append(c);
      }
    }
    return shape.toString();
  }
}
