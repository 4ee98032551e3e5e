package io.hauberk.spring;

import io.hauberk.outbound.EgressGuard;
import java.io.IOException;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/** Asks the egress rules before a call of a blocking client leaves. */
record EgressInterceptor(EgressGuard guard) implements ClientHttpRequestInterceptor {

  @Override
  public ClientHttpResponse intercept(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    guard.check(request.getURI());
    return execution.execute(request, body);
  }
}
