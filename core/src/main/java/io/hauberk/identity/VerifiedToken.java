package io.hauberk.identity;

import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.request.Caller;
import io.hauberk.request.Proof;
import java.util.List;

/**
 * A token that was verified.
 *
 * @param proof what it proves
 * @param binding what else a request must show to use it
 * @param alone the answer to a request that brings this token and no other proof
 * @param doubt whether somebody seems to have it without the key that it is bound to
 */
record VerifiedToken(Proof proof, Binding binding, Authenticated alone, Doubt doubt) {

  static VerifiedToken of(Proof proof, Binding binding) {
    return new VerifiedToken(
        proof, binding, new Authenticated(Caller.of(List.of(proof))), new Doubt());
  }
}
