package io.hauberk.identity;

import io.hauberk.request.Reason;
import io.hauberk.request.RequestHead;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a token travels: in one {@code Authorization} field, and nowhere else (RFC 6750, 2 and 2.1;
 * RFC 9700, 4.3.2); with a proof in one {@code DPoP} field where the scheme says so (RFC 9449,
 * 7.1).
 */
final class TokenField {
  private static final String BEARER = "Bearer ";
  private static final String DPOP = "DPoP ";
  private static final String QUERY_PARAMETER = "access_token";

  /**
   * The token of a request, not yet checked for its characters; null if there are no credentials. A
   * token in the query, a form or a cookie is no credential; beside one in the header it is
   * refused.
   *
   * @param takesDpop whether the scheme {@code DPoP} is taken
   */
  static @Nullable Outcome<SentToken> read(RequestHead head, boolean takesDpop) {
    List<String> fields = head.headers("Authorization");
    if (fields.isEmpty()) {
      return null;
    }
    if (fields.size() > 1 || hasQueryToken(head.target())) {
      return Outcome.refused(Reason.CREDENTIALS_MALFORMED);
    }
    String field = fields.get(0);
    boolean isDpop = takesDpop && isOf(DPOP, field);
    if (!isDpop && !isOf(BEARER, field)) {
      return Outcome.refused(otherScheme(field));
    }
    int from = isDpop ? DPOP.length() : BEARER.length();
    int to = field.length();
    while (from < to && field.charAt(from) == ' ') { // 1*SP
      from++;
    }
    while (to > from && isWhiteSpace(field.charAt(to - 1))) { // what a server should have trimmed
      to--;
    }
    if (from == to) {
      return Outcome.refused(Reason.CREDENTIALS_MALFORMED);
    }
    String token = field.substring(from, to);
    return isDpop ? withProof(token, head) : Outcome.found(new SentToken(token, null));
  }

  private static boolean isOf(String scheme, String field) {
    return field.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  private static Outcome<SentToken> withProof(String token, RequestHead head) {
    List<String> proofs = head.headers("DPoP");
    return switch (proofs.size()) {
      case 0 -> Outcome.refused(Reason.DPOP_PROOF_MISSING);
      case 1 -> Outcome.found(new SentToken(token, proofs.get(0).strip()));
      default -> Outcome.refused(Reason.DPOP_PROOF_INVALID);
    };
  }

  /** A scheme of ours without token, or another one. */
  private static Reason otherScheme(String field) {
    int space = field.indexOf(' ');
    boolean wellFormed = space > 0 && field.chars().limit(space).allMatch(TokenField::isTokenChar);
    return wellFormed ? Reason.SCHEME_UNSUPPORTED : Reason.CREDENTIALS_MALFORMED;
  }

  /** Whether the text is a {@code b64token} (RFC 6750, 2.1). */
  static boolean isB64Token(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '=') {
      end--;
    }
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (!isAlphanumeric(c) && "-._~+/".indexOf(c) < 0) {
        return false;
      }
    }
    return end > 0;
  }

  /** {@code tchar} (RFC 9110, 5.6.2). */
  private static boolean isTokenChar(int c) {
    return isAlphanumeric(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static boolean isWhiteSpace(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean hasQueryToken(String target) {
    int from = target.indexOf('?') + 1;
    if (from == 0) {
      return false;
    }
    int nameEnd = -1;
    for (int i = from; i <= target.length(); i++) { // one pass: this text is the caller's
      char c = i < target.length() ? target.charAt(i) : '&';
      if (c == '=' && nameEnd < 0) {
        nameEnd = i;
      } else if (c == '&') {
        if (isQueryToken(target, from, nameEnd < 0 ? i : nameEnd)) {
          return true;
        }
        from = i + 1;
        nameEnd = -1;
      }
    }
    return false;
  }

  private static boolean isQueryToken(String target, int from, int to) {
    int length = to - from;
    return length == QUERY_PARAMETER.length()
        ? target.startsWith(QUERY_PARAMETER, from)
        : length > QUERY_PARAMETER.length()
            && QUERY_PARAMETER.equals(decoded(target.substring(from, to)));
  }

  private static String decoded(String name) {
    if (name.indexOf('%') < 0) {
      return name;
    }
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) { // not percent-encoded: the target's own check refuses it
      return name;
    }
  }

  private TokenField() {}
}
