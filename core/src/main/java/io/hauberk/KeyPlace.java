package io.hauberk;

import io.hauberk.contract.RequestTarget;
import io.hauberk.contract.SecurityScheme;
import io.hauberk.identity.BroughtKey;
import io.hauberk.request.RequestHead;
import java.util.Set;

/**
 * A place where callers of one operation put an API key.
 *
 * @param scheme a security scheme of this place
 * @param profiles the profiles that answer for this scheme, or for others of the same place
 */
record KeyPlace(SecurityScheme scheme, Set<String> profiles) {

  /** What a request holds there. */
  BroughtKey read(RequestHead head, RequestTarget target) {
    return new BroughtKey(profiles, scheme.keysIn(head, target));
  }
}
