package io.hauberk.servlet;

import static jakarta.servlet.http.HttpServletResponse.SC_BAD_REQUEST;

import io.hauberk.Answer;
import io.hauberk.Departure;
import io.hauberk.Passage.Admitted;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the front door says of one response: asked before the first octet leaves, and again when
 * status or media type have changed since; where it says no, its answer stands in place of all that
 * the service set.
 */
final class GuardedHead {
  /** Fields that tell of the content that is replaced. */
  private static final Set<String> OF_THE_CONTENT =
      Set.of(
          "content-type",
          "content-length",
          "content-encoding",
          "content-language",
          "content-disposition",
          "content-range",
          "content-location",
          "accept-ranges",
          "etag",
          "last-modified",
          "transfer-encoding",
          "trailer");

  private final Admitted admitted;
  private final Supplier<HttpServletResponse> container;
  private @Nullable GuardedRequest request;
  private boolean replaced;
  private long statedLength = -1;
  private int judgedStatus;
  private String judgedType = "";
  private boolean judgedContent;
  private Departure.@Nullable Leaving leaving;

  /**
   * @param container the container's response, which may be another in a later dispatch
   */
  GuardedHead(Admitted admitted, Supplier<HttpServletResponse> container) {
    this.admitted = admitted;
    this.container = container;
  }

  /** The request that this answers: a body over its limit decides the answer, too. */
  void answers(GuardedRequest guarded) {
    request = guarded;
  }

  /** Whether what the service sets and writes is dropped. */
  boolean isReplaced() {
    return replaced;
  }

  boolean isCommitted() {
    return container.get().isCommitted();
  }

  /** Whether nothing has left yet, and nothing was put in its place. */
  boolean isOpen() {
    return !replaced && !isCommitted();
  }

  /** How the response leaves, as far as it was judged. */
  Departure.@Nullable Leaving leaving() {
    return leaving;
  }

  /** The length that the service states; -1 for none. */
  void states(long length) {
    statedLength = length;
  }

  long statedLength() {
    return statedLength;
  }

  /** What was judged does not count any more. */
  void forget() {
    leaving = null;
  }

  /** Asks the front door, unless it has judged just this. */
  void decide(boolean hasContent) throws IOException {
    if (!isOpen()) {
      return;
    }
    int status = container.get().getStatus();
    String set = container.get().getContentType();
    String type = set == null ? "" : set;
    if (leaving != null
        && status == judgedStatus
        && type.equals(judgedType)
        && hasContent == judgedContent) {
      return;
    }
    judgedStatus = status;
    judgedType = type;
    judgedContent = hasContent;
    follow(judge(status, type, null, hasContent));
  }

  /** Asks the front door about a redirection, which leaves at once and without content. */
  void decideRedirection(String location, int status) throws IOException {
    follow(judge(status, "", location, false));
    Departure.Leaving redirection = leaving;
    if (!replaced && redirection != null) {
      redirection.end(new byte[0], 0);
    }
  }

  private void follow(Departure departure) throws IOException {
    if (departure instanceof Departure.Replaced other) {
      replace(other.answer());
    } else if (departure instanceof Departure.Leaving next) {
      leaving = next;
      next.headers().forEach(container.get()::setHeader);
    }
  }

  /** Frameworks turn a body that was cut off at its limit into an error of their own. */
  private Departure judge(int status, String type, @Nullable String location, boolean hasContent) {
    return isOfTooLargeBody(status)
        ? new Departure.Replaced(admitted.bodyTooLarge())
        : admitted.response(
            new ServletResponseHead(
                container.get(), status, type, statedLength, location, hasContent));
  }

  private boolean isOfTooLargeBody(int status) {
    return status >= SC_BAD_REQUEST && request != null && request.bodyWasTooLarge();
  }

  /**
   * Answers an error that the service leaves to the container.
   *
   * @return whether it is answered; if not, the container describes it
   */
  boolean answersError(int status) throws IOException {
    if (!isOpen()) {
      return replaced; // else it is the container's own complaint
    }
    Optional<Answer> answer =
        isOfTooLargeBody(status) ? Optional.of(admitted.bodyTooLarge()) : admitted.error(status);
    if (answer.isPresent()) {
      replace(answer.get());
    }
    return replaced;
  }

  /** Puts this answer in place of all that was set so far. */
  void replace(Answer answer) throws IOException {
    replaced = true;
    HttpServletResponse response = container.get();
    Map<String, List<String>> kept = new LinkedHashMap<>();
    for (String name : response.getHeaderNames()) {
      if (!OF_THE_CONTENT.contains(name.toLowerCase(Locale.ROOT))) {
        kept.put(name, new ArrayList<>(response.getHeaders(name)));
      }
    }
    response.reset();
    kept.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    Answers.write(answer, response);
  }

  /** Puts this answer in its place or, where a part has left, ends the response with that. */
  void replaceRest(Answer answer) throws IOException {
    if (isCommitted()) {
      replaced = true;
    } else {
      replace(answer);
    }
  }
}
