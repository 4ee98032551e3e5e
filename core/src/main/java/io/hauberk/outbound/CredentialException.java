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

  /**
   * With what stands in the message.
   *
   * @param refused whether the call was sent, and its credential refused
   */
  CredentialException(String credential, Origin destination, String cause, boolean refused) {
    super(
        ("%4$s: the credential '%1$s' for %2$s cannot be had%5$s (%3$s). Check"
                + " hauberk.outbound.%1$s and what it names; the next calls ask again.")
            .formatted(
                credential,
                destination,
                cause,
                refused
                    ? "The call was sent and answered with 401, and was not sent again"
                    : "The call was not sent",
                refused ? " anew" : ""));
    this.credential = credential;
  }

  /** The name of the credential, as configured. */
  public String credential() {
    return credential;
  }
}
