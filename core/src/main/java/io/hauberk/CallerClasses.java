package io.hauberk;

import io.hauberk.limit.AdaptiveConcurrency.Priority;
import io.hauberk.limit.ConcurrencyOptions;
import io.hauberk.request.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whose requests go first where there are too many.
 *
 * @param high ids of callers, and names of profiles
 * @param low likewise
 */
record CallerClasses(Set<String> high, Set<String> low) {

  static CallerClasses of(ConcurrencyOptions options) {
    return new CallerClasses(options.high(), options.low());
  }

  /** The class of a caller: by its own id, or else by the profile that names it. */
  Priority of(@Nullable Caller caller) {
    if (caller == null) {
      return Priority.ANONYMOUS;
    }
    Priority own = named(caller.id());
    Priority byProfile = named(caller.proofs().get(0).profile());
    if (own != null) {
      return own;
    }
    return byProfile == null ? Priority.NORMAL : byProfile;
  }

  private @Nullable Priority named(String name) {
    if (high.contains(name)) {
      return Priority.HIGH;
    }
    return low.contains(name) ? Priority.LOW : null;
  }

  /** Names that nobody can have. */
  List<String> problems(Set<String> profiles) {
    List<String> problems = new ArrayList<>();
    problems.addAll(problems("high", high, profiles));
    problems.addAll(problems("low", low, profiles));
    return problems;
  }

  private static List<String> problems(String property, Set<String> names, Set<String> profiles) {
    return names.stream()
        .sorted()
        .filter(name -> !profiles.contains(name.split(":", 2)[0]))
        .map(
            name ->
                "hauberk.concurrency.%s names '%s', which is neither a profile nor profile:subject of one. The profiles are: %s."
                    .formatted(property, name, String.join(", ", new TreeSet<>(profiles))))
        .toList();
  }
}
