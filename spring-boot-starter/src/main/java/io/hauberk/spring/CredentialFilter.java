package io.hauberk.spring;

import io.hauberk.outbound.OutboundCall;
import io.hauberk.outbound.OutboundCredentials;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;

/**
 * Adds the credential of its destination to a call of the client that does not block, and sends it
 * once more where that was refused and there is a new one.
 *
 * <p>Bodies are written anew for each sending. One that can be written once only, such as a stream,
 * then fails the call.
 */
record CredentialFilter(OutboundCredentials credentials) implements ExchangeFilterFunction {

  @Override
  public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
    return Mono.defer(
        () -> {
          Optional<OutboundCall> call =
              request.headers().containsHeader(HttpHeaders.AUTHORIZATION)
                  ? Optional.empty()
                  : bound(request).begin(request.method().name(), request.url());
          return call.isPresent() ? send(call.get(), request, next) : next.exchange(request);
        });
  }

  /** With the token of whom the call is made for, if it has one. */
  private OutboundCredentials bound(ClientRequest request) {
    return request
        .attribute(HauberkOutboundAutoConfiguration.SUBJECT_TOKEN)
        .map(token -> credentials.onBehalfOf(token.toString()))
        .orElse(credentials);
  }

  private static Mono<ClientResponse> send(
      OutboundCall call, ClientRequest request, ExchangeFunction next) {
    return Mono.fromFuture(call::fieldsAsync)
        .onErrorMap(failure -> asOfRequest(failure, request))
        .flatMap(
            fields -> {
              ClientRequest.Builder copy = ClientRequest.from(request);
              copy.headers(headers -> fields.forEach(headers::set));
              return next.exchange(copy.build());
            })
        .flatMap(
            response ->
                isToRepeat(call, response)
                    ? response.releaseBody().then(Mono.defer(() -> send(call, request, next)))
                    : Mono.just(response));
  }

  private static boolean isToRepeat(OutboundCall call, ClientResponse response) {
    return call.isToRepeat(
        response.statusCode().value(),
        CredentialInterceptor.header(response.headers().asHttpHeaders()),
        true);
  }

  /** As the client itself tells that a request could not be sent. */
  static Throwable asOfRequest(Throwable failure, ClientRequest request) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof IOException
        ? new WebClientRequestException(cause, request.method(), request.url(), request.headers())
        : cause;
  }
}
