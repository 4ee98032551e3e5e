package io.hauberk.outbound;

/** How a token is presented. */
enum TokenType {
  /** Whoever has it may use it (RFC 6750). */
  BEARER("Bearer"),
  /** It is bound to a key, whose possession each request proves (RFC 9449). */
  DPOP("DPoP");

  private final String scheme;

  TokenType(String scheme) {
    this.scheme = scheme;
  }

  /** The authentication scheme of the {@code Authorization} field. */
  String scheme() {
    return scheme;
  }
}
