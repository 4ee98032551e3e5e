package io.hauberk.servlet;

import io.hauberk.request.RequestHead;
import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A servlet request as the front door reads it. */
final class ServletHead implements RequestHead {
  /** Where the container puts them (Jakarta Servlet 6.1, 3.10). */
  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

  private final HttpServletRequest request;

  ServletHead(HttpServletRequest request) {
    this.request = request;
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String target() {
    String path = request.getRequestURI();
    String query = request.getQueryString();
    return query == null ? path : path + "?" + query;
  }

  @Override
  public List<String> headers(String name) {
    if (request.getAttribute(HauberkFilter.FORWARDED_ATTRIBUTE) instanceof Map<?, ?> kept
        && kept.get(name.toLowerCase(Locale.ROOT)) instanceof List<?> lines) {
      return lines.stream().map(String.class::cast).toList();
    }
    @Nullable Enumeration<String> values = request.getHeaders(name);
    return values == null ? List.of() : Collections.list(values);
  }

  @Override
  public String peerAddress() {
    if (request.getAttribute(HauberkFilter.PEER_ADDRESS_ATTRIBUTE) instanceof String peer) {
      return peer;
    }
    @Nullable String remote = request.getRemoteAddr();
    return remote == null ? "" : remote; // a connection that is gone has none
  }

  @Override
  public boolean isSecure() {
    return request.isSecure();
  }

  @Override
  public List<X509Certificate> clientCertificates() {
    return request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain
        ? List.of(chain)
        : List.of();
  }
}
