package io.hauberk.spring;

import io.hauberk.outbound.OutboundCall;
import io.hauberk.outbound.OutboundCredentials;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.support.HttpRequestWrapper;

/**
 * Adds the credential of its destination to a call of a blocking client, and sends it once more
 * where that was refused and there is a new one.
 */
record CredentialInterceptor(OutboundCredentials credentials)
    implements ClientHttpRequestInterceptor {
  private static final String SUBJECT_TOKEN = HauberkOutboundAutoConfiguration.SUBJECT_TOKEN;

  @Override
  public ClientHttpResponse intercept(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    Optional<OutboundCall> bound =
        request.getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)
            ? Optional.empty()
            : bound(request).begin(request.getMethod().name(), request.getURI());
    if (bound.isEmpty()) {
      return execution.execute(request, body);
    }
    OutboundCall call = bound.get();
    while (true) {
      ClientHttpResponse response = execution.execute(with(request, fields(call)), body);
      if (!isToRepeat(call, response)) {
        return response;
      }
      response.close();
    }
  }

  /** With the token of whom the call is made for, if it has one. */
  private OutboundCredentials bound(HttpRequest request) {
    return request.getAttributes().get(SUBJECT_TOKEN) instanceof String token
        ? credentials.onBehalfOf(token)
        : credentials;
  }

  private static boolean isToRepeat(OutboundCall call, ClientHttpResponse response)
      throws IOException {
    try {
      return call.isToRepeat(response.getStatusCode().value(), header(response.getHeaders()), true);
    } catch (IOException | RuntimeException e) {
      response.close();
      throw e;
    }
  }

  static java.net.http.HttpHeaders header(HttpHeaders headers) {
    Map<String, List<String>> fields = new HashMap<>();
    headers.forEach(fields::put);
    return java.net.http.HttpHeaders.of(fields, (name, value) -> true);
  }

  private static Map<String, String> fields(OutboundCall call) throws IOException {
    try {
      return call.fields();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted =
          new InterruptedIOException("interrupted while waiting for a credential");
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  /** A copy, so that a request that others send again does not carry what was ours. */
  private static HttpRequest with(HttpRequest request, Map<String, String> fields) {
    HttpHeaders copy = HttpHeaders.copyOf(request.getHeaders());
    fields.forEach(copy::set);
    return new HttpRequestWrapper(request) {
      @Override
      public HttpHeaders getHeaders() {
        return copy;
      }
    };
  }
}
