package io.hauberk.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The floor: no cache that is keyed by a digest can find a token for less. Judges nothing. */
final class Sha256 implements TokenJudge {
  private final MessageDigest digest;

  Sha256() throws NoSuchAlgorithmException {
    digest = MessageDigest.getInstance("SHA-256");
  }

  @Override
  public byte[] subject(String token) {
    return digest.digest(token.getBytes(StandardCharsets.ISO_8859_1));
  }
}
