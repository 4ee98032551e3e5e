package io.hauberk.identity;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key that verifies: sound, meant for signatures, and bound to its algorithms.
 *
 * @param keyId its {@code kid}, if it has one
 * @param thumbprint SHA-256 of the key itself (RFC 7638)
 * @param algorithms what it may verify: the one that its {@code alg} names, else what its kind
 *     allows
 * @param check verifies with it
 */
record VerificationKey(
    @Nullable String keyId, String thumbprint, Set<JwsAlgorithm> algorithms, SignatureCheck check) {

  /** Whether the other one is the same key under the same name and with the same rights. */
  boolean isSameAs(VerificationKey other) {
    return thumbprint.equals(other.thumbprint)
        && algorithms.equals(other.algorithms)
        && (keyId == null ? other.keyId == null : keyId.equals(other.keyId));
  }

  @Override
  public String toString() {
    return "VerificationKey" + algorithms;
  }
}
