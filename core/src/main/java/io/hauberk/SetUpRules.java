package io.hauberk;

import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOperation;
import io.hauberk.identity.CertificateProfile;
import io.hauberk.identity.DpopOptions;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.identity.TrustProfile;
import io.hauberk.limit.RateLimit;
import io.hauberk.limit.SharedLimits;
import io.hauberk.request.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must hold before a front door may open. */
final class SetUpRules {

  /** What must hold whoever is trusted. */
  static List<String> check(
      List<Contract> contracts,
      Set<String> openPaths,
      Set<String> limitedOperations,
      @Nullable String operatorBasePath) {
    List<String> problems = new ArrayList<>();
    if (contracts.isEmpty()) {
      problems.add(
          "There is no contract. Put openapi.yaml on the class path, or set hauberk.contract to its"
              + " location.");
    }
    problems.addAll(paths(openPaths, operatorBasePath));
    problems.addAll(operations(contracts, limitedOperations, operatorBasePath));
    return problems;
  }

  /** What must hold of those who are trusted, where authentication decides. */
  static List<String> trust(
      List<Contract> contracts,
      List<TrustProfile> profiles,
      @Nullable DpopOptions dpop,
      @Nullable String operatorBasePath) {
    List<String> problems = new ArrayList<>();
    boolean hasIssuers = profiles.stream().anyMatch(ProfileKind.ISSUER::has);
    boolean hasCertificates = profiles.stream().anyMatch(ProfileKind.CERTIFICATES::has);
    long closed =
        contracts.stream()
            .mapToLong(
                contract ->
                    contract.operations().stream()
                        .filter(it -> needsToken(contract, it, hasCertificates))
                        .count())
            .sum();
    boolean operatorsNeedToken = operatorBasePath != null && !hasCertificates;
    if (!hasIssuers && (closed > 0 || operatorsNeedToken)) {
      problems.add(
          """
          No issuer is trusted, and %s need a caller%s. Say whom this service trusts:
              hauberk.issuers.main.issuer: https://issuer.example
              hauberk.issuers.main.audience: my-service
              hauberk.issuers.main.jwks-uri: https://issuer.example/jwks   (or jwks-file, pem-file)\
          """
              .formatted(
                  closed == 0 ? "the operators' paths" : closed + " operations",
                  profiles.isEmpty() ? "" : " with a token"));
    }
    if (dpop == null) {
      profiles.stream()
          .filter(profile -> profile instanceof IssuerProfile issuer && issuer.acceptsDpop())
          .forEach(
              issuer ->
                  problems.add(
                      "hauberk.issuers.%s.dpop takes DPoP proofs, and nothing says for which URLs. Set hauberk.dpop.origins to scheme and host under which callers know this service, such as https://orders.example."
                          .formatted(issuer.name())));
    }
    Map<String, ProfileKind> names = new HashMap<>();
    Set<String> trusted = new HashSet<>();
    for (TrustProfile profile : profiles) {
      ProfileKind kind = ProfileKind.of(profile);
      ProfileKind other = names.putIfAbsent(profile.name(), kind);
      if (other != null) {
        problems.add(
            "%s.%s has the name of another profile, one of %s. Give each profile a name of its own."
                .formatted(kind.property(), profile.name(), other.property()));
      }
      if (profile instanceof IssuerProfile issuer && !trusted.add(issuer.issuer())) {
        problems.add(
            "hauberk.issuers.%s.issuer is the issuer of another profile, too. Merge the two."
                .formatted(issuer.name()));
      }
      if (profile instanceof CertificateProfile certificates
          && !certificates.trustDomain().map(trusted::add).orElse(true)) {
        problems.add(
            "hauberk.certificates.%s.trust-domain is that of another profile, too. Merge the two."
                .formatted(certificates.name()));
      }
    }
    return problems;
  }

  /** What must hold of those whose word makes operators. */
  static List<String> operators(List<TrustProfile> profiles, Set<String> named) {
    Set<String> all = operatorProfiles(profiles);
    String choice = String.join(", ", all);
    if (named.isEmpty()) {
      return all.size() <= 1
          ? List.of()
          : List.of(
              "Several profiles are trusted (%s), and nothing says which of them may name operators: whoever runs one could let himself in. Set hauberk.operator-profiles to those whose word hauberk.operator-scope is taken from."
                  .formatted(choice));
    }
    return named.stream()
        .filter(name -> !all.contains(name))
        .sorted()
        .map(
            name ->
                "hauberk.operator-profiles names '%s', which is neither an issuer nor an entry of hauberk.certificates. Name some of: %s."
                    .formatted(name, choice))
        .toList();
  }

