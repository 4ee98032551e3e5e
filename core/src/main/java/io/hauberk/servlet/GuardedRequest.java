package io.hauberk.servlet;

import io.hauberk.Passage.Admitted;
import io.hauberk.Passage.Body;
import io.hauberk.request.Caller;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.security.Principal;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
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
  private static final String MULTIPART = "multipart/form-data";

  private final Admitted admitted;
  private final GuardedResponse response;
  private final @Nullable Caller caller;
  private final boolean callerDecided;
  private final Body body;
  private @Nullable ServletInputStream stream;
  private @Nullable BufferedReader reader;
  private @Nullable LimitedStream limited;
  private @Nullable Map<String, String[]> parameters;

  GuardedRequest(HttpServletRequest request, Admitted admitted, GuardedResponse response) {
    super(request);
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
    AsyncContext context = super.startAsync(this, response);
    response.goesOn();
    return context;
  }

  @Override
  public AsyncContext startAsync(ServletRequest asRequest, ServletResponse asResponse) {
    AsyncContext context = super.startAsync(asRequest, asResponse);
    response.goesOn();
    return context;
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

  /*
   * Parameters come from the query and from a form that was validated. A multipart body is the container's to parse, so
   * its fields come from there; but under the name of a declared query parameter only the query counts.
   */
  private Map<String, String[]> parameters() {
    if (parameters == null) {
      FormParameters form = new FormParameters();
      form.add(getQueryString());
      if (body instanceof Body.Buffered buffered && isOfType(FORM)) {
        form.add(new String(buffered.bytes(), 0, buffered.length(), StandardCharsets.ISO_8859_1));
      }
      Map<String, String[]> all = new LinkedHashMap<>(form.toMap());
      if (body instanceof Body.Streamed && isOfType(MULTIPART)) {
        super.getParameterMap()
            .forEach(
                (name, values) -> {
                  if (!admitted.declaresQueryParameter(name)) {
                    all.putIfAbsent(name, values);
                  }
                });
      }
      parameters = Collections.unmodifiableMap(all);
    }
    return parameters;
  }

  private boolean isOfType(String mediaType) {
    String type = getContentType();
    return type != null && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(mediaType);
  }

  /** Where nothing was validated, the container's own reading counts. */
  private boolean isValidated() {
    return !(body instanceof Body.Unchecked);
  }

  @Override
  public @Nullable String getParameter(String name) {
    if (!isValidated()) {
      return super.getParameter(name);
    }
    String[] values = parameters().get(name);
    return values == null ? null : values[0];
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return isValidated() ? parameters() : super.getParameterMap();
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return isValidated()
        ? Collections.enumeration(parameters().keySet())
        : super.getParameterNames();
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    if (!isValidated()) {
      return super.getParameterValues(name);
    }
    String[] values = parameters().get(name);
    return values == null ? null : values.clone();
  }

  @Override
  public Collection<Part> getParts() throws IOException, ServletException {
    return hasParts() ? super.getParts() : List.of();
  }

  @Override
  public @Nullable Part getPart(String name) throws IOException, ServletException {
    return hasParts() ? super.getPart(name) : null;
  }

  /** A body that was read whole, or is not there, has no parts, whatever its media type claims. */
  private boolean hasParts() {
    return body instanceof Body.Streamed
        || (body instanceof Body.Unchecked unchecked && unchecked.length() == 0);
  }
}
