package io.hauberk.contract;

import io.hauberk.request.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request target as it stood on the request line (RFC 9112, 3.2), judged before anything is
 * routed.
 *
 * <p>A target that two decoders could read differently is refused: nothing is normalised, so
 * contract and framework read the same text. Each segment is percent-decoded exactly once.
 */
public final class RequestTarget implements ParsedTarget {
  private final @Nullable String authority;
  private final String path;
  private final @Nullable String query;
  private final List<String> rawSegments;
  private final List<String> segments;

  /**
   * Judges a request target.
   *
   * <p>Refused as {@link Reason#TARGET_MALFORMED}: what RFC 3986 does not allow where it stands,
   * raw octets outside ASCII, broken percent-encoding or UTF-8, a fragment, other forms than origin
   * and absolute form. Refused as {@link Reason#TARGET_AMBIGUOUS}, in the path: empty inner
   * segments, dot segments, {@code ;}, encoded separators, percent signs and unreserved characters,
   * control characters, and characters that a best-fit mapping turns into a separator or a dot; in
   * the query: an encoded NUL. The query may hold raw {@code [} and {@code ]}, as most clients send
   * them.
   *
   * <p>The asterisk form of OPTIONS has no segments and so matches no path.
   *
   * @param rawTarget the octets as received, read as ISO 8859-1
   */
  public static ParsedTarget parse(String rawTarget, TargetLimits limits) {
    if (rawTarget.length() > limits.maxLength()) {
      return new Refused(Reason.TARGET_TOO_LONG);
    }
    if (rawTarget.equals("*")) {
      return new RequestTarget(null, "*", null, List.of(), List.of());
    }
    String authority = null;
    String rest = rawTarget;
    if (!rawTarget.startsWith("/")) {
      int start = TargetAuthority.start(rawTarget);
      if (start < 0) {
        return new Refused(Reason.TARGET_MALFORMED);
      }
      int end = TargetAuthority.end(rawTarget, start);
      authority = rawTarget.substring(start, end);
      if (!TargetAuthority.isLegal(authority)) {
        return new Refused(Reason.TARGET_MALFORMED);
      }
      rest = rawTarget.substring(end);
    }
    int mark = rest.indexOf('?');
    String path = mark < 0 ? rest : rest.substring(0, mark);
    String query = mark < 0 ? null : rest.substring(mark + 1);
    if (path.isEmpty()) {
      path = "/"; // absolute form without a path (RFC 9110, 4.2.3)
    }
    Reason flaw = TargetRules.pathFlaw(path, limits.matrixParameters());
    if (flaw == null && query != null) {
      flaw = TargetRules.queryFlaw(query);
    }
    return flaw != null ? new Refused(flaw) : split(authority, path, query, limits);
  }

  private static ParsedTarget split(
      @Nullable String authority, String path, @Nullable String query, TargetLimits limits) {
    List<String> raw = new ArrayList<>();
    List<String> decoded = new ArrayList<>();
    int from = 1;
    while (from <= path.length()) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      if (raw.size() == limits.maxSegments()) {
        return new Refused(Reason.TARGET_TOO_LONG);
      }
      String segment = path.substring(from, to);
      String text = Percent.decode(segment, false);
      if (text == null) {
        return new Refused(Reason.TARGET_MALFORMED);
      }
      Reason flaw = TargetRules.segmentFlaw(segment, text, slash < 0);
      if (flaw != null) {
        return new Refused(flaw);
      }
      raw.add(segment);
      decoded.add(text);
      from = to + 1;
    }
    return new RequestTarget(authority, path, query, List.copyOf(raw), List.copyOf(decoded));
  }

  private RequestTarget(
      @Nullable String authority,
      String path,
      @Nullable String query,
      List<String> rawSegments,
      List<String> segments) {
    this.authority = authority;
    this.path = path;
    this.query = query;
    this.rawSegments = rawSegments;
    this.segments = segments;
  }

  /**
   * Host and port of an absolute-form target, as sent. Whether this service answers for them is for
   * the caller to decide (RFC 9110, 7.4).
   */
  public Optional<String> authority() {
    return Optional.ofNullable(authority);
  }

  /** The path as sent, beginning with a slash; {@code *} for the asterisk form. */
  public String path() {
    return path;
  }

  /** The query as sent, without its question mark. */
  public Optional<String> query() {
    return Optional.ofNullable(query);
  }

  /** The segments as sent: {@code /a/b%20c/} has {@code a}, {@code b%20c} and an empty one. */
  public List<String> rawSegments() {
    return rawSegments;
  }

  /** The segments, percent-decoded once. */
  public List<String> segments() {
    return segments;
  }

  /** The path only: a query may hold what does not belong in a log. */
  @Override
  public String toString() {
    return "RequestTarget[" + path + "]";
  }
}
