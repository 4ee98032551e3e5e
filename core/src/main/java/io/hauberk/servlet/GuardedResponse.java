package io.hauberk.servlet;

import io.hauberk.Answer;
import io.hauberk.Departure;
import io.hauberk.Passage.Admitted;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The response of an admitted request. Before its first octet leaves, the front door is asked
 * whether it may; if not, the front door's answer leaves and what the service writes is dropped.
 *
 * <p>A body that the front door wants to see is copied while it leaves, or held back until it is
 * complete. A flush of a body that is held back waits with it; as long as nothing has left, the
 * response is not committed, and says so.
 */
final class GuardedResponse extends HttpServletResponseWrapper {
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

  /** Where the container's dispatch is, while another thread may complete the request. */
  private enum Phase {
    DISPATCHED,
    RETURNED,
    COMPLETED
  }

  private final Admitted admitted;
  private final SeenBody seen = new SeenBody();
  private @Nullable GuardedRequest request;
  private boolean replaced;
  private boolean asynchronous;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.RETURNED);
  private boolean written;
  private long statedLength = -1;
  private long octets;
  private int judgedStatus;
  private String judgedType = "";
  private boolean judgedContent;
  private Departure.@Nullable Leaving leaving;
  private boolean settled;
  private @Nullable ServletOutputStream stream;
  private @Nullable PrintWriter writer;

  GuardedResponse(HttpServletResponse response, Admitted admitted) {
    super(response);
    this.admitted = admitted;
  }

  /** The request that this answers: a body over its limit decides the answer, too. */
  void answers(GuardedRequest guarded) {
    request = guarded;
  }

  /** A dispatch begins: what the container writes at its end comes through here again. */
  void dispatched(boolean afterError) {
    phase.set(Phase.DISPATCHED);
    asynchronous = false;
    if (afterError) {
      forget();
    }
  }

  /**
   * The service goes on in a thread of its own, whose end is told when it is too late to write:
   * from here nothing is held back but what comes first, until it is judged.
   */
  void goesOn() {
    asynchronous = true;
    if (cannotWait()) {
      try {
        stopWatching();
      } catch (IOException e) {
        // the caller is gone; the next write of the service meets the same
      }
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

  /** The service is done: an error without content is judged too. */
  void finish() throws IOException {
    decide(written);
    if (leaving != null && !settled && !replaced) {
      settle(leaving, true);
    }
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
    if (!replaced) {
      seen.clear();
      leaving = null;
      settled = false;
      written = false;
      octets = 0;
    }
  }

  /** Whether nothing has left yet, and nothing was put in its place. */
  boolean isOpen() {
    return !replaced && !isCommitted();
  }

  /** Puts this answer in place of all that was set and written so far. */
  void replace(Answer answer) throws IOException {
    replaced = true;
    seen.clear();
    Map<String, List<String>> kept = new LinkedHashMap<>();
    for (String name : getHeaderNames()) {
      if (!OF_THE_CONTENT.contains(name.toLowerCase(Locale.ROOT))) {
        kept.put(name, new ArrayList<>(getHeaders(name)));
      }
    }
    super.reset();
    kept.forEach((name, values) -> values.forEach(value -> super.addHeader(name, value)));
    Answers.write(answer, (HttpServletResponse) getResponse());
  }

  /**
   * Asks the front door before octets leave, and again when status or media type have changed
   * since.
   */
  private void decide(boolean hasContent) throws IOException {
    if (replaced || isCommitted()) {
      return;
    }
    int status = getStatus();
    String type = getContentType() == null ? "" : getContentType();
    if (leaving != null
        && status == judgedStatus
        && type.equals(judgedType)
        && hasContent == judgedContent) {
      return;
    }
    judgedStatus = status;
    judgedType = type;
    judgedContent = hasContent;
    Departure departure = judge(status, type, null, hasContent);
    if (departure instanceof Departure.Replaced other) {
      replace(other.answer());
      return;
    }
    Departure.Leaving next = (Departure.Leaving) departure;
    leaving = next;
    next.headers().forEach(super::setHeader);
    if (!next.holdsBack()) {
      sendUnsent();
    }
  }

  /** Frameworks turn a body that was cut off at its limit into an error of their own. */
  private Departure judge(int status, String type, @Nullable String location, boolean hasContent) {
    return status >= SC_BAD_REQUEST && request != null && request.bodyWasTooLarge()
        ? new Departure.Replaced(admitted.bodyTooLarge())
        : admitted.response(
            new ServletResponseHead(
                (HttpServletResponse) getResponse(),
                status,
                type,
                statedLength,
                location,
                hasContent));
  }

  /** Has the front door judge what was seen; it leaves now, or its place is taken. */
  private void settle(Departure.Leaving judged, boolean complete) throws IOException {
    settled = true;
    byte[] body = seen.octets(getCharacterEncoding());
    int length = seen.length(body);
    Optional<Answer> answer = complete ? judged.end(body, length) : judged.beginning(body, length);
    if (answer.isPresent() && !isCommitted()) {
      replace(answer.get());
    } else {
      sendUnsent();
      seen.clear();
    }
  }

  private void sendUnsent() throws IOException {
    if (!seen.hasUnsent()) {
      return;
    }
    if (seen.isText()) {
      seen.sendUnsent(super.getWriter());
    } else {
      seen.sendUnsent(super.getOutputStream());
    }
  }

  private boolean isHolding() {
    return leaving != null && !settled && !replaced && leaving.holdsBack();
  }

  /** How many more octets of the body the front door wants to see; zero: they just leave. */
  private int room() {
    return leaving == null || settled ? 0 : Math.max(0, leaving.wantedBytes() - seen.size());
  }

  private boolean isWatched() {
    return leaving != null && !settled && leaving.wantedBytes() > 0;
  }

  /** Octets of the body: seen as far as they are wanted, and sent unless they are held back. */
  private void take(byte[] bytes, int offset, int length) throws IOException {
    written = true;
    decide(true);
    if (replaced) {
      return;
    }
    octets += length;
    if (!mayFollow(bytes, offset, length)) {
      return;
    }
    int seeing = isWatched() ? Math.min(length, room()) : 0;
    seen.add(bytes, offset, seeing);
    if (isWatched() && seeing < length) {
      stopWatching();
    } else if (leaving != null && !settled && octets == statedLength) {
      settle(leaving, true); // before the last octet, so that what it tells is told first
    } else if (cannotWait()) {
      stopWatching();
    } else if (!isHolding()) {
      sendUnsent();
    }
    if (!replaced && seeing < length) {
      super.getOutputStream().write(bytes, offset + seeing, length - seeing);
    }
  }

  /** Characters of the body, likewise. */
  private void take(CharSequence characters, Writer out) throws IOException {
    written = true;
    decide(true);
    if (replaced) {
      return;
    }
    if (!isWatched()) {
      if (mayFollow(characters)) {
        out.append(characters);
      }
      return;
    }
    int seeing = Math.min(characters.length(), room());
    seen.add(characters, 0, seeing);
    if (seeing < characters.length()) {
      stopWatching();
      if (!replaced) {
        out.append(characters, seeing, characters.length());
      }
    } else if (cannotWait()) {
      stopWatching();
    } else if (!isHolding()) {
      sendUnsent();
    }
  }

  /** Whether a further piece of a body that was let go by its beginning may leave, too. */
  private boolean mayFollow(byte[] bytes, int offset, int length) throws IOException {
    if (leaving == null || !settled || !leaving.wantsNext()) {
      return true;
    }
    Optional<Answer> answer = leaving.next(bytes, offset, length);
    if (answer.isPresent() && !isCommitted()) {
      replace(answer.get());
    } else if (answer.isPresent()) {
      replaced = true; // by nothing: what has left is all that leaves
    }
    return answer.isEmpty();
  }

  private boolean mayFollow(CharSequence characters) throws IOException {
    if (leaving == null || !settled || !leaving.wantsNext()) {
      return true;
    }
    byte[] bytes = SeenBody.encoded(characters, getCharacterEncoding());
    return mayFollow(bytes, 0, bytes.length);
  }

  /** Whether something is held back whose rest cannot be waited for. */
  private boolean cannotWait() {
    return asynchronous && isHolding() && seen.hasUnsent();
  }

  /** The body is longer than what is wanted of it, or its rest cannot be waited for. */
  private void stopWatching() throws IOException {
    if (leaving != null) {
      settle(leaving, false);
    }
  }

  /**
   * Whether a flush may reach the container: not while the body is held back, which is flushed when
   * it is complete.
   */
  private boolean mayFlush() throws IOException {
    decide(written || getContentType() != null);
    return !isHolding();
  }

  /**
   * Container error pages may tell internals, so an error is answered here; the message is
   * withheld.
   */
  @Override
  public void sendError(int status, @Nullable String message) throws IOException {
    if (!answersError(status)) {
      forget();
      super.sendError(status, message);
    }
  }

  @Override
  public void sendError(int status) throws IOException {
    if (!answersError(status)) {
      forget();
      super.sendError(status);
    }
  }

  private boolean answersError(int status) throws IOException {
    if (replaced) {
      return true;
    }
    if (isCommitted()) {
      return false; // the container's own complaint
    }
    boolean tooLarge = request != null && request.bodyWasTooLarge();
    Optional<Answer> answer =
        tooLarge && status >= SC_BAD_REQUEST
            ? Optional.of(admitted.bodyTooLarge())
            : admitted.error(status);
    if (answer.isPresent()) {
      replace(answer.get());
    }
    return replaced;
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

  /** Judges a redirection, which leaves at once. */
  private boolean leads(String location, int status, boolean clearBuffer) throws IOException {
    if (replaced || isCommitted()) {
      return !replaced; // the container's own complaint
    }
    if (clearBuffer) {
      seen.clear();
    } else {
      sendUnsent();
    }
    Departure departure = judge(status, "", location, false);
    if (departure instanceof Departure.Replaced other) {
      replace(other.answer());
      return false;
    }
    Departure.Leaving redirection = (Departure.Leaving) departure;
    redirection.headers().forEach(super::setHeader);
    leaving = redirection;
    settled = true;
    redirection.end(new byte[0], 0);
    return true;
  }

  @Override
  public void addCookie(Cookie cookie) {
    if (!replaced) {
      super.addCookie(cookie);
    }
  }

  @Override
  public void setIntHeader(String name, int value) {
    if (!replaced) {
      super.setIntHeader(name, value);
    }
  }

  @Override
  public void addIntHeader(String name, int value) {
    if (!replaced) {
      super.addIntHeader(name, value);
    }
  }

  @Override
  public void setDateHeader(String name, long date) {
    if (!replaced) {
      super.setDateHeader(name, date);
    }
  }

  @Override
  public void addDateHeader(String name, long date) {
    if (!replaced) {
      super.addDateHeader(name, date);
    }
  }

  @Override
  public void setCharacterEncoding(@Nullable String encoding) {
    if (!replaced) {
      super.setCharacterEncoding(encoding);
    }
  }

  @Override
  public void setLocale(@Nullable Locale locale) {
    if (!replaced) {
      super.setLocale(locale);
    }
  }

  @Override
  public void setStatus(int status) {
    if (!replaced) {
      super.setStatus(status);
    }
  }

  @Override
  public void setContentType(@Nullable String type) {
    if (!replaced) {
      super.setContentType(type);
    }
  }

  @Override
  public void setContentLength(int length) {
    if (!replaced) {
      statedLength = length;
      super.setContentLength(length);
    }
  }

  @Override
  public void setContentLengthLong(long length) {
    if (!replaced) {
      statedLength = length;
      super.setContentLengthLong(length);
    }
  }

  @Override
  public void setHeader(String name, @Nullable String value) {
    if (!replaced && !admitted.withholdsHeader(name)) {
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, @Nullable String value) {
    if (!replaced && !admitted.withholdsHeader(name)) {
      super.addHeader(name, value);
    }
  }

  @Override
  public void reset() {
    if (!replaced) {
      super.reset();
      admitted.responseHeaders().forEach(super::setHeader);
      forget();
      statedLength = -1;
      stream = null;
      writer = null;
    }
  }

  @Override
  public void resetBuffer() {
    if (!replaced) {
      super.resetBuffer();
      forget();
    }
  }

  /** While a body is held back, it is kept up to what is wanted of it. */
  @Override
  public int getBufferSize() {
    return leaving != null && isHolding()
        ? Math.max(leaving.wantedBytes(), super.getBufferSize())
        : super.getBufferSize();
  }

  @Override
  public void setBufferSize(int size) {
    if (seen.hasUnsent()) {
      throw new IllegalStateException("content has been written");
    }
    super.setBufferSize(size);
  }

  @Override
  public void flushBuffer() throws IOException {
    if (mayFlush()) {
      super.flushBuffer();
    }
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (stream == null) {
      if (!replaced) {
        super.getOutputStream(); // the container refuses here if a writer is in use
      }
      stream = new GuardedStream();
    }
    return stream;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (writer == null) {
      Writer target = replaced ? Writer.nullWriter() : super.getWriter();
      writer = new PrintWriter(new GuardedWriter(target));
    }
    return writer;
  }

  /** Decides before the first octet, and drops all after a replacement. */
  private final class GuardedStream extends ServletOutputStream {
    private final byte[] single = new byte[1];

    @Override
    public void write(int octet) throws IOException {
      single[0] = (byte) octet;
      take(single, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      take(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      if (mayFlush()) {
        container().flush();
      }
    }

    @Override
    public void close() throws IOException {
      finish();
      container().close();
    }

    @Override
    public boolean isReady() {
      try {
        return container().isReady();
      } catch (IOException e) {
        return false;
      }
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      try {
        container().setWriteListener(listener);
      } catch (IOException e) {
        listener.onError(e);
      }
    }

    private ServletOutputStream container() throws IOException {
      return getResponse().getOutputStream();
    }
  }

  private final class GuardedWriter extends Writer {
    private final Writer out;

    GuardedWriter(Writer out) {
      this.out = out;
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
      take(CharBuffer.wrap(characters, offset, length), out);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
      take(CharBuffer.wrap(text, offset, offset + length), out);
    }

    @Override
    public void flush() throws IOException {
      if (mayFlush() && !replaced) {
        out.flush();
      }
    }

    @Override
    public void close() throws IOException {
      finish();
      if (!replaced) {
        out.close();
      }
    }
  }
}
