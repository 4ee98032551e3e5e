package io.hauberk.outbound;

import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Opens web sockets to destinations that are allowed. */
final class GuardedWebSocketBuilder implements WebSocket.Builder {
  private final WebSocket.Builder builder;
  private final EgressGuard guard;
  private final Executor lookups;

  GuardedWebSocketBuilder(WebSocket.Builder builder, EgressGuard guard, Executor lookups) {
    this.builder = builder;
    this.guard = guard;
    this.lookups = lookups;
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
    return CompletableFuture.runAsync(
            () -> {
              try {
                guard.check(uri);
              } catch (EgressException e) {
                throw new CompletionException(e);
              }
            },
            lookups)
        .thenCompose(nothing -> builder.buildAsync(uri, listener));
  }
}
