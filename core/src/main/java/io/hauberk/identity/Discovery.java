package io.hauberk.identity;

import java.net.URI;

/** Where an issuer publishes its metadata. */
public enum Discovery {
  /**
   * Below the issuer: {@code <issuer>/.well-known/openid-configuration} (OpenID Connect Discovery
   * 1.0, 4).
   */
  OPENID {
    @Override
    URI metadata(URI issuer) {
      return URI.create(origin(issuer) + path(issuer) + "/.well-known/openid-configuration");
    }
  },
  /**
   * Between the host and the path of the issuer: {@code
   * https://host/.well-known/oauth-authorization-server/path} (RFC 8414, 3.1).
   */
  OAUTH {
    @Override
    URI metadata(URI issuer) {
      return URI.create(origin(issuer) + "/.well-known/oauth-authorization-server" + path(issuer));
    }
  };

  /** The URL of the metadata of an issuer with neither query nor fragment. */
  abstract URI metadata(URI issuer);

  private static String origin(URI issuer) {
    return issuer.getScheme() + "://" + issuer.getRawAuthority();
  }

  /** Both standards take a slash at the end away first. */
  private static String path(URI issuer) {
    String path = issuer.getRawPath() == null ? "" : issuer.getRawPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
