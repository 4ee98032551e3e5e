package io.hauberk.outbound;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP client that asks an {@link EgressGuard} before each call.
 *
 * <pre>{@code
 * HttpClient client = GuardedHttpClient.of(HttpClient.newHttpClient(), guard);
 * }</pre>
 *
 * <p>It is closed with the client that it was made of. Behind a proxy, what the proxy makes of a
 * host's name is not known here.
 *
 * <p>A refused call ends with an {@link EgressException}. Redirects are not followed: their target
 * would be a destination of the other side's choice, and what the request carries would go with it.
 * Whoever expects them sends the next request himself, which is judged again.
 */
public final class GuardedHttpClient extends RelayingHttpClient {
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
    super(client);
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

  /** Whoever cancels what is returned here cancels the exchange, too. */
  @SuppressWarnings("FutureReturnValueIgnored") // what becomes of it is in the answer
  private <T> CompletableFuture<HttpResponse<T>> judged(
      HttpRequest request, Supplier<CompletableFuture<HttpResponse<T>>> send) {
    CompletableFuture<HttpResponse<T>> answer = new CompletableFuture<>();
    Lookups.check(guard, request.uri())
        .whenComplete(
            (nothing, refusal) -> {
              if (refusal != null) {
                answer.completeExceptionally(refusal);
              } else if (!answer.isDone()) {
                forward(send.get(), answer);
              }
            });
    return answer;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // likewise
  private static <T> void forward(CompletableFuture<T> from, CompletableFuture<T> to) {
    from.whenComplete(
        (value, failure) -> {
          if (failure == null) {
            to.complete(value);
          } else {
            to.completeExceptionally(failure);
          }
        });
    to.whenComplete(
        (value, failure) -> {
          if (to.isCancelled()) {
            from.cancel(true);
          }
        });
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    return new GuardedWebSocketBuilder(client.newWebSocketBuilder(), guard);
  }
}