  /** The profiles that can be asked for a scope where no contract says how, by their names. */
  static Set<String> operatorProfiles(List<TrustProfile> profiles) {
    return profiles.stream()
        .filter(profile -> !ProfileKind.API_KEYS.has(profile))
        .map(TrustProfile::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether a token is one of its callers' ways in: any proof is, where the contract is silent. */
  private static boolean needsToken(
      Contract contract, ContractOperation operation, boolean hasCertificates) {
    if (operation.isAnonymous()) {
      return false;
    }
    return (!operation.security().declared() && !hasCertificates)
        || operation.security().alternatives().stream()
            .flatMap(alternative -> alternative.schemes().keySet().stream())
            .map(contract.securitySchemes()::get)
            .filter(Objects::nonNull)
            .anyMatch(
                scheme -> ProfileKind.of(scheme).filter(ProfileKind.ISSUER::equals).isPresent());
  }

  private static List<String> paths(Set<String> openPaths, @Nullable String operatorBasePath) {
    List<String> problems = new ArrayList<>();
    for (String path : openPaths) {
      if (!path.matches("/[A-Za-z0-9._~/-]*") || path.matches(".*/(/|\\.{1,2}(/|$)).*")) {
        problems.add(
            "hauberk.open-paths takes exact paths such as /healthz, not patterns: '%s'."
                .formatted(path));
      }
    }
    if (operatorBasePath != null
        && (!operatorBasePath.matches("/[A-Za-z0-9._~/-]+") || operatorBasePath.endsWith("/"))) {
      problems.add(
          "The operators' base path must be a path such as /actuator, without a slash at its end: '%s'."
              .formatted(operatorBasePath));
    }
    return problems;
  }

  private static List<String> operations(
      List<Contract> contracts, Set<String> limited, @Nullable String operatorBasePath) {
    List<String> problems = new ArrayList<>();
    Map<String, String> owners = new HashMap<>();
    Set<String> ids = new HashSet<>();
    for (Contract contract : contracts) {
      for (String base : contract.basePaths()) {
        String owner = owners.putIfAbsent(base, contract.title());
        if (owner != null) {
          problems.add(
              "The contracts '%s' and '%s' have the same base path '%s/'. Set hauberk.contracts[].base-path, or bundle them into one."
                  .formatted(owner, contract.title(), base));
        }
      }
      contract
          .operations()
          .forEach(
              declared -> {
                Operation operation = declared.operation();
                ids.add(operation.id());
                if (operatorBasePath != null
                    && (operation.template() + "/").startsWith(operatorBasePath + "/")) {
                  problems.add(
                      "Contract '%s' declares %s %s, which lies under the operators' base path %s. Move one of them."
                          .formatted(
                              contract.title(),
                              operation.method(),
                              operation.template(),
                              operatorBasePath));
                }
              });
    }
    for (String id : limited) {
      if (!ids.contains(id)) {
        problems.add(
            "hauberk.rate-limit.operations.%s: no contract declares this operationId."
                .formatted(id));
      }
    }
    return problems;
  }

  /** What must hold of the windows of one limit. */
  static List<String> windows(String place, List<RateLimit> limits, int cost) {
    List<String> problems = new ArrayList<>();
    if (limits.stream().map(RateLimit::period).distinct().count() < limits.size()) {
      problems.add("%s has two windows of the same period. Keep the tighter one.".formatted(place));
    }
    for (RateLimit limit : limits) {
      if (limit.permits() < cost) {
        problems.add(
            "%s: a call costs %s, and %s in %s are permitted, so none would ever be admitted. Lower the cost or raise the limit."
                .formatted(place, cost, limit.permits(), limit.period()));
      }
    }
    return problems;
  }

  /** What must hold of windows that all instances share. */
  static List<String> shared(String place, List<RateLimit> limits) {
    return limits.stream()
        .filter(limit -> !SharedLimits.canShare(limit))
        .map(
            limit ->
                "%s is shared by all instances: a window lasts 100 ms or more, in whole milliseconds, and one lasts %s. Lengthen it, or do not share limits."
                    .formatted(place, limit.period()))
        .toList();
  }

  private SetUpRules() {}
}
