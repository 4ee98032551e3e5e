package io.hauberk.servlet;

import io.hauberk.request.ResponseHead;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a container knows of a response before its body.
 *
 * @param response where the fields are
 * @param status the status, which may be about to be set
 * @param contentType kept apart, because containers do not list it among the fields
 * @param contentLength likewise; below zero if the service states none
 * @param location the target of a redirection that is about to be set
 * @param hasContent whether the service writes content
 */
record ServletResponseHead(
    HttpServletResponse response,
    int status,
    String contentType,
    long contentLength,
    @Nullable String location,
    boolean hasContent)
    implements ResponseHead {

  @Override
  public List<String> headers(String name) {
    if (name.equalsIgnoreCase("Content-Type")) {
      return contentType.isEmpty() ? List.of() : List.of(contentType);
    }
    if (name.equalsIgnoreCase("Content-Length")) {
      return contentLength < 0 ? List.of() : List.of(Long.toString(contentLength));
    }
    if (location != null && name.equalsIgnoreCase("Location")) {
      return List.of(location);
    }
    return List.copyOf(response.getHeaders(name));
  }
}
