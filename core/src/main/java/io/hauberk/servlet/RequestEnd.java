package io.hauberk.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/**
 * The end of an asynchronous request: what was not judged yet of its response is judged, and its
 * stored body goes.
 */
final class RequestEnd implements AsyncListener {
  private final GuardedResponse response;
  private final StoredBody stored;

  RequestEnd(GuardedResponse response, StoredBody stored) {
    this.response = response;
    this.stored = stored;
  }

  @Override
  public void onComplete(AsyncEvent event) {
    try {
      response.over();
    } finally {
      stored.close();
    }
  }

  /** The container completes the request, and tells so, after this. */
  @Override
  public void onTimeout(AsyncEvent event) {}

  /** The container completes the request, and tells so, after this. */
  @Override
  public void onError(AsyncEvent event) {}

  /** Listeners are forgotten when a request goes on asynchronously once more. */
  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this);
  }
}
