package io.hauberk.outbound;

/**
 * A token for the calls of this service, and how long it serves. Times are milliseconds since 1970.
 *
 * @param value never in a message, an event or a text form
 * @param bornMillis when it was asked for
 * @param renewMillis from when on the next one is asked for
 * @param expiresMillis from when on it is not sent any more
 */
record HeldToken(
    String value, TokenType type, long bornMillis, long renewMillis, long expiresMillis) {

  /** Of a token that does not say when it expires. */
  static final long NEVER = Long.MAX_VALUE;

  /** The longest token that is taken; longer ones do not fit into the header of a request. */
  static final int MAX_LENGTH = 16 * 1024;

  boolean isUsable(long now) {
    return now < expiresMillis;
  }

  boolean isDue(long now) {
    return now >= renewMillis;
  }

  /** Whether a text is a token (RFC 6750, 2.1), so that nothing else enters a header with it. */
  static boolean isToken(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '=') {
      end--;
    }
    return end > 0
        && text.length() <= MAX_LENGTH
        && text.chars().limit(end).allMatch(HeldToken::isTokenCharacter);
  }

  private static boolean isTokenCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~+/".indexOf(c) >= 0;
  }

  @Override
  public String toString() {
    return "HeldToken[masked]";
  }
}
