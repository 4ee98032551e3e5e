package io.hauberk.outbound;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP client that asks an {@link EgressGuard} before each call.
 *
 * <pre>{@code
 * HttpClient client = GuardedHttpClient.of(HttpClient.newHttpClient(), guard);
 * }</pre>
 *
 * <p>A refused call ends with an {@link EgressException}. Redirects are not followed: their target
 * would be a destination of the other side's choice, and what the request carries would go with it.
 * Whoever expects them sends the next request himself, which is judged again.
 */
public final class GuardedHttpClient extends HttpClient {
  private final HttpClient client;
  private final EgressGuard guard;

  /**
   * A client that sends by another one.
   *
   * @throws IllegalArgumentException if that one follows redirects
   */
  public static GuardedHttpClient of(HttpClient client, EgressGuard guard) {
    if (client.followRedirects() != Redirect.NEVER) {
      throw new IllegalArgumentException(
          "this HTTP client follows redirects by itself, unjudged: build it with"
              + " followRedirects(HttpClient.Redirect.NEVER)");
    }
    return new GuardedHttpClient(client, guard);
  }

  private GuardedHttpClient(HttpClient client, EgressGuard guard) {
    this.client = client;
    this.guard = requireNonNull(guard, "guard");
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    guard.check(request.uri());
    return client.send(request, handler);
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    return judged(request, () -> client.sendAsync(request, handler));
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
    return judged(request, () -> client.sendAsync(request, handler, pushes));
  }

  /** A name server may take its time, so nobody waits for it in the thread of the caller. */
  private <T> CompletableFuture<HttpResponse<T>> judged(
      HttpRequest request, Supplier<CompletableFuture<HttpResponse<T>>> send) {
    return CompletableFuture.runAsync(() -> checkUnchecked(request.uri()), lookups())
        .thenCompose(nothing -> send.get());
  }

  private Executor lookups() {
    return client.executor().orElseGet(ForkJoinPool::commonPool);
  }

  private void checkUnchecked(URI uri) {
    try {
      guard.check(uri);
    } catch (EgressException e) {
      throw new CompletionException(e);
    }
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    return new GuardedWebSocketBuilder(client.newWebSocketBuilder(), guard, lookups());
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return Redirect.NEVER;
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }
}
