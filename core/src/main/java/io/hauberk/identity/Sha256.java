package io.hauberk.identity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, which each Java runtime must have. */
final class Sha256 {

  static byte[] of(byte[] octets) {
    return instance().digest(octets);
  }

  static MessageDigest instance() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256, which each must have", e);
    }
  }

  private Sha256() {}
}
