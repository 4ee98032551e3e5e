package io.hauberk.contract;

import io.hauberk.request.Decision;
import io.hauberk.request.Finding;
import io.hauberk.request.Reason;
import io.hauberk.request.RequestHead;
import io.hauberk.request.ResponseHead;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The declared responses of one operation: what may leave, and what the caller can choose from. */
final class Responses {
  private static final String PROBLEM = "application/problem+json";

  private final Map<String, DeclaredResponse> declared;
  private final ResponseJudge judge;
  private final Set<String> mediaTypes;
  private final List<MediaType> negotiable;

  /**
   * @param declared by {@code 200}, {@code 2XX} or {@code default}, in the order of the document
   */
  Responses(Map<String, DeclaredResponse> declared, ResponseJudge judge) {
    Set<String> allTypes = new LinkedHashSet<>();
    declared.values().stream()
        .flatMap(response -> response.contents().stream())
        .forEach(content -> allTypes.add(content.declared().essence()));
    this.declared = Map.copyOf(declared);
    this.judge = judge;
    this.mediaTypes = Set.copyOf(allTypes);
    this.negotiable = negotiable(declared);
  }

  /**
   * What the caller can choose from: nothing where a success has no content. What an error looks
   * like is not its choice; the default response counts only where no success is declared.
   */
  private static List<MediaType> negotiable(Map<String, DeclaredResponse> declared) {
    List<List<MediaType>> successes = new ArrayList<>();
    declared.forEach(
        (key, response) -> {
          if (key.startsWith("2") || key.startsWith("3")) {
            successes.add(types(response));
          }
        });
    if (successes.isEmpty()) {
      DeclaredResponse otherwise = declared.get("default");
      return otherwise == null ? List.of() : types(otherwise);
    }
    return successes.stream().anyMatch(List::isEmpty)
        ? List.of()
        : successes.stream().flatMap(List::stream).toList();
  }

  private static List<MediaType> types(DeclaredResponse response) {
    return response.contents().stream().map(ResponseContent::declared).toList();
  }

  boolean declares(int status) {
    return find(status) != null;
  }

  /**
   * Whether a response of this status may have this media type; problem details always may leave.
   */
  boolean declares(int status, String contentType) {
    MediaType written = MediaType.parse(contentType);
    if (written == null) {
      return false;
    }
    DeclaredResponse response = find(status);
    return isProblem(status, written) || (response != null && response.content(written) != null);
  }

  private static boolean isProblem(int status, MediaType written) {
    return status >= 400 && written.essence().equals(PROBLEM) && written.isAsciiCompatible();
  }

  /** The response that counts for this status: exact before class before default. */
  private @Nullable DeclaredResponse find(int status) {
    String exact = Integer.toString(status);
    for (String key : List.of(exact, exact.charAt(0) + "XX", "default")) {
      DeclaredResponse response = declared.get(key);
      if (response != null) {
        return response;
      }
    }
    return null;
  }

  /**
   * The response that counts, where HTTP itself makes another of a declared one: what was not
   * modified, and a part of what was asked for in parts, are forms of the success (RFC 9110, 15.3.7
   * and 15.4.5).
   */
  private @Nullable DeclaredResponse find(RequestHead request, int status) {
    DeclaredResponse response = find(status);
    boolean isFormOfSuccess =
        (status == 304
                && !(request.headers("If-None-Match").isEmpty()
                    && request.headers("If-Modified-Since").isEmpty()))
            || (status == 206 && !request.headers("Range").isEmpty());
    return response == null && isFormOfSuccess ? find(200) : response;
  }

  /** Judges status, media type and header fields. */
  Decision checkHead(RequestHead request, ResponseHead head) {
    int status = head.status();
    MediaType sent = sentType(head);
    boolean problem = sent != null && isProblem(status, sent);
    DeclaredResponse response = find(request, status);
    if (response == null) {
      return problem ? Decision.ADMITTED : Decision.denied(Reason.RESPONSE_UNDECLARED);
    }
    if (hasBody(request, head) && !problem && (sent == null || response.content(sent) == null)) {
      return Decision.denied(
          response.contents().isEmpty()
              ? Reason.RESPONSE_CONTENT_UNDECLARED
              : Reason.RESPONSE_MEDIA_TYPE_UNDECLARED,
          List.of(
              new Finding("response.header.Content-Type", "content", expected(response, status))));
    }
    boolean undescribed = problem && (sent == null || response.content(sent) == null);
    return undescribed || status == 304
        ? Decision.ADMITTED
        : judge.checkHeaders(response.headers(), head);
  }

