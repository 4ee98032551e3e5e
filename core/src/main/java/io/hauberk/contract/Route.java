package io.hauberk.contract;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Where a request target leads in the contract. */
public sealed interface Route {

  /**
   * The contract declares the path and the method.
   *
   * @param operation what is called; for a HEAD that the contract does not declare it is the GET
   * @param texts the raw texts of the path's variables, in the order of the template
   */
  record Found(ContractOperation operation, List<String> texts) implements Route {

    /** Copies the texts. */
    public Found {
      requireNonNull(operation, "operation");
      texts = List.copyOf(texts);
    }
  }

  /**
   * The contract declares the path, and no OPTIONS for it: to be answered with {@code Allow} (RFC
   * 9110, 9.3.7).
   *
   * @param allow the methods that can be called, never empty
   */
  record Options(SortedSet<String> allow) implements Route {

    /** Copies the methods. */
    public Options {
      allow = Collections.unmodifiableSortedSet(new TreeSet<>(allow));
    }
  }

  /**
   * The contract declares the path, not the method (RFC 9110, 15.5.6).
   *
   * @param allow the methods that can be called, never empty
   */
  record MethodNotAllowed(SortedSet<String> allow) implements Route {

    /** Copies the methods. */
    public MethodNotAllowed {
      allow = Collections.unmodifiableSortedSet(new TreeSet<>(allow));
    }
  }

  /** The contract declares no such path. */
  record NotFound() implements Route {}
}
