package io.hauberk;

import io.hauberk.request.Caller;
import io.hauberk.request.Decision;
import io.hauberk.request.Proof;
import io.hauberk.request.Reason;
import java.util.List;
import java.util.Map;
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
      if (isProven(i, caller, true)) {
        return Decision.ADMITTED;
      }
      provenOnce |= isProven(i, caller, false);
    }
    return Decision.denied(provenOnce ? Reason.SCOPE_MISSING : Reason.PROOF_MISSING);
  }

  /**
   * The caller as the first alternative that it meets knows it: what else it brings makes it nobody
   * else, and grants nothing.
   */
  Caller known(Caller caller) {
    for (int i = 0; i < alternatives.size(); i++) {
      if (isProven(i, caller, true)) {
        return caller.knownBy(alternatives.get(i).keySet());
      }
    }
    return caller;
  }

  /**
   * Whether all proofs of an alternative are there.
   *
   * @param granted with all scopes
   */
  private boolean isProven(int alternative, Caller caller, boolean granted) {
    Set<String> bound = dpop.get(alternative);
    for (Map.Entry<String, Set<String>> asked : alternatives.get(alternative).entrySet()) {
      Proof proof = caller.findProof(asked.getKey()).orElse(null);
      if (proof == null
          || (bound.contains(asked.getKey()) && proof.kind() != Proof.Kind.DPOP_BOUND_TOKEN)
          || (granted && !proof.scopes().containsAll(asked.getValue()))) {
        return false;
      }
    }
    return true;
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
