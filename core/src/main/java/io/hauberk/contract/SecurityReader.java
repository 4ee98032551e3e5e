package io.hauberk.contract;

import io.hauberk.contract.SecurityRequirements.Alternative;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads security schemes and requirements. */
final class SecurityReader {
  private final Map<String, SecurityScheme> schemes = new LinkedHashMap<>();
  private final Map<String, Set<String>> scopes = new LinkedHashMap<>();
  private final SecurityRequirements byDefault;
  private final OpenApi version;
  private final References references;
  private final Defects defects;

  SecurityReader(Located document, OpenApi version, References references, Defects defects) {
    this.version = version;
    this.references = references;
    this.defects = defects;
    Located components = document.object("components");
    if (components != null) {
      for (Located entry : components.entries("securitySchemes")) {
        Located located = references.follow(entry);
        if (located != null) {
          add(entry.key(), located);
        }
      }
    }
    this.byDefault =
        document.has("security")
            ? SecurityRequirements.declared(alternatives(document))
            : SecurityRequirements.undeclared();
  }

  private void add(String name, Located located) {
    SecurityScheme scheme = scheme(name, located);
    if (scheme != null) {
      schemes.put(name, scheme);
      if (scheme.type() == SecurityScheme.Type.OAUTH2) {
        scopes.put(name, declaredScopes(located));
      }
    }
  }

  /** From 3.2 on a scheme that no component has by this name may be named by URI (4.30). */
  private void addByUri(String name, Located requirement) {
    if (version.isFrom(OpenApi.V3_2) && !schemes.containsKey(name)) {
      Located found = references.find(requirement.at(), name);
      Located located = found == null ? null : references.follow(found);
      if (located != null) {
        add(name, located);
      }
    }
  }

  Map<String, SecurityScheme> schemes() {
    return schemes;
  }

  /** What an operation asks for: its own word, or else the document's. */
  SecurityRequirements requirements(Located operation) {
    return operation.has("security")
        ? SecurityRequirements.declared(alternatives(operation))
        : byDefault;
  }

  /** The query parameters in which API keys of these requirements stand. */
  Set<String> queryKeys(SecurityRequirements requirements) {
    Set<String> names = new HashSet<>();
    for (Alternative alternative : requirements.alternatives()) {
      for (String name : alternative.schemes().keySet()) {
        SecurityScheme scheme = schemes.get(name);
        String parameter = scheme == null ? null : scheme.parameter();
        if (scheme != null && scheme.place() == SecurityScheme.Place.QUERY && parameter != null) {
          names.add(parameter);
        }
      }
    }
    return names;
  }

  private List<Alternative> alternatives(Located owner) {
    List<Alternative> alternatives = new ArrayList<>();
    for (Located requirement : owner.elements("security")) {
      Map<String, Set<String>> needed = new LinkedHashMap<>();
      for (String name : requirement.object().members().keySet()) {
        List<String> asked = requirement.texts(name);
        addByUri(name, requirement);
        if (!schemes.containsKey(name)) {
          defects.add(
              requirement.at(name),
              "no such security scheme is declared. Add it to #/components/securitySchemes");
        }
        Set<String> known = scopes.get(name);
        if (known != null && !known.containsAll(asked)) {
          defects.note(
              "undeclared-scope",
              requirement.at(name),
              "asks for a scope that the scheme's flows do not name");
        }
        needed.put(name, new LinkedHashSet<>(asked));
      }
      alternatives.add(new Alternative(needed));
    }
    return alternatives;
  }

  private static Set<String> declaredScopes(Located scheme) {
    Set<String> names = new HashSet<>();
    for (Located flow : scheme.members("flows")) {
      Located declared = flow.object("scopes");
      if (declared != null) {
        names.addAll(declared.object().members().keySet());
      }
    }
    return names;
  }

  /** The scheme, or null if it is not well-formed: the defect is told elsewhere. */
  private static @Nullable SecurityScheme scheme(String name, Located located) {
    return switch (located.text("type", "")) {
      case "apiKey" -> apiKey(name, located);
      case "http" -> http(name, located.text("scheme", "").toLowerCase(Locale.ROOT));
      case "oauth2" -> new SecurityScheme(name, SecurityScheme.Type.OAUTH2, null, null);
      case "openIdConnect" ->
          new SecurityScheme(name, SecurityScheme.Type.OPEN_ID_CONNECT, null, null);
      case "mutualTLS" -> new SecurityScheme(name, SecurityScheme.Type.MUTUAL_TLS, null, null);
      default -> null;
    };
  }

  private static @Nullable SecurityScheme apiKey(String name, Located located) {
    SecurityScheme.Place place =
        switch (located.text("in", "")) {
          case "header" -> SecurityScheme.Place.HEADER;
          case "query" -> SecurityScheme.Place.QUERY;
          case "cookie" -> SecurityScheme.Place.COOKIE;
          default -> null;
        };
    String parameter = located.text("name");
    return place == null || parameter == null
        ? null
        : new SecurityScheme(name, SecurityScheme.Type.API_KEY, place, parameter);
  }

  private static SecurityScheme http(String name, String scheme) {
    return switch (scheme) {
      case "bearer" -> new SecurityScheme(name, SecurityScheme.Type.HTTP_BEARER, null, null);
      case "basic" -> new SecurityScheme(name, SecurityScheme.Type.HTTP_BASIC, null, null);
      default -> new SecurityScheme(name, SecurityScheme.Type.HTTP_OTHER, null, scheme);
    };
  }
}
