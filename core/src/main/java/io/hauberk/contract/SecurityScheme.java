package io.hauberk.contract;

import static java.util.Objects.requireNonNull;

import io.hauberk.request.RequestHead;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way to prove an identity, as {@code components.securitySchemes} declares it.
 *
 * @param name the key under {@code components.securitySchemes}
 * @param type how the proof is brought
 * @param place for {@link Type#API_KEY} where the key stands; otherwise null
 * @param parameter for {@link Type#API_KEY} the name of the header, query parameter or cookie; for
 *     {@link Type#HTTP_OTHER} the authentication scheme in lower case; otherwise null
 */
public record SecurityScheme(
    String name, Type type, @Nullable Place place, @Nullable String parameter) {

  /** How a proof is brought. */
  public enum Type {
    /** A token in the Authorization header (RFC 6750). */
    HTTP_BEARER,
    /** A name and a password in the Authorization header (RFC 7617). */
    HTTP_BASIC,
    /** Another authentication scheme in the Authorization header. */
    HTTP_OTHER,
    /** A key in a header, query parameter or cookie. */
    API_KEY,
    /** An access token of OAuth 2, in the Authorization header. */
    OAUTH2,
    /** A token that was issued as OpenID Connect Discovery describes. */
    OPEN_ID_CONNECT,
    /** A client certificate. */
    MUTUAL_TLS
  }

  /** Where an API key stands. */
  public enum Place {
    /** In a header field. */
    HEADER,
    /** In a query parameter. */
    QUERY,
    /** In a cookie. */
    COOKIE
  }

  /** Checks that the parts belong together. */
  public SecurityScheme {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    if ((type == Type.API_KEY) != (place != null)) {
      throw new IllegalArgumentException("an API key, and nothing else, stands in a place");
    }
    if ((type == Type.API_KEY || type == Type.HTTP_OTHER) != (parameter != null)) {
      throw new IllegalArgumentException("an API key and a custom HTTP scheme need a parameter");
    }
  }

  /** For {@link Type#API_KEY}: where the key stands. */
  public Optional<Place> findPlace() {
    return Optional.ofNullable(place);
  }

  /**
   * What a request holds where this scheme has its API key, in the order received: whole header
   * fields, and the raw values of query parameters and cookies, whose names are read as parameters
   * of the contract are. Empty if it holds nothing there, or the scheme is of another type.
   */
  public List<String> keysIn(RequestHead head, RequestTarget target) {
    if (place == null || parameter == null) {
      return List.of();
    }
    return switch (place) {
      case HEADER -> head.headers(parameter);
      case QUERY -> {
        String query = target.query().orElse("");
        NamedTexts pairs =
            NamedTexts.ofForm(query, Integer.MAX_VALUE); // as many as targets may be long
        yield pairs == null ? List.of() : pairs.get(parameter);
      }
      case COOKIE -> NamedTexts.ofCookies(head.headers("Cookie")).get(parameter);
    };
  }

  /** For {@link Type#API_KEY} the parameter's name, for {@link Type#HTTP_OTHER} the scheme. */
  public Optional<String> findParameter() {
    return Optional.ofNullable(parameter);
  }
}
