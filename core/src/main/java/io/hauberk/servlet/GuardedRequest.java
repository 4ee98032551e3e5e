package io.hauberk.servlet;

import io.hauberk.Passage.Admitted;
import io.hauberk.Passage.Body;
import io.hauberk.contract.BodyPart;
import io.hauberk.contract.ContractOptions;
import io.hauberk.request.Caller;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the service sees of an admitted request: its verified caller, and by every door (stream,
 * reader, parameters, parts) the octets that were validated.
 */
final class GuardedRequest extends HttpServletRequestWrapper {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String MULTIPART_FORM = "multipart/form-data";

  private static final String UNREADABLE =
      "This form could not be read, which validation only reports. Its octets are in the stream;"
          + " the event says what is wrong.";

  private final Admitted admitted;
  private final GuardedResponse response;
  private final @Nullable Caller caller;
  private final boolean callerDecided;
  private final StoredBody stored;
  private Body body;
  private boolean listening;
  private @Nullable ServletInputStream stream;
  private @Nullable BufferedReader reader;
  private @Nullable LimitedStream limited;
  private @Nullable Map<String, String[]> parameters;
  private @Nullable FormTooLarge tooLarge;

  /**
   * @param stored what was stored of the body; closed with the request
   */
  GuardedRequest(
      HttpServletRequest request, Admitted admitted, GuardedResponse response, StoredBody stored) {
    super(request);
    this.stored = stored;
    this.admitted = admitted;
    this.response = response;
    response.answers(this);
    this.caller = admitted.caller().orElse(null);
    this.callerDecided = admitted.authenticationDecided();
    this.body = admitted.body();
  }

  Admitted admitted() {
    return admitted;
  }

  GuardedResponse response() {
    return response;
  }

  /**
   * Keeps the guards in place: without arguments, a container would hand out what it wrapped
   * itself.
   */
  @Override
  public AsyncContext startAsync() {
    return goingOn(super.startAsync(this, response));
  }

  @Override
  public AsyncContext startAsync(ServletRequest asRequest, ServletResponse asResponse) {
    return goingOn(super.startAsync(asRequest, asResponse));
  }

  private AsyncContext goingOn(AsyncContext context) {
    if (!listening) {
      context.addListener(new RequestEnd(response, stored));
      listening = true;
    }
    response.goesOn();
    return new GuardedAsync(context, response);
  }

  /** As the container's, which throws where there is none; Spring's mocks answer null. */
  @Override
  public @Nullable AsyncContext getAsyncContext() {
    AsyncContext context = super.getAsyncContext();
    return context == null ? null : new GuardedAsync(context, response);
  }

  /**
   * Lets the stored body go, unless the request goes on after this dispatch: then its last listener
   * does.
   */
  void releaseUnlessAsync() {
    if (!isAsyncStarted()) {
      stored.close();
    } else if (!listening) { // started below this wrapper
      try {
        super.getAsyncContext().addListener(new RequestEnd(response, stored));
        listening = true;
      } catch (IllegalStateException e) {
        stored.close(); // it is over already
      }
    }
  }

  /** Whether the service read more of a streamed body than its limit. */
  boolean bodyWasTooLarge() {
    return limited != null && limited.wasTooLong();
  }

  @Override
  public @Nullable Principal getUserPrincipal() {
    return callerDecided ? caller : super.getUserPrincipal();
  }

  @Override
  public @Nullable String getRemoteUser() {
    return callerDecided ? (caller == null ? null : caller.getName()) : super.getRemoteUser();
  }

  @Override
  public boolean isUserInRole(String role) {
    return callerDecided
        ? caller != null && caller.scopes().contains(role)
        : super.isUserInRole(role);
  }

  @Override
  public @Nullable String getAuthType() {
    return callerDecided ? (caller == null ? null : "Bearer") : super.getAuthType();
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (reader != null) {
      throw new IllegalStateException("getReader() has been called for this request");
    }
    if (stream == null) {
      stream = open();
    }
    return stream;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    if (reader == null) {
      if (stream != null) {
        throw new IllegalStateException("getInputStream() has been called for this request");
      }
      reader = new BufferedReader(new InputStreamReader(open(), charset()));
    }
    return reader;
  }

