package io.hauberk.servlet;

import io.hauberk.request.RequestHead;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A servlet request as the front door reads it. */
final class ServletHead implements RequestHead {
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
    @Nullable Enumeration<String> values = request.getHeaders(name);
    return values == null ? List.of() : Collections.list(values);
  }

  @Override
  public String peerAddress() {
    return request.getAttribute(HauberkFilter.PEER_ADDRESS_ATTRIBUTE) instanceof String peer
        ? peer
        : request.getRemoteAddr();
  }
}
