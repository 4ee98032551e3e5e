package io.hauberk.outbound;

import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens web sockets with the credential of their destination. Each one is opened by a builder of
 * its own, so that what one destination is sent does not stay for the next. A handshake that is
 * answered with 401 is repeated with a new token, as requests are.
 */
final class CredentialedWebSocketBuilder implements WebSocket.Builder {
  private final Supplier<WebSocket.Builder> builders;
  private final OutboundCredentials credentials;
  private final List<Consumer<WebSocket.Builder>> settings = new ArrayList<>();
  private boolean ownAuthorization;

  CredentialedWebSocketBuilder(
      Supplier<WebSocket.Builder> builders, OutboundCredentials credentials) {
    this.builders = builders;
    this.credentials = credentials;
  }

  @Override
  public WebSocket.Builder header(String name, String value) {
    ownAuthorization |= name.equalsIgnoreCase(CredentialedHttpClient.AUTHORIZATION);
    settings.add(builder -> builder.header(name, value));
    return this;
  }

  @Override
  public WebSocket.Builder connectTimeout(Duration timeout) {
    settings.add(builder -> builder.connectTimeout(timeout));
    return this;
  }

  @Override
  public WebSocket.Builder subprotocols(String mostPreferred, String... lesserPreferred) {
    settings.add(builder -> builder.subprotocols(mostPreferred, lesserPreferred));
    return this;
  }

  @Override
  public CompletableFuture<WebSocket> buildAsync(URI uri, WebSocket.Listener listener) {
    OutboundCall call = ownAuthorization ? null : credentials.begin("GET", uri).orElse(null);
    return call == null ? builder().buildAsync(uri, listener) : open(call, uri, listener);
  }

  private WebSocket.Builder builder() {
    WebSocket.Builder builder = builders.get();
    settings.forEach(setting -> setting.accept(builder));
    return builder;
  }

  private CompletableFuture<WebSocket> open(
      OutboundCall call, URI uri, WebSocket.Listener listener) {
    CompletableFuture<WebSocket> handshake =
        call.fieldsAsync()
            .thenCompose(
                fields -> {
                  WebSocket.Builder builder = builder();
                  fields.forEach(builder::header);
                  return builder.buildAsync(uri, listener);
                });
    return handshake
        .handle((socket, failure) -> isToRepeat(call, failure))
        .thenCompose(again -> again ? open(call, uri, listener) : handshake);
  }

  private static boolean isToRepeat(OutboundCall call, @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof WebSocketHandshakeException refused && refused.getResponse() != null) {
      HttpResponse<?> answer = refused.getResponse();
      return call.isToRepeat(answer.statusCode(), answer.headers(), true);
    }
    return false;
  }
}
