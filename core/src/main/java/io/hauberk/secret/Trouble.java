package io.hauberk.secret;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Why what is looked at again and again could not be used when it was last looked at.
 *
 * @param since when it was first found so
 * @param cause what went wrong at the last look, in words of ours; never content
 */
public record Trouble(Instant since, String cause) {

  /** Checks that all is there. */
  public Trouble {
    requireNonNull(since, "since");
    requireNonNull(cause, "cause");
  }
}
