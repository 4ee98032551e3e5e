package io.hauberk.outbound;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * The body of an answer that nobody will see. A short one is read to its end, so that the
 * connection can be used again, but waited for one second at most; one that is long, or of which it
 * is not said how long it is, is cut at once. Its value is null.
 */
final class UnreadBody<T> implements BodySubscriber<T> {
  private static final long LIMIT = 16 * 1024;
  private static final long PATIENCE_SECONDS = 1;

  private final boolean isShort;
  private final CompletableFuture<T> end = new CompletableFuture<>();
  private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
  private volatile byte[] whole = new byte[0];

  /** The body of an answer with this header. */
  UnreadBody(HttpHeaders header) {
    this.isShort = header.firstValue("Content-Length").map(UnreadBody::isShort).orElse(false);
  }

  private static boolean isShort(String length) {
    try {
      return Long.parseLong(length) <= LIMIT;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** All of it; empty if it was not read to its end. */
  byte[] octets() {
    return whole;
  }

  @Override
  public CompletionStage<T> getBody() {
    return end;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    if (isShort) {
      subscription.request(Long.MAX_VALUE);
      CompletableFuture.delayedExecutor(PATIENCE_SECONDS, SECONDS).execute(() -> cut(subscription));
    } else {
      cut(subscription);
    }
  }

  private void cut(Subscription subscription) {
    if (end.complete(null)) {
      subscription.cancel();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] octets = new byte[buffer.remaining()];
      buffer.get(octets);
      gathered.writeBytes(octets);
    }
  }

  @Override
  public void onError(Throwable failure) {
    end.complete(null);
  }

  @Override
  public void onComplete() {
    whole = gathered.toByteArray();
    end.complete(null);
  }
}
