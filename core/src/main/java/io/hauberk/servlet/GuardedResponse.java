package io.hauberk.servlet;

import io.hauberk.Answer;
import io.hauberk.Passage.Admitted;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The response of an admitted request as the service sees it. Before its first octet leaves, the
 * front door is asked whether it may ({@link GuardedHead}); if not, the front door's answer leaves
 * and what the service sets and writes is dropped.
 *
 * <p>A body that the front door wants to see is copied while it leaves, or held back until it is
 * complete ({@link GuardedBody}). A flush of a body that is held back waits with it; as long as
 * nothing has left, the response is not committed, and says so.
 */
final class GuardedResponse extends HttpServletResponseWrapper {

  /** Where the container's dispatch is, while another thread may complete the request. */
  private enum Phase {
    DISPATCHED,
    RETURNED,
    COMPLETED
  }

  private final Admitted admitted;
  private final GuardedHead head;
  private final GuardedBody body;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.RETURNED);
  private @Nullable ServletOutputStream stream;
  private @Nullable PrintWriter writer;

  GuardedResponse(HttpServletResponse response, Admitted admitted) {
    super(response);
    this.admitted = admitted;
    this.head = new GuardedHead(admitted, this::container);
    this.body = new GuardedBody(head, this::container);
  }

  /** The container's own response, which may be another in a later dispatch. */
  private HttpServletResponse container() {
    return (HttpServletResponse) getResponse();
  }

  /** The request that this answers. */
  void answers(GuardedRequest guarded) {
    head.answers(guarded);
  }

  /** A dispatch begins: what the container writes at its end comes through here again. */
  void dispatched(boolean afterError) {
    phase.set(Phase.DISPATCHED);
    body.dispatched();
    if (afterError) {
      forget();
    }
  }

  /** The service goes on in a thread of its own. */
  void goesOn() {
    try {
      body.goesOn();
    } catch (IOException e) {
      // the caller is gone; the next write of the service meets the same
    }
  }

  /**
   * The dispatch is over.
   *
   * @return whether the service has completed the request meanwhile; if not, it may yet do so
   */
  boolean returned() {
    return !phase.compareAndSet(Phase.DISPATCHED, Phase.RETURNED);
  }

  /** The service completes the request: its end is here, or with the dispatch that is not over. */
  void completes() {
    if (!phase.compareAndSet(Phase.DISPATCHED, Phase.COMPLETED)) {
      over();
    }
  }

  /** The service is done. */
  void finish() throws IOException {
    body.finish();
  }

  /** An asynchronous response is over; where the container says so, it may have left by now. */
  void over() {
    try {
      finish();
    } catch (IOException e) {
      // the caller is gone; what was to be told has been told
    }
  }

  /** The service failed, and the container will write in its place. */
  void forget() {
    if (!head.isReplaced()) {
      head.forget();
      body.forget();
    }
  }

  /** Whether nothing has left yet, and nothing was put in its place. */
  boolean isOpen() {
    return head.isOpen();
  }

  /** Puts this answer in place of all that was set and written so far. */
  void replace(Answer answer) throws IOException {
    body.drop();
    head.replace(answer);
  }

  /**
   * Container error pages may tell internals, so an error is answered here; the message is
   * withheld.
   */
  @Override
  public void sendError(int status, @Nullable String message) throws IOException {
    if (!answersError(status)) {
      super.sendError(status, message);
    }
  }

  @Override
  public void sendError(int status) throws IOException {
    if (!answersError(status)) {
      super.sendError(status);
    }
  }

  private boolean answersError(int status) throws IOException {
    boolean answered = head.answersError(status);
    if (answered) {
      body.drop();
    } else {
      forget();
    }
    return answered;
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    if (leads(location, SC_FOUND, true)) {
      super.sendRedirect(location);
    }
  }

  @Override
  public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
    if (leads(location, status, clearBuffer)) {
      super.sendRedirect(location, status, clearBuffer);
    }
  }

  /** Whether a redirection may leave. */
  private boolean leads(String location, int status, boolean clearBuffer) throws IOException {
    if (head.isOpen()) {
      body.beginRedirection(clearBuffer);
      head.decideRedirection(location, status);
    }
    return !head.isReplaced(); // if it is committed, the container complains
  }

  @Override
  public void addCookie(Cookie cookie) {
    if (!head.isReplaced()) {
      super.addCookie(cookie);
    }
  }

  @Override
  public void setIntHeader(String name, int value) {
    if (!head.isReplaced()) {
      super.setIntHeader(name, value);
    }
  }

  @Override
  public void addIntHeader(String name, int value) {
    if (!head.isReplaced()) {
      super.addIntHeader(name, value);
    }
  }

  @Override
  public void setDateHeader(String name, long date) {
    if (!head.isReplaced()) {
      super.setDateHeader(name, date);
    }
  }

  @Override
  public void addDateHeader(String name, long date) {
    if (!head.isReplaced()) {
      super.addDateHeader(name, date);
    }
  }

  @Override
  public void setCharacterEncoding(@Nullable String encoding) {
    if (!head.isReplaced()) {
      super.setCharacterEncoding(encoding);
    }
  }

  @Override
  public void setLocale(@Nullable Locale locale) {
    if (!head.isReplaced()) {
      super.setLocale(locale);
    }
  }

  @Override
  public void setStatus(int status) {
    if (!head.isReplaced()) {
      super.setStatus(status);
    }
  }

  @Override
  public void setContentType(@Nullable String type) {
    if (!head.isReplaced()) {
      super.setContentType(type);
    }
  }

  @Override
  public void setContentLength(int length) {
    if (!head.isReplaced()) {
      head.states(length);
      super.setContentLength(length);
    }
  }

  @Override
  public void setContentLengthLong(long length) {
    if (!head.isReplaced()) {
      head.states(length);
      super.setContentLengthLong(length);
    }
  }

  @Override
  public void setHeader(String name, @Nullable String value) {
    if (!head.isReplaced() && !admitted.withholdsHeader(name)) {
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, @Nullable String value) {
    if (!head.isReplaced() && !admitted.withholdsHeader(name)) {
      super.addHeader(name, value);
    }
  }

  @Override
  public void reset() {
    if (!head.isReplaced()) {
      super.reset();
      admitted.responseHeaders().forEach(super::setHeader);
      forget();
      head.states(-1);
      stream = null;
      writer = null;
    }
  }

  @Override
  public void resetBuffer() {
    if (!head.isReplaced()) {
      super.resetBuffer();
      forget();
    }
  }

  /** While a body is held back, it is kept up to what is wanted of it. */
  @Override
  public int getBufferSize() {
    return Math.max(body.heldBytes(), super.getBufferSize());
  }

  @Override
  public void setBufferSize(int size) {
    if (body.hasUnsent()) {
      throw new IllegalStateException("content has been written");
    }
    super.setBufferSize(size);
  }

  @Override
  public void flushBuffer() throws IOException {
    if (body.mayFlush()) {
      super.flushBuffer();
    }
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (stream == null) {
      if (!head.isReplaced()) {
        super.getOutputStream(); // the container refuses here if a writer is in use
      }
      stream = new GuardedStream(body, this::container);
    }
    return stream;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (writer == null) {
      Writer target = head.isReplaced() ? Writer.nullWriter() : super.getWriter();
      writer = new PrintWriter(new GuardedWriter(body, target));
    }
    return writer;
  }
}
