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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which profile satisfies which security scheme of the contracts. */
final class SchemeMapping {
  /** What these hold has a syntax of its own, in which a key has no place (RFC 9110, 11.6.2). */
  private static final Set<String> NO_PLACE_FOR_KEYS = Set.of("authorization", "cookie");

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
          oneForTwo(contract, alternative.schemes().keySet(), problems);
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

  /**
   * Two schemes that are asked together ask for two proofs: one token answers for several schemes,
   * but one API key or certificate must not be taken for two.
   */
  private void oneForTwo(Contract contract, Set<String> together, Set<String> problems) {
    Map<String, String> answering = new LinkedHashMap<>();
    for (String name : together) {
      ProfileKind kind = kindFor(contract.securitySchemes().get(name)).orElse(ProfileKind.ISSUER);
      if (kind != ProfileKind.ISSUER && (configured.containsKey(name) || names(kind).size() == 1)) {
        String other = answering.putIfAbsent(profileOf(contract, name), name);
        if (other != null) {
          problems.add(
              "Contract '%s': an operation asks for the security schemes '%s' and '%s' together, and one %s would answer for both. Give each its own under %s, and set hauberk.schemes.%s and hauberk.schemes.%s."
                  .formatted(
                      contract.title(), other, name, kind.noun(), kind.property(), other, name));
        }
      }
    }
  }

  private void problem(Contract contract, String name, Set<String> problems) {
    SecurityScheme scheme = contract.securitySchemes().get(name);
    Optional<ProfileKind> found = kindFor(scheme);
    if (scheme == null || found.isEmpty()) {
      problems.add(
          "Contract '%s', /components/securitySchemes/%s: proofs of this type are not taken. Use a scheme of type http with scheme bearer or dpop, oauth2, openIdConnect, apiKey or mutualTLS."
              .formatted(contract.title(), name));
      return;
    }
    if (scheme.place() == SecurityScheme.Place.HEADER
        && scheme
            .findParameter()
            .map(SchemeMapping::lower)
            .filter(NO_PLACE_FOR_KEYS::contains)
            .isPresent()) {
      problems.add(
          "Contract '%s', /components/securitySchemes/%s: an API key cannot stand in this header field, which has a syntax of its own. Name another one, such as X-API-Key."
              .formatted(contract.title(), name));
    }
    ProfileKind kind = found.get();
    List<String> candidates = names(kind);
    String named = configured.get(name);
    if (named != null && !candidates.contains(named)) {
      problems.add(
          "hauberk.schemes.%s: there is no %s of this name. Use one of %s, or add it under %s."
              .formatted(name, kind.noun(), candidates, kind.property()));
    } else if (named == null && candidates.size() > 1) {
      problems.add(
          "Contract '%s': security scheme '%s' could mean any of the %s %s. Set hauberk.schemes.%s to one of them."
              .formatted(contract.title(), name, kind.plural(), candidates, name));
    } else if (candidates.isEmpty() && kind != ProfileKind.ISSUER) { // SetUpRules tells of issuers
      problems.add(
          "Contract '%s': security scheme '%s' needs a %s, and there is none. Add one under %s."
              .formatted(contract.title(), name, kind.noun(), kind.property()));
    } else if (isDpop(scheme) && !candidates.isEmpty()) {
      requireDpop(contract, name, problems);
    }
  }

  private void requireDpop(Contract contract, String scheme, Set<String> problems) {
    String answering = profileOf(contract, scheme);
    if (profiles.stream().noneMatch(any -> any.name().equals(answering) && takesDpop(any))) {
      problems.add(
          "Contract '%s': security scheme '%s' takes only tokens that are bound by DPoP, and the issuer '%s' has none. Set hauberk.issuers.%s.dpop to true."
              .formatted(contract.title(), scheme, answering, answering));
    }
  }

  private static boolean takesDpop(TrustProfile profile) {
    return profile instanceof IssuerProfile issuer && issuer.acceptsDpop();
  }

  /** The kind of profile that can answer for a scheme; empty if there is none. */
  private static Optional<ProfileKind> kindFor(@Nullable SecurityScheme scheme) {
    return scheme == null ? Optional.empty() : ProfileKind.of(scheme);
  }

  private List<String> names(ProfileKind kind) {
    return profiles.stream().filter(kind::has).map(TrustProfile::name).toList();
  }

  /**
   * Where callers of an operation put API keys: where the schemes that it names say, and only
   * there.
   */
  List<KeyPlace> keyPlaces(Contract contract, ContractOperation operation) {
    Map<String, KeyPlace> places = new LinkedHashMap<>();
    for (SecurityRequirements.Alternative alternative : operation.security().alternatives()) {
      for (String name : alternative.schemes().keySet()) {
        SecurityScheme scheme = contract.securitySchemes().get(name);
        if (scheme != null && scheme.place() != null && !profiles.isEmpty()) {
          Set<String> profile = Set.of(profileOf(contract, name));
          places.merge(
              place(scheme),
              new KeyPlace(scheme, profile),
              (one, other) -> new KeyPlace(one.scheme(), union(one.profiles(), other.profiles())));
        }
      }
    }
    return List.copyOf(places.values());
  }

  /** The names of header fields are the same in any case. */
  private static String place(SecurityScheme scheme) {
    String name = scheme.findParameter().orElse("");
    return scheme.place()
        + " "
        + (scheme.place() == SecurityScheme.Place.HEADER ? lower(name) : name);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  AuthorizationRule rule(Contract contract, ContractOperation operation) {
    if (profiles.isEmpty()) { // nobody can bring a proof; what is not open has stopped the start
      return new AuthorizationRule(List.of(), operation.isAnonymous());
    }
    List<Map<String, Set<String>>> alternatives = new ArrayList<>();
    List<Set<String>> dpop = new ArrayList<>();
    for (SecurityRequirements.Alternative alternative : operation.security().alternatives()) {
      Map<String, Set<String>> asked = new LinkedHashMap<>();
      Set<String> bound = new LinkedHashSet<>();
      alternative
          .schemes()
          .forEach(
              (scheme, scopes) -> {
                String profile = profileOf(contract, scheme);
                asked.merge(profile, scopes, SchemeMapping::union);
                if (isDpop(contract.securitySchemes().get(scheme))) {
                  bound.add(profile);
                }
              });
      if (!asked.isEmpty()) {
        alternatives.add(asked);
        dpop.add(bound);
      }
    }
    return new AuthorizationRule(alternatives, dpop, operation.isAnonymous());
  }

  /** The profile that answers for a scheme, of which {@link #problems} found nothing. */
  private String profileOf(Contract contract, String scheme) {
    String named = configured.get(scheme);
    return named == null
        ? names(kindFor(contract.securitySchemes().get(scheme)).orElseThrow()).get(0)
        : named;
  }

  private static boolean isDpop(@Nullable SecurityScheme scheme) {
    return scheme != null && ProfileKind.isDpop(scheme);
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new LinkedHashSet<>(one);
    all.addAll(other);
    return all;
  }
}
