package io.hauberk.lint;

import static io.hauberk.lint.ApiRisk.API8;
import static io.hauberk.lint.ApiRisk.API9;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Paths that two routers read differently, so that one guards what the other serves. */
final class PathShapes implements Check {
  /*
   * Paths are compared with those of the same length that share the first literal segment, or have
   * none: few in any honest contract. A contract of ten thousand templated paths below one segment
   * would be compared pair by pair, so the pairs are bounded.
   */
  private static final int MAX_PAIRS = 2_000_000;

  private static final LintRule AMBIGUOUS =
      LintRule.warning("ambiguous-path", API9, "A request path fits one template best.");
  private static final LintRule SHADOWED =
      LintRule.info(
          "shadowed-path", API9, "A literal path declares the methods of the template behind it.");
  private static final LintRule CASE =
      LintRule.warning("path-case", API9, "Paths differ by more than capitals.");
  private static final LintRule SLASH =
      LintRule.warning("trailing-slash", API9, "Paths do not end with a slash.");
  private static final LintRule BODY =
      LintRule.warning("no-body-in-safe-methods", API8, "GET, HEAD and DELETE have no body.");

  /** A template in its segments. */
  private record Template(String text, Place entry, List<String> segments, Set<String> methods) {
    boolean isTemplated(int i) {
      return segments.get(i).contains("{");
    }
  }

  @Override
  public List<LintRule> rules() {
    return List.of(AMBIGUOUS, SHADOWED, CASE, SLASH, BODY);
  }

  @Override
  public void check(ContractModel contract, Complaints complaints) {
    Map<String, Set<String>> methods = new HashMap<>();
    for (OperationSite operation : contract.served()) {
      methods.computeIfAbsent(operation.path(), key -> new TreeSet<>()).add(operation.method());
      if (operation.body() != null
          && Set.of("GET", "HEAD", "DELETE").contains(operation.method())) {
        complaints.add(
            BODY,
            operation.place(),
            "requestBody",
            "a body of this method has no meaning (RFC 9110, 9.3), and what one server skips the"
                + " next may take for a request. Use POST, or parameters");
      }
    }
    Map<Integer, List<Template>> byLength = new HashMap<>();
    Map<String, String> lowered = new HashMap<>();
    contract
        .paths()
        .forEach(
            (path, entry) -> {
              if (path.length() > 1 && path.endsWith("/")) {
                complaints.add(
                    SLASH,
                    entry,
                    "some servers take this path without its slash, too, and rules by path miss one"
                        + " of the two. Remove the slash");
              }
              String shape = path.replaceAll("\\{[^}]*}", "{}").toLowerCase(Locale.ROOT);
              String twin = lowered.putIfAbsent(shape, path);
              if (twin != null && !isSameShape(twin, path)) {
                complaints.add(
                    CASE,
                    entry,
                    "differs from '"
                        + twin
                        + "' by capitals only, which some servers ignore."
                        + " Rename one");
              }
              List<String> segments = List.of(path.split("/", -1));
              byLength
                  .computeIfAbsent(segments.size(), key -> new ArrayList<>())
                  .add(new Template(path, entry, segments, methods.getOrDefault(path, Set.of())));
            });
    int pairs = 0;
    for (List<Template> templates : byLength.values()) {
      for (int i = 0; i < templates.size(); i++) {
        for (int j = 0; j < i && pairs < MAX_PAIRS; j++, pairs++) {
          compare(templates.get(j), templates.get(i), complaints);
        }
      }
    }
  }

  private static boolean isSameShape(String one, String other) {
    return one.replaceAll("\\{[^}]*}", "{}").equals(other.replaceAll("\\{[^}]*}", "{}"));
  }

  private static void compare(Template one, Template other, Complaints complaints) {
    boolean oneFirst = false;
    boolean otherFirst = false;
    for (int i = 0; i < one.segments().size(); i++) {
      String a = one.segments().get(i);
      String b = other.segments().get(i);
      if (!one.isTemplated(i) && !other.isTemplated(i)) {
        if (!a.equals(b)) {
          return;
        }
      } else if (one.isTemplated(i) && other.isTemplated(i)) {
        if (!mayMeet(a, b)) {
          return;
        }
      } else if (one.isTemplated(i)) {
        if (!fits(a, b)) {
          return;
        }
        otherFirst = true;
      } else {
        if (!fits(b, a)) {
          return;
        }
        oneFirst = true;
      }
    }
    if (oneFirst && otherFirst) {
      complaints.add(
          AMBIGUOUS,
          other.entry(),
          "a request may fit this template and '"
              + one.text()
              + "', and routers choose differently. Make one of them differ in a literal segment");
    } else if (oneFirst) {
      shadow(one, other, complaints);
    } else if (otherFirst) {
      shadow(other, one, complaints);
    }
  }

  private static void shadow(Template literal, Template template, Complaints complaints) {
    Set<String> behind = new TreeSet<>(template.methods());
    behind.removeAll(literal.methods());
    if (!behind.isEmpty()) {
      complaints.add(
          SHADOWED,
          literal.entry(),
          "hides "
              + String.join(", ", behind)
              + " of '"
              + template.text()
              + "': some routers answer 405, others take the literal for a parameter. Declare the"
              + " methods, or forbid the value in the parameter's schema");
    }
  }

  /** Whether a literal may be a value of a templated segment. */
  private static boolean fits(String template, String literal) {
    int open = template.indexOf('{');
    int close = template.lastIndexOf('}');
    String before = template.substring(0, open);
    String after = close < open ? "" : template.substring(close + 1);
    return literal.length() > before.length() + after.length()
        && literal.startsWith(before)
        && literal.endsWith(after);
  }

  /** Whether two templated segments may have a value in common, by their literal ends. */
  private static boolean mayMeet(String one, String other) {
    String a = one.substring(0, one.indexOf('{'));
    String b = other.substring(0, other.indexOf('{'));
    String c = one.substring(one.lastIndexOf('}') + 1);
    String d = other.substring(other.lastIndexOf('}') + 1);
    return (a.startsWith(b) || b.startsWith(a)) && (c.endsWith(d) || d.endsWith(c));
  }
}
