package io.hauberk;

import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOperation;
import io.hauberk.contract.SecurityRequirements;
import io.hauberk.contract.SecurityScheme;
import io.hauberk.identity.IssuerProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which issuer profile satisfies which security scheme of the contracts. */
final class SchemeMapping {
  private static final Set<SecurityScheme.Type> TOKENS =
      Set.of(
          SecurityScheme.Type.HTTP_BEARER,
          SecurityScheme.Type.OAUTH2,
          SecurityScheme.Type.OPEN_ID_CONNECT);

  private final Map<String, String> configured;
  private final List<String> profiles;

  SchemeMapping(Map<String, String> configured, List<IssuerProfile> issuers) {
    this.configured = Map.copyOf(configured);
    this.profiles = issuers.stream().map(IssuerProfile::name).toList();
  }

  /**
   * What is wrong with the mapping of these contracts; empty if every scheme in use has a profile.
   */
  List<String> problems(List<Contract> contracts) {
    Set<String> problems = new LinkedHashSet<>();
    Set<String> known = new LinkedHashSet<>();
    for (Contract contract : contracts) {
      known.addAll(contract.securitySchemes().keySet());
      for (ContractOperation operation : contract.operations()) {
        for (SecurityRequirements.Alternative alternative : operation.security().alternatives()) {
          for (String scheme : alternative.schemes().keySet()) {
            problem(contract, scheme, problems);
          }
        }
      }
    }
    configured.forEach(
        (scheme, profile) -> {
          if (!known.contains(scheme)) {
            problems.add(
                "hauberk.schemes.%s: no contract has such a security scheme. Use one of %s."
                    .formatted(scheme, known));
          }
        });
    return new ArrayList<>(problems);
  }

  private void problem(Contract contract, String name, Set<String> problems) {
    SecurityScheme scheme = contract.securitySchemes().get(name);
    if (scheme == null || !TOKENS.contains(scheme.type())) {
      problems.add(
          "Contract '%s', /components/securitySchemes/%s: proofs of this type are not taken yet. Use a scheme of type http with scheme bearer, oauth2 or openIdConnect."
              .formatted(contract.title(), name));
    } else if (configured.containsKey(name)) {
      if (!profiles.contains(configured.get(name))) {
        problems.add(
            "hauberk.schemes.%s: there is no issuer of this name. Use one of %s, or add it under hauberk.issuers."
                .formatted(name, profiles));
      }
    } else if (profiles.size() > 1) {
      problems.add(
          "Contract '%s': security scheme '%s' could mean any of the issuers %s. Set hauberk.schemes.%s to one of them."
              .formatted(contract.title(), name, profiles, name));
    }
  }

  AuthorizationRule rule(ContractOperation operation) {
    if (profiles.isEmpty()) { // nobody can bring a proof; what is not open has stopped the start
      return new AuthorizationRule(List.of(), operation.isAnonymous());
    }
    List<Map<String, Set<String>>> alternatives = new ArrayList<>();
    for (SecurityRequirements.Alternative alternative : operation.security().alternatives()) {
      Map<String, Set<String>> asked = new LinkedHashMap<>();
      alternative
          .schemes()
          .forEach(
              (scheme, scopes) -> asked.merge(profileOf(scheme), scopes, SchemeMapping::union));
      if (!asked.isEmpty()) {
        alternatives.add(asked);
      }
    }
    return new AuthorizationRule(alternatives, operation.isAnonymous());
  }

  private String profileOf(String scheme) {
    return configured.getOrDefault(scheme, profiles.get(0));
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new LinkedHashSet<>(one);
    all.addAll(other);
    return all;
  }
}
