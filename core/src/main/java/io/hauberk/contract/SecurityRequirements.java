package io.hauberk.contract;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the contract asks a caller to prove for one operation: any one of the alternatives, and all
 * that the alternative names.
 */
public final class SecurityRequirements {
  private final List<Alternative> alternatives;
  private final boolean declared;

  /**
   * Proofs that are needed together.
   *
   * @param schemes the names of security schemes, each with the scopes (or roles) that it must
   *     grant; empty if nothing needs to be proved
   */
  public record Alternative(Map<String, Set<String>> schemes) {

    /** Copies the schemes, in their order. */
    public Alternative {
      Map<String, Set<String>> copy = new LinkedHashMap<>();
      schemes.forEach((name, scopes) -> copy.put(name, Set.copyOf(scopes)));
      schemes = Collections.unmodifiableMap(copy);
    }

    /** Whether nothing needs to be proved. */
    public boolean isAnonymous() {
      return schemes.isEmpty();
    }
  }

  /** Neither the operation nor the contract says anything. */
  static SecurityRequirements undeclared() {
    return new SecurityRequirements(List.of(), false);
  }

  static SecurityRequirements declared(List<Alternative> alternatives) {
    return new SecurityRequirements(alternatives, true);
  }

  private SecurityRequirements(List<Alternative> alternatives, boolean declared) {
    this.alternatives = List.copyOf(alternatives);
    this.declared = declared;
  }

  /** The alternatives, in the order of the contract; empty for {@code security: []}. */
  public List<Alternative> alternatives() {
    return alternatives;
  }

  /** Whether the operation, or else the contract, has a {@code security} field at all. */
  public boolean declared() {
    return declared;
  }

  /**
   * Whether the contract says in so many words that no proof is needed: an empty list, or an empty
   * alternative. Silence does not say so.
   */
  public boolean isAnonymous() {
    return declared
        && (alternatives.isEmpty() || alternatives.stream().anyMatch(Alternative::isAnonymous));
  }
}
