package io.hauberk.outbound;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that nobody will see: read to its end, so that the connection can be used
 * again, and cut if it is long. Its value is null.
 */
final class UnreadBody<T> implements BodySubscriber<T> {
  private static final int LIMIT = 64 * 1024;

  private final CompletableFuture<T> end = new CompletableFuture<>();
  private @Nullable Subscription subscription;
  private long seen;

  @Override
  public CompletionStage<T> getBody() {
    return end;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      seen += buffer.remaining();
    }
    if (seen > LIMIT && subscription != null) {
      subscription.cancel();
      end.complete(null);
    }
  }

  @Override
  public void onError(Throwable failure) {
    end.complete(null);
  }

  @Override
  public void onComplete() {
    end.complete(null);
  }
}
