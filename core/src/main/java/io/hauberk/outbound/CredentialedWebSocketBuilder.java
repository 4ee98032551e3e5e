package io.hauberk.outbound;

import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Opens web sockets with the credential of their destination. Each one is opened by a builder of
 * its own, so that what one destination is sent does not stay for the next.
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
    WebSocket.Builder builder = builders.get();
    settings.forEach(setting -> setting.accept(builder));
    OutboundCall call = ownAuthorization ? null : credentials.begin("GET", uri).orElse(null);
    if (call == null) {
      return builder.buildAsync(uri, listener);
    }
    return call.fieldsAsync()
        .thenCompose(
            fields -> {
              fields.forEach(builder::header);
              return builder.buildAsync(uri, listener);
            });
  }
}
