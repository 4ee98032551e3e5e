package io.hauberk.schema;

import static java.util.Objects.requireNonNull;

import io.hauberk.request.Finding;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the points in which an instance breaks its schema, up to a limit. Not thread-safe: one
 * for each request.
 */
public final class Findings {
  private final String root;
  private final int max;
  private final List<Finding> list = new ArrayList<>();
  private boolean exhausted;

  /**
   * An empty collection.
   *
   * @param root the place of the instance in the request, for example {@code body} or {@code
   *     query.limit}
   * @param max how many findings are kept, at least one; the others are dropped
   * @throws IllegalArgumentException if {@code max} is below one
   */
  public Findings(String root, int max) {
    this.root = requireNonNull(root, "root");
    if (max < 1) {
      throw new IllegalArgumentException("max must be at least 1, was " + max);
    }
    this.max = max;
  }

  /** The place of the instance in the request. */
  public String root() {
    return root;
  }

  /**
   * Adds a finding about the instance as a whole, unless the limit is reached.
   *
   * @param rule the keyword or rule that is broken
   * @param expected what the contract asks for, in its own words; never the caller's text
   */
  public void add(String rule, String expected) {
    add("", rule, expected);
  }

  /**
   * Adds a finding, unless the limit is reached.
   *
   * @param path the place below the root as a JSON pointer (RFC 6901) of declared names and
   *     indexes; names of the caller are {@code *}
   * @param rule the keyword or rule that is broken
   * @param expected what the contract asks for, in its own words; never the caller's text
   */
  public void add(String path, String rule, String expected) {
    add(path, rule, expected, "");
  }

  /** Adds a finding that is not there yet: a caller's names all look alike. */
  void add(String path, String rule, String expected, String declaredAt) {
    if (list.size() < max) {
      Finding finding = new Finding(root + path, rule, expected, declaredAt);
      if (!list.contains(finding)) {
        list.add(finding);
      }
    }
  }

  /** Notes that the value was given up on. */
  void exhaust() {
    exhausted = true;
    add("work budget", "a value that takes less work to check");
  }

  /** Whether the value was refused because to judge it takes more work than the budget. */
  public boolean isExhausted() {
    return exhausted;
  }

  /** Whether nothing was found. */
  public boolean isEmpty() {
    return list.isEmpty();
  }

  int size() {
    return list.size();
  }

  /** Whether no more can be kept. */
  public boolean isFull() {
    return list.size() >= max;
  }

  /** What was found, in the order in which it was found. */
  public List<Finding> list() {
    return List.copyOf(list);
  }
}