  private ServletInputStream open() throws IOException {
    if (body instanceof Body.Buffered buffered) {
      return new BufferedStream(buffered.bytes(), buffered.length());
    }
    if (body instanceof Body.Spooled) {
      return stream(stored.octets());
    }
    if (body instanceof Body.Received) {
      return new PrefixedStream(stream(stored.received()), super.getInputStream());
    }
    if (body instanceof Body.Streamed streamed) {
      limited = new LimitedStream(super.getInputStream(), streamed.maxBytes());
      return limited;
    }
    if (body instanceof Body.Unchecked unchecked) {
      return unchecked.length() == 0
          ? super.getInputStream()
          : new PrefixedStream(
              new BufferedStream(unchecked.bytes(), unchecked.length()), super.getInputStream());
    }
    return new BufferedStream(new byte[0], 0);
  }

  private static ServletInputStream stream(Spool spool) {
    return new SpoolStream(spool, 0, spool.length());
  }

  private Charset charset() throws IOException {
    String name = getCharacterEncoding();
    if (name == null) {
      return StandardCharsets.UTF_8;
    }
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new IOException("The request names a charset that this JVM does not have.", e);
    }
  }

  /**
   * The parameters, from the query and from a form; read once, also where that fails because there
   * are too many of them.
   */
  private Map<String, String[]> parameters() {
    if (tooLarge != null) {
      throw tooLarge.again();
    }
    if (parameters == null) {
      try {
        parameters = readParameters();
      } catch (FormTooLarge e) {
        tooLarge = e;
        throw e;
      }
    }
    return parameters;
  }

  private Map<String, String[]> readParameters() {
    FormParameters all = new FormParameters(admitted::declaresQueryParameter);
    all.addQuery(getQueryString());
    if (isOfType(FORM)) {
      all.addForm(formText());
    } else if (body instanceof Body.Spooled spooled) {
      for (BodyPart part : spooled.parts()) {
        part.text().ifPresent(text -> all.addField(part.name(), text));
      }
    }
    return all.toMap();
  }

  private String formText() {
    if (body instanceof Body.Buffered buffered) {
      return new String(buffered.bytes(), 0, buffered.length(), StandardCharsets.ISO_8859_1);
    }
    try {
      if (body instanceof Body.Spooled) { // inflated; its size has been bounded before
        try (ServletInputStream octets = stream(stored.octets())) {
          return new String(octets.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
      }
      return body instanceof Body.Unchecked begun ? restOf(begun) : "";
    } catch (IOException e) {
      throw new UncheckedIOException("The form of this request cannot be read any more.", e);
    }
  }

  /**
   * A form over its limit, where that is only reported: all of it. As in any container it is in the
   * stream alone once somebody has begun to read that.
   */
  private String restOf(Body.Unchecked begun) throws IOException {
    if (stream != null || reader != null) {
      return "";
    }
    long slack = (long) ContractOptions.REPORTED_SLACK * begun.length();
    int most = (int) Math.min(slack, Integer.MAX_VALUE - 16);
    try (ServletInputStream all = open()) {
      byte[] octets = all.readNBytes(most + 1);
      body = new Body.Unchecked(octets, octets.length);
      if (octets.length > most) {
        throw FormTooLarge.ofOctets(most);
      }
      return new String(octets, StandardCharsets.ISO_8859_1);
    }
  }

  private String @Nullable [] valuesOf(String name) {
    if (isUnreadable() && !admitted.declaresQueryParameter(name)) {
      throw new IllegalStateException(UNREADABLE);
    }
    return parameters().get(name);
  }

  private Map<String, String[]> allParameters() {
    if (isUnreadable()) {
      throw new IllegalStateException(UNREADABLE);
    }
    return parameters();
  }

  /** Whether this is a form whose fields nobody can tell. */
  private boolean isUnreadable() {
    return body instanceof Body.Received && (isOfType(FORM) || isOfType(MULTIPART_FORM));
  }

  private boolean isOfType(String mediaType) {
    String type = getContentType();
    return type != null && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(mediaType);
  }

  /** Whether parameters are told here; where nothing was read, the container's own count. */
  private boolean tellsParameters() {
    return !(body instanceof Body.Unchecked unchecked)
        || (unchecked.length() > 0 && isOfType(FORM));
  }

  /** Of a body that was inflated, neither the codings nor the length that it was sent with. */
  private @Nullable String inflatedHeader(String name) {
    return name.equalsIgnoreCase("Content-Length") ? Long.toString(stored.octets().length()) : null;
  }

  private boolean isInflated(String name) {
    return admitted.bodyInflated() && (isCoding(name) || name.equalsIgnoreCase("Content-Length"));
  }

  private static boolean isCoding(String name) {
    return name.equalsIgnoreCase("Content-Encoding") || name.equalsIgnoreCase("Transfer-Encoding");
  }

  @Override
  public @Nullable String getHeader(String name) {
    return isInflated(name) ? inflatedHeader(name) : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    if (!isInflated(name)) {
      return super.getHeaders(name);
    }
    String value = inflatedHeader(name);
    return Collections.enumeration(value == null ? List.of() : List.of(value));
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    if (!admitted.bodyInflated()) {
      return super.getHeaderNames();
    }
    List<String> names = new ArrayList<>(Collections.list(super.getHeaderNames()));
    names.removeIf(GuardedRequest::isCoding);
    return Collections.enumeration(names);
  }

  @Override
  public int getIntHeader(String name) {
    String value = isInflated(name) ? inflatedHeader(name) : null;
    return value == null
        ? (isInflated(name) ? -1 : super.getIntHeader(name))
        : Integer.parseInt(value);
  }

  @Override
  public long getContentLengthLong() {
    return admitted.bodyInflated() ? stored.octets().length() : super.getContentLengthLong();
  }

  @Override
  public int getContentLength() {
    long length = getContentLengthLong();
    return length > Integer.MAX_VALUE ? -1 : (int) length;
  }

  @Override
  public @Nullable String getParameter(String name) {
    if (!tellsParameters()) {
      return super.getParameter(name);
    }
    String[] values = valuesOf(name);
    return values == null ? null : values[0];
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return tellsParameters() ? allParameters() : super.getParameterMap();
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return tellsParameters()
        ? Collections.enumeration(allParameters().keySet())
        : super.getParameterNames();
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    if (!tellsParameters()) {
      return super.getParameterValues(name);
    }
    String[] values = valuesOf(name);
    return values == null ? null : values.clone();
  }

  @Override
  public Collection<Part> getParts() throws IOException, ServletException {
    if (body instanceof Body.Spooled spooled) {
      return parts(spooled);
    }
    return hasContainersParts() ? super.getParts() : List.of();
  }

  @Override
  public @Nullable Part getPart(String name) throws IOException, ServletException {
    if (body instanceof Body.Spooled spooled) {
      return parts(spooled).stream().filter(p -> p.getName().equals(name)).findFirst().orElse(null);
    }
    return hasContainersParts() ? super.getPart(name) : null;
  }

  private List<Part> parts(Body.Spooled spooled) {
    List<Part> parts = new ArrayList<>(spooled.parts().size());
    spooled
        .parts()
        .forEach(part -> parts.add(new SpooledPart(part, stored.octets(), workDirectory())));
    return parts;
  }

  /** Where the container keeps what belongs to the application. */
  private Path workDirectory() {
    return getServletContext().getAttribute(ServletContext.TEMPDIR) instanceof File directory
        ? directory.toPath()
        : Spooling.DEFAULT.directory();
  }

  /**
   * Whether the container reads the parts: a body that was read, or is not there, has none,
   * whatever its media type claims.
   *
   * @throws IOException as from a container, if nobody can tell the parts
   */
  private boolean hasContainersParts() throws IOException {
    if (isUnreadable()) {
      throw new IOException(UNREADABLE);
    }
    return body instanceof Body.Unchecked unchecked && unchecked.length() == 0;
  }
}
