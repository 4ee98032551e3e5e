package io.hauberk.outbound;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP client that adds the credential of its destination to each request.
 *
 * <pre>{@code
 * HttpClient client =
 *     CredentialedHttpClient.of(
 *         GuardedHttpClient.of(HttpClient.newHttpClient(), guard), credentials);
 * }</pre>
 *
 * <p>A request with an {@code Authorization} field of its own is sent as it is. A request that is
 * answered with 401 is sent once more with a new token, if its body has a known length (or it has
 * none), so that it can be read again. A call whose credential cannot be had ends with a {@link
 * CredentialException}. Redirects are not followed, so that no credential goes where the other side
 * says. The client is closed with the one that it was made of.
 */
public final class CredentialedHttpClient extends HttpClient {
  static final String AUTHORIZATION = "Authorization";

  private final HttpClient client;
  private final OutboundCredentials credentials;

  /**
   * A client that sends by another one.
   *
   * @throws IllegalArgumentException if that one follows redirects
   */
  public static CredentialedHttpClient of(HttpClient client, OutboundCredentials credentials) {
    if (client.followRedirects() != Redirect.NEVER) {
      throw new IllegalArgumentException(
          "this HTTP client follows redirects by itself, and would take credentials along: build it"
              + " with followRedirects(HttpClient.Redirect.NEVER)");
    }
    return new CredentialedHttpClient(client, credentials);
  }

  private CredentialedHttpClient(HttpClient client, OutboundCredentials credentials) {
    this.client = client;
    this.credentials = requireNonNull(credentials, "credentials");
  }

  private @Nullable OutboundCall call(HttpRequest request) {
    return request.headers().firstValue(AUTHORIZATION).isPresent()
        ? null
        : credentials.begin(request.method(), request.uri()).orElse(null);
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    OutboundCall call = call(request);
    if (call == null) {
      return client.send(request, handler);
    }
    while (true) {
      Attempt<T> attempt = new Attempt<>(call, request, handler);
      try {
        HttpResponse<T> response = client.send(with(request, call.fields()), attempt);
        if (!attempt.isToRepeat()) {
          return response;
        }
      } catch (IOException e) {
        if (!attempt.isToRepeat()) {
          throw e;
        } // else it is of an answer that was cut, and that nobody needs
      }
    }
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    OutboundCall call = call(request);
    return call == null
        ? client.sendAsync(request, handler)
        : new Sending<T>(call, request, handler, client::sendAsync).begin();
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
    OutboundCall call = call(request);
    return call == null
        ? client.sendAsync(request, handler, pushes)
        : new Sending<T>(call, request, handler, (one, body) -> client.sendAsync(one, body, pushes))
            .begin();
  }

  private static HttpRequest with(HttpRequest request, Map<String, String> fields) {
    HttpRequest.Builder copy = HttpRequest.newBuilder(request, (name, value) -> true);
    fields.forEach(copy::setHeader);
    return copy.build();
  }

  /** One sending: of an answer that is not the last one, the body is left unread. */
  private static final class Attempt<T> implements BodyHandler<T> {
    private final OutboundCall call;
    private final boolean repeatable;
    private final BodyHandler<T> handler;
    private final AtomicBoolean again = new AtomicBoolean();

    Attempt(OutboundCall call, HttpRequest request, BodyHandler<T> handler) {
      this.call = call;
      this.repeatable = request.bodyPublisher().map(body -> body.contentLength() >= 0).orElse(true);
      this.handler = handler;
    }

    @Override
    public HttpResponse.BodySubscriber<T> apply(HttpResponse.ResponseInfo head) {
      HttpHeaders header = head.headers();
      again.set(call.isToRepeat(head.statusCode(), header, repeatable));
      return again.get() ? new UnreadBody<>() : handler.apply(head);
    }

    boolean isToRepeat() {
      return again.get();
    }
  }

  private interface Send<T> {
    CompletableFuture<HttpResponse<T>> send(HttpRequest request, BodyHandler<T> handler);
  }

  /** A call that nobody waits for in a thread; whoever cancels it cancels the exchange, too. */
  private static final class Sending<T> {
    private final OutboundCall call;
    private final HttpRequest request;
    private final BodyHandler<T> handler;
    private final Send<T> send;
    private final AtomicReference<@Nullable CompletableFuture<?>> exchange =
        new AtomicReference<>();

    Sending(OutboundCall call, HttpRequest request, BodyHandler<T> handler, Send<T> send) {
      this.call = call;
      this.request = request;
      this.handler = handler;
      this.send = send;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what becomes of it is in the answer
    CompletableFuture<HttpResponse<T>> begin() {
      CompletableFuture<HttpResponse<T>> answer = new CompletableFuture<>();
      next()
          .whenComplete(
              (response, failure) -> {
                if (failure == null) {
                  answer.complete(response);
                } else {
                  answer.completeExceptionally(failure);
                }
              });
      answer.whenComplete(
          (response, failure) -> {
            CompletableFuture<?> running = exchange.get();
            if (answer.isCancelled() && running != null) {
              running.cancel(true);
            }
          });
      return answer;
    }

    private CompletableFuture<HttpResponse<T>> next() {
      Attempt<T> attempt = new Attempt<>(call, request, handler);
      return call.fieldsAsync()
          .thenCompose(
              fields -> {
                CompletableFuture<HttpResponse<T>> running =
                    send.send(with(request, fields), attempt);
                exchange.set(running);
                return running;
              })
          .handle((response, failure) -> new Ended<>(response, failure))
          .thenCompose(ended -> attempt.isToRepeat() ? next() : ended.answer());
    }
  }

  /** An exchange that has brought a response or a failure; which, does not matter yet. */
  private record Ended<T>(@Nullable HttpResponse<T> response, @Nullable Throwable failure) {

    CompletableFuture<HttpResponse<T>> answer() {
      if (failure == null) {
        return CompletableFuture.completedFuture(response);
      }
      Throwable cause = failure.getCause();
      return CompletableFuture.failedFuture(
          failure instanceof CompletionException && cause != null ? cause : failure);
    }
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    return new CredentialedWebSocketBuilder(client::newWebSocketBuilder, credentials);
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
