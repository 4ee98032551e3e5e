package io.hauberk.outbound;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A token that others write into a file and replace before it expires: a projected service-account
 * token of Kubernetes, or a JWT-SVID that a SPIFFE helper fetches. It is sent as a bearer token
 * (RFC 6750).
 *
 * <p>The audience of the token is decided where it is made, so have one made for each destination.
 */
public final class TokenFile extends CredentialSource {
  private final Path file;

  /** The token in this file. */
  public static TokenFile at(Path file) {
    return new TokenFile(requireNonNull(file, "file"));
  }

  private TokenFile(Path file) {
    this.file = file;
  }

  @Override
  TokenSupply open(Opening opening) {
    return FileTokens.watch(opening, file);
  }
}
