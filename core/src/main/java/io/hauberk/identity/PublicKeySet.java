package io.hauberk.identity;

import io.hauberk.secret.Secret;
import io.hauberk.secret.SecretFile;
import io.hauberk.secret.SecretSource;
import java.util.Set;

/**
 * A mounted JWK Set with public keys (RFC 7517, 5), judged as the keys of an issuer are: for a
 * service that shows its keys to others, or verifies with them itself.
 *
 * <p>Keys of an {@link IssuerProfile} need none of this: see {@link KeySource#jwksFile}.
 */
public final class PublicKeySet {
  private final byte[] json;
  private final VerificationKeys keys;

  /**
   * The set in this file. One that holds a private or symmetric key, one id twice, or no key that
   * can verify does not come into force.
   */
  public static SecretSource<PublicKeySet> in(SecretFile file) {
    return SecretSource.of(file, PublicKeySet::new).asPublic();
  }

  private PublicKeySet(Secret content) {
    this.json = content.bytes();
    this.keys = JwkSet.read(json);
  }

  /** The document as it stands in the file: JSON in UTF-8. */
  public byte[] json() {
    return json.clone();
  }

  /** The ids by which tokens may name its keys. */
  public Set<String> keyIds() {
    return keys.ids();
  }

  /** How many keys of it can verify. */
  public int size() {
    return keys.size();
  }

  @Override
  public String toString() {
    return "PublicKeySet[" + keys.size() + " keys]";
  }
}
