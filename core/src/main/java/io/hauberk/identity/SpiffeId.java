package io.hauberk.identity;

import java.util.Optional;

/**
 * The name of a workload, or of a whole trust domain: {@code spiffe://trust-domain/path}.
 *
 * <p>There is one spelling for each name, and only that one is read: nothing is decoded, folded or
 * normalised, so two names are the same exactly if their texts are.
 *
 * @param trustDomain who vouches for the name: 1 to 255 of {@code a-z 0-9 . - _}
 * @param path what it names there, with its leading slash; empty for the trust domain itself
 * @see <a
 *     href="https://github.com/spiffe/spiffe/blob/main/standards/SPIFFE-ID.md#2-spiffe-identity">
 *     SPIFFE-ID, 2</a>
 */
record SpiffeId(String trustDomain, String path) {
  private static final String SCHEME = "spiffe://";
  private static final int MAX_TRUST_DOMAIN_LENGTH = 255;
  private static final int MAX_LENGTH = 2048;

  /** Checks both parts. */
  SpiffeId {
    if (!isTrustDomain(trustDomain) || !isPath(path) || length(trustDomain, path) > MAX_LENGTH) {
      throw new IllegalArgumentException("not a SPIFFE ID; write spiffe://trust-domain/path");
    }
  }

  /** The id that this text is; empty if it is none. */
  static Optional<SpiffeId> parse(String text) {
    if (!text.startsWith(SCHEME) || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    int slash = text.indexOf('/', SCHEME.length());
    int end = slash < 0 ? text.length() : slash;
    String trustDomain = text.substring(SCHEME.length(), end);
    String path = text.substring(end);
    return isTrustDomain(trustDomain) && isPath(path)
        ? Optional.of(new SpiffeId(trustDomain, path))
        : Optional.empty();
  }

  /** Whether this is the name of a trust domain, without scheme (SPIFFE-ID, 2.1). */
  static boolean isTrustDomain(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_TRUST_DOMAIN_LENGTH
        && text.chars().allMatch(c -> isLowerOrDigit(c) || isMark(c));
  }

  /** SPIFFE-ID, 2.2: no empty segment, so none after a trailing slash, and no dot segment. */
  private static boolean isPath(String text) {
    if (text.isEmpty()) {
      return true;
    }
    if (text.charAt(0) != '/') {
      return false;
    }
    for (String segment : text.substring(1).split("/", -1)) {
      if (segment.isEmpty()
          || segment.equals(".")
          || segment.equals("..")
          || !segment
              .chars()
              .allMatch(c -> isLowerOrDigit(c) || (c >= 'A' && c <= 'Z') || isMark(c))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLowerOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private static boolean isMark(int c) {
    return c == '.' || c == '-' || c == '_';
  }

  private static int length(String trustDomain, String path) {
    return SCHEME.length() + trustDomain.length() + path.length();
  }

  /** Whether it names a workload rather than its trust domain. */
  boolean namesWorkload() {
    return !path.isEmpty();
  }

  /** The id as it is written. */
  @Override
  public String toString() {
    return SCHEME + trustDomain + path;
  }
}
