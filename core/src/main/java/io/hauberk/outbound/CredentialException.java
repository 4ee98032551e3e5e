package io.hauberk.outbound;

import java.io.IOException;

/**
 * A call did not leave, or was not sent again, because the credential of its destination cannot be
 * had. Its message names the credential and the destination's scheme, host and port; never a token,
 * secret, path or query.
 */
public final class CredentialException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String credential;

  CredentialException(String credential, Origin destination, String cause) {
    super(
        ("The call was not sent: the credential '%1$s' for %2$s cannot be had (%3$s). Check"
                + " hauberk.outbound.%1$s and what it names; the next calls ask again.")
            .formatted(credential, destination, cause));
    this.credential = credential;
  }

  /** The name of the credential, as configured. */
  public String credential() {
    return credential;
  }
}
