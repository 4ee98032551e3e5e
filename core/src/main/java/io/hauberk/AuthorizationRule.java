package io.hauberk;

import io.hauberk.request.Caller;
import io.hauberk.request.Decision;
import io.hauberk.request.Proof;
import io.hauberk.request.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one operation asks of its caller: any one of the alternatives, and of that one all proofs
 * with all scopes (OpenAPI 3.1, 4.8.30).
 */
final class AuthorizationRule {
  private final List<Map<String, Set<String>>> alternatives; // profile → scopes
  private final List<Set<String>> dpop; // of each alternative the profiles
  private final boolean open;

  /**
   * @param alternatives profiles and the scopes asked of each; empty means any authenticated caller
   * @param open whether nobody at all will do, too
   */
  AuthorizationRule(List<Map<String, Set<String>>> alternatives, boolean open) {
    this(alternatives, alternatives.stream().map(any -> Set.<String>of()).toList(), open);
  }

  /**
   * @param alternatives profiles and the scopes asked of each; empty means any authenticated caller
   * @param dpop of each alternative the profiles whose proof must be a token bound by DPoP
   * @param open whether nobody at all will do, too
   */
  AuthorizationRule(
      List<Map<String, Set<String>>> alternatives, List<Set<String>> dpop, boolean open) {
    this.alternatives = List.copyOf(alternatives);
    this.dpop = List.copyOf(dpop);
    this.open = open;
  }

  /** Any authenticated caller with this scope. */
  static AuthorizationRule ofScope(String scope, Set<String> profiles) {
    return new AuthorizationRule(
        profiles.stream().sorted().map(profile -> Map.of(profile, Set.of(scope))).toList(), false);
  }

  boolean isOpen() {
    return open;
  }

  /** Whether credentials make no difference, so that none need to be read. */
  boolean ignoresCredentials() {
    return open && alternatives.isEmpty();
  }

  List<Map<String, Set<String>>> alternatives() {
    return alternatives;
  }

  Decision check(@Nullable Caller caller) {
    if (open) {
      return Decision.ADMITTED;
    }
    if (caller == null) {
      return Decision.denied(Reason.PROOF_MISSING);
    }
    if (alternatives.isEmpty()) {
      return Decision.ADMITTED;
    }
    boolean provenOnce = false;
    for (int i = 0; i < alternatives.size(); i++) {
      boolean proven = true;
      boolean granted = true;
      Set<String> bound = dpop.get(i);
      for (Map.Entry<String, Set<String>> asked : alternatives.get(i).entrySet()) {
        Optional<Proof> proof =
            caller
                .findProof(asked.getKey())
                .filter(
                    any ->
                        !bound.contains(asked.getKey())
                            || any.kind() == Proof.Kind.DPOP_BOUND_TOKEN);
        proven &= proof.isPresent();
        granted &= proof.isPresent() && proof.get().scopes().containsAll(asked.getValue());
      }
      if (granted) {
        return Decision.ADMITTED;
      }
      provenOnce |= proven;
    }
    return Decision.denied(provenOnce ? Reason.SCOPE_MISSING : Reason.PROOF_MISSING);
  }

  /** Whether a proof of this profile would help. */
  boolean asks(String profile) {
    return alternatives.isEmpty()
        || alternatives.stream().anyMatch(alternative -> alternative.containsKey(profile));
  }

  /** Whether a proof of this profile helps only if it is a token bound by DPoP. */
  boolean asksForDpop(String profile) {
    for (int i = 0; i < alternatives.size(); i++) {
      if (alternatives.get(i).containsKey(profile) && !dpop.get(i).contains(profile)) {
        return false;
      }
    }
    return !alternatives.isEmpty();
  }

  /** The scopes of the first alternative, as a challenge names them (RFC 6750, 3). */
  String challengedScopes() {
    return alternatives.isEmpty()
        ? ""
        : String.join(
            " ",
            alternatives.get(0).values().stream()
                .flatMap(Set::stream)
                .distinct()
                .sorted()
                .toList());
  }
}
