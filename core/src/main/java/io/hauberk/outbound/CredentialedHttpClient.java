package io.hauberk.outbound;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
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
 * answered with 401 is sent once more with a new token, if it has no body or one of known length,
 * which is taken for one that can be read again; if that cannot be sent, the answer is the 401. A
 * call whose credential cannot be had ends with a {@link CredentialException}. Redirects are not
 * followed, so that no credential goes where the other side says. The client is closed with the one
 * that it was made of.
 */
public final class CredentialedHttpClient extends RelayingHttpClient {
  static final String AUTHORIZATION = "Authorization";

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
    super(client);
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
    Attempt<T> attempt = new Attempt<>(call, request, handler, null);
    while (true) {
      HttpRequest next = with(request, call.fields());
      try {
        HttpResponse<T> response = client.send(next, attempt);
        if (!attempt.isToRepeat()) {
          return response;
        }
      } catch (IOException e) {
        CompletableFuture<HttpResponse<T>> refusal = attempt.refusalInsteadOf(e);
        if (refusal != null) {
          return await(refusal);
        }
        if (!attempt.isToRepeat()) {
          throw e;
        } // else it is of an answer that was cut, and that nobody needs
      }
      attempt = attempt.next();
    }
  }

  private static <T> HttpResponse<T> await(CompletableFuture<HttpResponse<T>> answer)
      throws IOException, InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IOException("the body of the answer cannot be read", e.getCause());
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

  /** One sending: of an answer that is not the last one, the body is not handed over. */
  private static final class Attempt<T> implements BodyHandler<T> {
    private final OutboundCall call;
    private final HttpRequest request;
    private final boolean repeatable;
    private final BodyHandler<T> handler;
    private final @Nullable Attempt<T> before;
    private volatile @Nullable ResponseInfo head;
    private volatile @Nullable UnreadBody<T> unread;

    /** As the first one, or after one that was refused. */
    Attempt(
        OutboundCall call,
        HttpRequest request,
        BodyHandler<T> handler,
        @Nullable Attempt<T> before) {
      this.call = call;
      this.request = request;
      this.before = before;
      this.repeatable = request.bodyPublisher().map(body -> body.contentLength() >= 0).orElse(true);
      this.handler = handler;
    }

    @Override
    public HttpResponse.BodySubscriber<T> apply(ResponseInfo head) {
      this.head = head;
      if (!call.isToRepeat(head.statusCode(), head.headers(), repeatable)) {
        return handler.apply(head);
      }
      UnreadBody<T> body = new UnreadBody<>(head.headers());
      unread = body;
      return body;
    }

    boolean isToRepeat() {
      return unread != null;
    }

    /** The one after this one, which is to be repeated. */
    Attempt<T> next() {
      return new Attempt<>(call, request, handler, this);
    }

    /**
     * The answer that was to be bettered, where this sending of the same request has failed without
     * an answer: its body may have been one that can be read once only. Else null.
     */
    @Nullable CompletableFuture<HttpResponse<T>> refusalInsteadOf(Throwable failure) {
      ResponseInfo refused = before == null ? null : before.head;
      UnreadBody<T> body = before == null ? null : before.unread;
      boolean unsent = failure instanceof IOException || failure instanceof RuntimeException;
      return head != null || refused == null || body == null || !unsent
          ? null
          : FirstRefusal.of(request, refused, body.octets(), handler);
    }
  }

  private interface Send<T> {
    CompletableFuture<HttpResponse<T>> send(HttpRequest request, BodyHandler<T> handler);
  }

  /**
   * A call that nobody waits for in a thread; whoever cancels it cancels the exchange, too, and
   * nothing is sent any more. Its answer is given in the default executor, as the JDK's client
   * does.
   */
  private static final class Sending<T> {
    private final OutboundCall call;
    private final HttpRequest request;
    private final BodyHandler<T> handler;
    private final Send<T> send;
    private final CompletableFuture<HttpResponse<T>> answer = new CompletableFuture<>();
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
      next(new Attempt<>(call, request, handler, null))
          .whenCompleteAsync(
              (response, failure) -> {
                if (failure == null) {
                  answer.complete(response);
                } else {
                  answer.completeExceptionally(failure);
                }
              });
      answer.whenComplete((response, failure) -> cancelIfUnwanted());
      return answer;
    }

    private void cancelIfUnwanted() {
      CompletableFuture<?> running = exchange.get();
      if (answer.isCancelled() && running != null) {
        running.cancel(true);
      }
    }

    private CompletableFuture<HttpResponse<T>> next(Attempt<T> attempt) {
      return call.fieldsAsync()
          .thenCompose(fields -> sent(with(request, fields), attempt))
          .handle((response, failure) -> new Ended<>(response, failure))
          .thenCompose(
              ended -> attempt.isToRepeat() ? next(attempt.next()) : ended.answer(attempt));
    }

    private CompletableFuture<HttpResponse<T>> sent(HttpRequest request, Attempt<T> attempt) {
      if (answer.isDone()) {
        return CompletableFuture.failedFuture(new CancellationException());
      }
      CompletableFuture<HttpResponse<T>> running = send.send(request, attempt);
      exchange.set(running);
      cancelIfUnwanted(); // which may have happened since the answer was asked for
      return running;
    }
  }

  /** An exchange that has brought a response or a failure; which, does not matter yet. */
  private record Ended<T>(@Nullable HttpResponse<T> response, @Nullable Throwable failure) {

    CompletableFuture<HttpResponse<T>> answer(Attempt<T> attempt) {
      if (failure == null) {
        return CompletableFuture.completedFuture(response);
      }
      Throwable cause = failure.getCause();
      Throwable thrown = failure instanceof CompletionException && cause != null ? cause : failure;
      CompletableFuture<HttpResponse<T>> refusal =
          thrown instanceof CredentialException || thrown instanceof CancellationException
              ? null
              : attempt.refusalInsteadOf(thrown);
      return refusal == null ? CompletableFuture.failedFuture(thrown) : refusal;
    }
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    return new CredentialedWebSocketBuilder(client::newWebSocketBuilder, credentials);
  }
}
