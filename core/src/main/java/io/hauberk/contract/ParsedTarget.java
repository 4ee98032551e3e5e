package io.hauberk.contract;

import io.hauberk.request.Reason;

/** What became of a request target: one that can be routed, or a refusal. */
public sealed interface ParsedTarget permits RequestTarget, ParsedTarget.Refused {

  /**
   * The target is not one to route.
   *
   * @param reason {@link Reason#TARGET_MALFORMED}, {@link Reason#TARGET_AMBIGUOUS} or {@link
   *     Reason#TARGET_TOO_LONG}
   */
  record Refused(Reason reason) implements ParsedTarget {}
}
