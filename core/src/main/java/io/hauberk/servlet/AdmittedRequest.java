package io.hauberk.servlet;

import io.hauberk.Passage.Admitted;
import io.hauberk.Passage.Body;
import io.hauberk.request.Caller;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
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
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the service sees of an admitted request: its verified caller, and by every door (stream,
 * reader, parameters, parts) the octets that were validated.
 */
final class AdmittedRequest extends HttpServletRequestWrapper {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final @Nullable Caller caller;
  private final boolean callerDecided;
  private final Body body;
  private @Nullable ServletInputStream stream;
  private @Nullable BufferedReader reader;
  private @Nullable LimitedStream limited;
  private @Nullable Map<String, String[]> parameters;

  static AdmittedRequest wrap(HttpServletRequest request, Admitted admitted) {
    return new AdmittedRequest(request, admitted);
  }

  private AdmittedRequest(HttpServletRequest request, Admitted admitted) {
    super(request);
    this.caller = admitted.caller().orElse(null);
    this.callerDecided = admitted.authenticationDecided();
    this.body = admitted.body();
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

  /**
   * Where the container would read the connection itself, parameters are its business; else they
   * come from our octets.
   */
  private boolean ownParameters() {
    return body instanceof Body.Buffered
        || body instanceof Body.None
        || (body instanceof Body.Unchecked unchecked && unchecked.length() > 0);
  }

  private Map<String, String[]> parameters() {
    if (parameters == null) {
      FormParameters form = new FormParameters();
      form.add(getQueryString());
      String type = getContentType();
      if (body instanceof Body.Buffered buffered
          && type != null
          && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(FORM)) {
        form.add(new String(buffered.bytes(), 0, buffered.length(), StandardCharsets.ISO_8859_1));
      }
      parameters = form.toMap();
    }
    return parameters;
  }

  @Override
  public @Nullable String getParameter(String name) {
    if (!ownParameters()) {
      return super.getParameter(name);
    }
    String[] values = parameters().get(name);
    return values == null ? null : values[0];
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return ownParameters() ? parameters() : super.getParameterMap();
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return ownParameters()
        ? Collections.enumeration(parameters().keySet())
        : super.getParameterNames();
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    if (!ownParameters()) {
      return super.getParameterValues(name);
    }
    String[] values = parameters().get(name);
    return values == null ? null : values.clone();
  }

  @Override
  public Collection<Part> getParts() throws IOException, ServletException {
    requireUnbuffered();
    return super.getParts();
  }

  @Override
  public @Nullable Part getPart(String name) throws IOException, ServletException {
    requireUnbuffered();
    return super.getPart(name);
  }

  private void requireUnbuffered() throws ServletException {
    if (ownParameters()) {
      throw new ServletException("The admitted request has no multipart body.");
    }
  }
}
