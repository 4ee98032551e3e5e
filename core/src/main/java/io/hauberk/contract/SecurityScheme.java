package io.hauberk.contract;

import static java.util.Objects.requireNonNull;

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

  /** For {@link Type#API_KEY} the parameter's name, for {@link Type#HTTP_OTHER} the scheme. */
  public Optional<String> findParameter() {
    return Optional.ofNullable(parameter);
  }
}
