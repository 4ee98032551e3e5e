package io.hauberk.servlet;

import io.hauberk.Answer;
import io.hauberk.Passage.Admitted;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The response of an admitted request. Before its first octet leaves, the front door is asked once
 * whether it may; if not, the front door's answer leaves and what the service writes is dropped.
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

  private final Admitted admitted;
  private @Nullable GuardedRequest request;
  private boolean replaced;
  private int judgedStatus;
  private String judgedType = "";
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

  /** The service is done: an error without content is judged too. */
  void finish() throws IOException {
    decide();
  }

  /** Whether nothing has left yet, and nothing was put in its place. */
  boolean isOpen() {
    return !replaced && !isCommitted();
  }

  /** Puts this answer in place of all that was set and written so far. */
  void replace(Answer answer) throws IOException {
    replaced = true;
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
  private void decide() throws IOException {
    if (replaced || isCommitted()) {
      return;
    }
    int status = getStatus();
    String type = getContentType() == null ? "" : getContentType();
    if (status == judgedStatus && type.equals(judgedType)) {
      return;
    }
    Optional<Answer> answer = judge(status, type);
    judgedStatus = status;
    judgedType = type;
    if (answer.isPresent()) {
      replace(answer.get());
    }
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
    if (replaced) {
      return true;
    }
    if (isCommitted()) {
      return false; // the container's own complaint
    }
    Optional<Answer> answer = judge(status, "");
    if (answer.isPresent()) {
      replace(answer.get());
    }
    return replaced;
  }

  /** Frameworks turn a body that was cut off at its limit into an error of their own. */
  private Optional<Answer> judge(int status, String type) {
    return status >= SC_BAD_REQUEST && request != null && request.bodyWasTooLarge()
        ? Optional.of(admitted.bodyTooLarge())
        : admitted.response(status, type);
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    if (!replaced) {
      super.sendRedirect(location);
    }
  }

  @Override
  public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
    if (!replaced) {
      super.sendRedirect(location, status, clearBuffer);
    }
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
      super.setContentLength(length);
    }
  }

  @Override
  public void setContentLengthLong(long length) {
    if (!replaced) {
      super.setContentLengthLong(length);
    }
  }

  @Override
  public void setHeader(String name, @Nullable String value) {
    if (!replaced) {
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, @Nullable String value) {
    if (!replaced) {
      super.addHeader(name, value);
    }
  }

  @Override
  public void reset() {
    if (!replaced) {
      super.reset();
      admitted.responseHeaders().forEach(super::setHeader);
      judgedStatus = 0;
      stream = null;
      writer = null;
    }
  }

  @Override
  public void resetBuffer() {
    if (!replaced) {
      super.resetBuffer();
    }
  }

  @Override
  public void flushBuffer() throws IOException {
    decide();
    super.flushBuffer();
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

    @Override
    public void write(int octet) throws IOException {
      decide();
      if (!replaced) {
        container().write(octet);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      decide();
      if (!replaced) {
        container().write(bytes, offset, length);
      }
    }

    @Override
    public void flush() throws IOException {
      decide();
      container().flush();
    }

    @Override
    public void close() throws IOException {
      decide();
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

  private final class GuardedWriter extends FilterWriter {

    GuardedWriter(Writer out) {
      super(out);
    }

    @Override
    public void write(int character) throws IOException {
      decide();
      if (!replaced) {
        super.write(character);
      }
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
      decide();
      if (!replaced) {
        super.write(characters, offset, length);
      }
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
      decide();
      if (!replaced) {
        super.write(text, offset, length);
      }
    }

    @Override
    public void flush() throws IOException {
      decide();
      if (!replaced) {
        super.flush();
      }
    }

    @Override
    public void close() throws IOException {
      decide();
      if (!replaced) {
        super.close();
      }
    }
  }
}
