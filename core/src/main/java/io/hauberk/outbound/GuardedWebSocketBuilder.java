package io.hauberk.outbound;

import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Opens web sockets to destinations that are allowed. */
final class GuardedWebSocketBuilder implements WebSocket.Builder {
  private final WebSocket.Builder builder;
  private final EgressGuard guard;

  GuardedWebSocketBuilder(WebSocket.Builder builder, EgressGuard guard) {
    this.builder = builder;
    this.guard = guard;
  }

  @Override
  public WebSocket.Builder header(String name, String value) {
    builder.header(name, value);
    return this;
  }

  @Override
  public WebSocket.Builder connectTimeout(Duration timeout) {
    builder.connectTimeout(timeout);
    return this;
  }

  @Override
  public WebSocket.Builder subprotocols(String mostPreferred, String... lesserPreferred) {
    builder.subprotocols(mostPreferred, lesserPreferred);
    return this;
  }

  @Override
  public CompletableFuture<WebSocket> buildAsync(URI uri, WebSocket.Listener listener) {
    return Lookups.check(guard, uri).thenCompose(nothing -> builder.buildAsync(uri, listener));
  }
}
