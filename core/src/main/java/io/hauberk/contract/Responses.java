package io.hauberk.contract;

import io.hauberk.request.Decision;
import io.hauberk.request.Reason;
import io.hauberk.request.RequestHead;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The declared responses of one operation: their statuses and media types. */
final class Responses {
  private final Map<String, List<MediaType>> declared;
  private final Set<String> mediaTypes;
  private final List<MediaType> negotiable;

  /** A response as declared: {@code 200}, {@code 2XX} or {@code default}, with its media types. */
  record Response(String key, List<String> mediaTypes) {}

  Responses(List<Response> responses) {
    Map<String, List<MediaType>> byKey = new LinkedHashMap<>();
    Set<String> allTypes = new LinkedHashSet<>();
    for (Response response : responses) {
      List<MediaType> types = byKey.computeIfAbsent(response.key(), any -> new ArrayList<>());
      for (String text : response.mediaTypes()) {
        MediaType type = MediaType.parse(text);
        allTypes.add(type == null ? text : type.essence());
        if (type != null) {
          types.add(type);
        }
      }
    }
    this.declared = Map.copyOf(byKey);
    this.mediaTypes = Set.copyOf(allTypes);
    this.negotiable = negotiable(byKey);
  }

  /**
   * What the caller can choose from: nothing where a success has no content. What an error looks
   * like is not its choice; the default response counts only where no success is declared.
   */
  private static List<MediaType> negotiable(Map<String, List<MediaType>> byKey) {
    List<List<MediaType>> successes = new ArrayList<>();
    byKey.forEach(
        (key, types) -> {
          if (key.startsWith("2") || key.startsWith("3")) {
            successes.add(types);
          }
        });
    if (successes.isEmpty()) {
      return List.copyOf(byKey.getOrDefault("default", List.of()));
    }
    return successes.stream().anyMatch(List::isEmpty)
        ? List.of()
        : successes.stream().flatMap(List::stream).toList();
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
    List<MediaType> types = find(status);
    return written.essence().equals("application/problem+json")
        || (types != null && types.stream().anyMatch(type -> type.fit(written) >= 0));
  }

  /**
   * The media types of the response that counts for this status: exact before class before default.
   */
  private @Nullable List<MediaType> find(int status) {
    String exact = Integer.toString(status);
    for (String key : List.of(exact, exact.charAt(0) + "XX", "default")) {
      List<MediaType> types = declared.get(key);
      if (types != null) {
        return types;
      }
    }
    return null;
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
