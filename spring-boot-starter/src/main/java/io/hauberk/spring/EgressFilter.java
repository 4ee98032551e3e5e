package io.hauberk.spring;

import io.hauberk.outbound.EgressGuard;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/** Asks the egress rules before a call of the client that does not block leaves. */
record EgressFilter(EgressGuard guard) implements ExchangeFilterFunction {

  @Override
  public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
    return Mono.fromFuture(() -> guard.checkAsync(request.url()))
        .onErrorMap(failure -> CredentialFilter.asOfRequest(failure, request))
        .then(Mono.defer(() -> next.exchange(request)));
  }
}
