package io.hauberk.servlet;

import io.hauberk.Answer;
import io.hauberk.Departure;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The octets of one response on their way from the service to the container: copied while they
 * leave, or held back until they are complete, as far as the front door wants to see them.
 */
final class GuardedBody {
  private final GuardedHead head;
  private final Supplier<HttpServletResponse> container;
  private final SeenBody seen = new SeenBody();
  private boolean asynchronous;
  private boolean written;
  private boolean settled;
  private long octets;

  GuardedBody(GuardedHead head, Supplier<HttpServletResponse> container) {
    this.head = head;
    this.container = container;
  }

  /** A dispatch begins, and its end will be seen. */
  void dispatched() {
    asynchronous = false;
  }

  /**
   * The service goes on in a thread of its own, whose end is told when it is too late to write:
   * from here nothing is held back but what comes first, until it is judged.
   */
  void goesOn() throws IOException {
    asynchronous = true;
    if (cannotWait()) {
      settle(false);
    }
  }

  /** The service is done: an error without content is judged too. */
  void finish() throws IOException {
    decide(written);
    if (isUnsettled()) {
      settle(true);
    }
  }

  /** Nothing that the service has written so far counts. */
  void forget() {
    seen.clear();
    settled = false;
    written = false;
    octets = 0;
  }

  /** A redirection leaves, with what was written before it or without. */
  void beginRedirection(boolean clearBuffer) throws IOException {
    if (clearBuffer) {
      seen.clear();
    } else {
      sendUnsent();
    }
    settled = true;
  }

  /** Nothing of it is kept any more, as something stands in its place. */
  void drop() {
    seen.clear();
  }

  boolean isDropped() {
    return head.isReplaced();
  }

  boolean hasUnsent() {
    return seen.hasUnsent();
  }

  /** How many octets are held back at most; zero if none are. */
  int heldBytes() {
    Departure.Leaving leaving = head.leaving();
    return leaving != null && isHolding() ? leaving.wantedBytes() : 0;
  }

  /** Octets of the body: seen as far as they are wanted, and sent unless they are held back. */
  void take(byte[] bytes, int offset, int length) throws IOException {
    written = true;
    decide(true);
    if (isDropped() || !mayFollow(bytes, offset, length)) {
      return;
    }
    octets += length;
    boolean watched = isWatched();
    int seeing = watched ? Math.min(length, room()) : 0;
    seen.add(bytes, offset, seeing);
    if (watched && seeing < length) {
      settle(false);
    } else if (isUnsettled() && octets == head.statedLength()) {
      settle(true); // before the last octet, so that what it tells is told first
    } else {
      pass();
    }
    if (seeing < length && !isDropped()) {
      container.get().getOutputStream().write(bytes, offset + seeing, length - seeing);
    }
  }

  /** Characters of the body, likewise. */
  void take(CharSequence characters, Writer out) throws IOException {
    written = true;
    decide(true);
    if (isDropped() || !mayFollow(characters)) {
      return;
    }
    boolean watched = isWatched();
    int seeing = watched ? Math.min(characters.length(), room()) : 0;
    seen.add(characters, 0, seeing);
    if (watched && seeing < characters.length()) {
      settle(false);
    } else if (watched) {
      pass();
    }
    if (seeing < characters.length() && !isDropped()) {
      out.append(characters, seeing, characters.length());
    }
  }

  /**
   * Whether a flush may reach the container: not while the body is held back, which is flushed when
   * it is complete.
   */
  boolean mayFlush() throws IOException {
    decide(written || container.get().getContentType() != null);
    return !isHolding();
  }

  private void decide(boolean hasContent) throws IOException {
    head.decide(hasContent);
    if (isDropped()) {
      seen.clear();
    } else if (head.leaving() != null && !isHolding()) {
      sendUnsent();
    }
  }

  /** What was seen leaves, unless it waits. */
  private void pass() throws IOException {
    if (cannotWait()) {
      settle(false);
    } else if (!isHolding()) {
      sendUnsent();
    }
  }

  /**
   * Has the front door judge what was seen; it leaves now, or its place is taken.
   *
   * @param complete whether it is all; if not, the body is longer than what is wanted of it, or its
   *     rest cannot be waited for
   */
  private void settle(boolean complete) throws IOException {
    Departure.Leaving judged = head.leaving();
    if (judged == null) {
      return;
    }
    settled = true;
    byte[] body = seen.octets(encoding());
    int length = seen.length(body);
    Optional<Answer> answer = complete ? judged.end(body, length) : judged.beginning(body, length);
    if (answer.isPresent() && !head.isCommitted()) {
      head.replace(answer.get());
    } else {
      sendUnsent();
    }
    seen.clear();
  }

  private void sendUnsent() throws IOException {
    if (!seen.hasUnsent()) {
      return;
    }
    if (seen.isText()) {
      seen.sendUnsent(container.get().getWriter());
    } else {
      seen.sendUnsent(container.get().getOutputStream());
    }
  }

  private @Nullable String encoding() {
    return container.get().getCharacterEncoding();
  }

  private boolean isUnsettled() {
    return head.leaving() != null && !settled && !isDropped();
  }

  private boolean isHolding() {
    Departure.Leaving leaving = head.leaving();
    return leaving != null && isUnsettled() && leaving.holdsBack();
  }

  /** Whether something is held back whose rest cannot be waited for. */
  private boolean cannotWait() {
    return asynchronous && isHolding() && seen.hasUnsent();
  }

  private boolean isWatched() {
    Departure.Leaving leaving = head.leaving();
    return leaving != null && !settled && leaving.wantedBytes() > 0;
  }

  /** How many more octets of the body the front door wants to see. */
  private int room() {
    Departure.Leaving leaving = head.leaving();
    return leaving == null ? 0 : Math.max(0, leaving.wantedBytes() - seen.size());
  }

  /** Whether a further piece of a body that was let go by its beginning may leave, too. */
  private boolean mayFollow(byte[] bytes, int offset, int length) throws IOException {
    Departure.Leaving leaving = head.leaving();
    if (leaving == null || !settled || !leaving.wantsNext()) {
      return true;
    }
    Optional<Answer> answer = leaving.next(bytes, offset, length);
    if (answer.isPresent()) {
      head.replaceRest(answer.get());
    }
    return answer.isEmpty();
  }

  private boolean mayFollow(CharSequence characters) throws IOException {
    Departure.Leaving leaving = head.leaving();
    if (leaving == null || !settled || !leaving.wantsNext()) {
      return true;
    }
    byte[] bytes = SeenBody.encoded(characters, encoding());
    return mayFollow(bytes, 0, bytes.length);
  }
}
