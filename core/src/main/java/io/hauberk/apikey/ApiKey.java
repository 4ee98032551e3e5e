package io.hauberk.apikey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The text of an API key: {@code hbk_}, a public id, {@code _}, 43 random characters and six of a
 * checksum.
 *
 * <p>Its text form tells the id only.
 */
public final class ApiKey {
  /*
   * Each part is there for one reader. The prefix and the fixed length are for scanners of source code and logs; the
   * checksum lets them, and us, tell a key from what only looks like one without asking anybody. The id is for people:
   * it names the key in lists, events and reports. The secret is what nobody guesses: 43 characters of 62 are
   * 256 bits. As it is random and not chosen by a person, one fast hash of it is all that a list needs to hold: a slow
   * one protects secrets that can be guessed, and would cost every request.
   *
   * All characters but the hyphen of an id belong to one word for a double click, and none is ever percent-encoded.
   */

  /** How the text of each key begins. */
  public static final String PREFIX = "hbk_";

  /** The longest text of a key, in characters. */
  public static final int MAX_LENGTH = 86;

  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int SECRET_LENGTH = 43;
  private static final int CHECKSUM_LENGTH = 6;
  private static final int RANDOM_ID_LENGTH = 12;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,32}");

  private final String id;
  private final String text;

  /**
   * A new key.
   *
   * @param id its public name: one to 32 of {@code a-z A-Z 0-9 -}
   * @param random a strong source
   * @throws IllegalArgumentException if the id is not of that form
   */
  public static ApiKey generate(String id, SecureRandom random) {
    requireId(id);
    String unsigned = PREFIX + id + '_' + randomText(SECRET_LENGTH, random);
    return new ApiKey(id, unsigned + checksum(unsigned));
  }

  /** An id for a key that nobody named: twelve random characters. */
  public static String randomId(SecureRandom random) {
    return randomText(RANDOM_ID_LENGTH, random);
  }

  /** The key of this text; empty if it is not the text of a key, as after a slip of the pen. */
  public static Optional<ApiKey> tryParse(String text) {
    int idEnd = text.length() - 1 - SECRET_LENGTH - CHECKSUM_LENGTH;
    if (text.length() > MAX_LENGTH
        || idEnd <= PREFIX.length()
        || !text.startsWith(PREFIX)
        || text.charAt(idEnd) != '_') {
      return Optional.empty();
    }
    String id = text.substring(PREFIX.length(), idEnd);
    int unsigned = text.length() - CHECKSUM_LENGTH;
    return isId(id)
            && text.chars().skip(idEnd + 1L).allMatch(c -> ALPHABET.indexOf(c) >= 0)
            && text.endsWith(checksum(text.substring(0, unsigned)))
        ? Optional.of(new ApiKey(id, text))
        : Optional.empty();
  }

  private ApiKey(String id, String text) {
    this.id = id;
    this.text = text;
  }

  static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  static void requireId(String id) {
    if (!isId(id)) {
      throw new IllegalArgumentException(
          "id is not 1 to 32 of a-z A-Z 0-9 and -: name the key otherwise");
    }
  }

  private static String randomText(int length, SecureRandom random) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  /** CRC-32 of the text, in base 62. */
  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.US_ASCII));
    long rest = crc.getValue();
    char[] digits = new char[CHECKSUM_LENGTH];
    for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
      digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
      rest /= ALPHABET.length();
    }
    return new String(digits);
  }

  /** Its public name. */
  public String id() {
    return id;
  }

  /** The whole text: to be shown once, to whom it is made for. */
  public String text() {
    return text;
  }

  /** The SHA-256 of the text: what a list holds. */
  public byte[] sha256() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256, which each must have", e);
    }
  }

  @Override
  public String toString() {
    return "ApiKey[" + id + "]";
  }
}
