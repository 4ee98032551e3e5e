package io.hauberk.outbound;

import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.Flow.Subscription;
import javax.net.ssl.SSLSession;

/**
 * The 401 that was to be bettered by sending the request once more, where that could not be done.
 */
final class FirstRefusal<T> implements HttpResponse<T> {
  private final HttpRequest request;
  private final ResponseInfo head;
  private final T body;

  /**
   * The answer, its body as the handler makes it.
   *
   * @param octets the body; empty if it was not read
   */
  static <T> CompletableFuture<HttpResponse<T>> of(
      HttpRequest request, ResponseInfo head, byte[] octets, BodyHandler<T> handler) {
    BodySubscriber<T> body = handler.apply(head);
    BodyPublishers.ofByteArray(octets).subscribe(new Feed(body));
    return body.getBody()
        .thenApply(made -> (HttpResponse<T>) new FirstRefusal<>(request, head, made))
        .toCompletableFuture();
  }

  private FirstRefusal(HttpRequest request, ResponseInfo head, T body) {
    this.request = request;
    this.head = head;
    this.body = body;
  }

  /** Gives what is published one by one to whom takes several at a time. */
  private record Feed(BodySubscriber<?> body) implements Flow.Subscriber<ByteBuffer> {

    @Override
    public void onSubscribe(Subscription subscription) {
      body.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer octets) {
      body.onNext(List.of(octets));
    }

    @Override
    public void onError(Throwable failure) {
      body.onError(failure);
    }

    @Override
    public void onComplete() {
      body.onComplete();
    }
  }

  @Override
  public int statusCode() {
    return head.statusCode();
  }

  @Override
  public HttpHeaders headers() {
    return head.headers();
  }

  @Override
  public T body() {
    return body;
  }

  @Override
  public HttpRequest request() {
    return request;
  }

  @Override
  public URI uri() {
    return request.uri();
  }

  @Override
  public Version version() {
    return head.version();
  }

  @Override
  public Optional<HttpResponse<T>> previousResponse() {
    return Optional.empty();
  }

  /** Not known any more. */
  @Override
  public Optional<SSLSession> sslSession() {
    return Optional.empty();
  }
}