  private static String expected(DeclaredResponse response, int status) {
    List<String> types = types(response).stream().map(MediaType::essence).toList();
    return types.isEmpty()
        ? "no content with the status " + status
        : String.join(" or ", types) + " with the status " + status;
  }

  /** Whether the body of such a response is held against a schema. */
  boolean judgesBody(RequestHead request, ResponseHead head) {
    return content(request, head) != null;
  }

  /** Judges a whole body. */
  Decision checkBody(RequestHead request, ResponseHead head, byte[] bytes, int length) {
    ResponseContent content = content(request, head);
    MediaType sent = sentType(head);
    return content == null || sent == null || length == 0
        ? Decision.ADMITTED
        : judge.checkBody(content, sent, bytes, length);
  }

  private @Nullable ResponseContent content(RequestHead request, ResponseHead head) {
    DeclaredResponse response = find(request, head.status());
    MediaType sent = sentType(head);
    if (response == null || sent == null || head.status() == 206 || !hasBody(request, head)) {
      return null;
    }
    for (String coding : Headers.list(head.headers("Content-Encoding"))) {
      if (!coding.equalsIgnoreCase("identity")) {
        return null;
      }
    }
    ResponseContent content = response.content(sent);
    return content != null && content.isJudged(sent) ? content : null;
  }

  /** Whether octets of content leave (RFC 9110, 6.4.1). */
  private static boolean hasBody(RequestHead request, ResponseHead head) {
    int status = head.status();
    return head.hasContent()
        && status >= 200
        && status != 204
        && status != 304
        && !request.method().equals("HEAD");
  }

  private static @Nullable MediaType sentType(ResponseHead head) {
    List<String> types = head.headers("Content-Type");
    return types.size() == 1 ? MediaType.parse(types.get(0)) : null;
  }

  Set<String> mediaTypes() {
    return mediaTypes;
  }

  /**
   * Whether the caller accepts something that the operation produces (RFC 9110, 12.5.1). No field,
   * or no declared type, accepts all; members that break the grammar are passed over, because old
   * clients send them ({@code *; q=.2}) and nothing is at stake.
   */
  Decision checkAccept(RequestHead head) {
    List<String> fields = head.headers("Accept");
    if (fields.isEmpty() || negotiable.isEmpty()) {
      return Decision.ADMITTED;
    }
    List<Range> ranges = new ArrayList<>();
    for (String member : Headers.list(fields)) {
      Range range = Range.parse(member);
      if (range != null) {
        ranges.add(range);
      }
    }
    if (Headers.list(fields).isEmpty()) {
      return Decision.ADMITTED;
    }
    for (MediaType produced : negotiable) {
      if (accepts(ranges, produced)) {
        return Decision.ADMITTED;
      }
    }
    return Decision.denied(Reason.NOT_ACCEPTABLE);
  }

  /** The most specific range that fits decides, and refuses with a weight of zero. */
  private static boolean accepts(List<Range> ranges, MediaType produced) {
    int best = -1;
    boolean accepted = false;
    for (Range range : ranges) {
      int fit = range.type().overlaps(produced) ? range.specificity() : -1;
      if (fit > best || (fit == best && fit >= 0)) {
        accepted = range.positive() || (fit == best && accepted);
        best = fit;
      }
    }
    return accepted;
  }

  /** One member of an Accept field. */
  private record Range(MediaType type, boolean positive) {

    static @Nullable Range parse(String member) {
      MediaType type = MediaType.parse(member);
      if (type == null) {
        return null;
      }
      String weight = type.parameters().getOrDefault("q", "1");
      return new Range(type, weight.chars().anyMatch(c -> c != '0' && c != '.'));
    }

    int specificity() {
      return (type.type().equals("*") ? 0 : 1) + (type.subtype().equals("*") ? 0 : 1);
    }
  }
}
