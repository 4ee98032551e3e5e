package io.hauberk;

import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOperation;
import io.hauberk.contract.SecurityRequirements;
import io.hauberk.contract.SecurityScheme;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.identity.TrustProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which profile satisfies which security scheme of the contracts. */
final class SchemeMapping {
  private static final Set<SecurityScheme.Type> TOKENS =
      Set.of(
          SecurityScheme.Type.HTTP_BEARER,
          SecurityScheme.Type.OAUTH2,
          SecurityScheme.Type.OPEN_ID_CONNECT);

  private final Map<String, String> configured;
  private final List<TrustProfile> profiles;

  SchemeMapping(Map<String, String> configured, List<? extends TrustProfile> profiles) {
    this.configured = Map.copyOf(configured);
    this.profiles = List.copyOf(profiles);
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
    Optional<Class<? extends TrustProfile>> kind = kindFor(scheme);
    if (kind.isEmpty()) {
      problems.add(
          "Contract '%s', /components/securitySchemes/%s: proofs of this type are not taken. Use a scheme of type http with scheme bearer, oauth2 or openIdConnect."
              .formatted(contract.title(), name));
      return;
    }
    List<String> candidates = names(kind.get());
    if (configured.containsKey(name)) {
      if (!candidates.contains(configured.get(name))) {
        problems.add(
            "hauberk.schemes.%s: there is no issuer of this name. Use one of %s, or add it under hauberk.issuers."
                .formatted(name, candidates));
      }
    } else if (candidates.size() > 1) {
      problems.add(
          "Contract '%s': security scheme '%s' could mean any of the issuers %s. Set hauberk.schemes.%s to one of them."
              .formatted(contract.title(), name, candidates, name));
    }
  }

  /** The kind of profile that can answer for a scheme; empty if there is none. */
  private static Optional<Class<? extends TrustProfile>> kindFor(@Nullable SecurityScheme scheme) {
    return scheme != null && TOKENS.contains(scheme.type())
        ? Optional.of(IssuerProfile.class)
        : Optional.empty();
  }

  private List<String> names(Class<? extends TrustProfile> kind) {
    return profiles.stream().filter(kind::isInstance).map(TrustProfile::name).toList();
  }

  AuthorizationRule rule(Contract contract, ContractOperation operation) {
    if (profiles.isEmpty()) { // nobody can bring a proof; what is not open has stopped the start
      return new AuthorizationRule(List.of(), operation.isAnonymous());
    }
    List<Map<String, Set<String>>> alternatives = new ArrayList<>();
    for (SecurityRequirements.Alternative alternative : operation.security().alternatives()) {
      Map<String, Set<String>> asked = new LinkedHashMap<>();
      alternative
          .schemes()
          .forEach(
              (scheme, scopes) ->
                  asked.merge(profileOf(contract, scheme), scopes, SchemeMapping::union));
      if (!asked.isEmpty()) {
        alternatives.add(asked);
      }
    }
    return new AuthorizationRule(alternatives, operation.isAnonymous());
  }

  /** The profile that answers for a scheme, of which {@link #problems} found nothing. */
  private String profileOf(Contract contract, String scheme) {
    String named = configured.get(scheme);
    return named == null
        ? names(kindFor(contract.securitySchemes().get(scheme)).orElseThrow()).get(0)
        : named;
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new LinkedHashSet<>(one);
    all.addAll(other);
    return all;
  }
}
