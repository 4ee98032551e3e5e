package io.hauberk.lint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An operation with all that belongs to it, references followed.
 *
 * @param place the Operation Object
 * @param method in capitals
 * @param path the template; of a callback or webhook its key
 * @param served whether others call it here; false for what this service calls
 * @param parameters its own and those of its path
 * @param body the Request Body Object, or null
 * @param responses in the order of the document
 * @param security the alternatives that it asks for, by scheme; null if nobody says
 */
record OperationSite(
    Place place,
    String method,
    String path,
    boolean served,
    List<Place> parameters,
    @Nullable Place body,
    List<Response> responses,
    @Nullable List<Map<String, List<String>>> security) {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "QUERY");

  /**
   * One response.
   *
   * @param status {@code 200}, {@code 4XX}, {@code default}
   * @param place the Response Object
   */
  record Response(String status, Place place) {
    boolean isError() {
      return status.startsWith("4") || status.startsWith("5") || status.equals("default");
    }
  }

  boolean isWrite() {
    return !SAFE.contains(method);
  }

  /** Whether callers must prove something. */
  boolean isSecured() {
    return security != null && !security.isEmpty() && security.stream().noneMatch(Map::isEmpty);
  }

  /** Whether a status is declared: exactly, by its class, or by {@code default}. */
  boolean declares(String status) {
    return findResponse(status).isPresent() || findResponse("default").isPresent();
  }

  /** The response of a status, or of its class. */
  Optional<Response> findResponse(String status) {
    String ofClass = status.charAt(0) + "XX";
    return responses.stream()
        .filter(it -> it.status().equals(status))
        .findFirst()
        .or(
            () ->
                responses.stream().filter(it -> it.status().equalsIgnoreCase(ofClass)).findFirst());
  }

  /** How people call it: its id, or method and path. */
  String label() {
    String id = place.text("operationId");
    return id.isEmpty() ? method + " " + path : id;
  }
}
