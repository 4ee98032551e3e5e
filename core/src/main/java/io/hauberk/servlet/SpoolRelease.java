package io.hauberk.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Lets a stored body go when an asynchronous request is over. */
final class SpoolRelease implements AsyncListener {
  private final Spool spool;

  SpoolRelease(Spool spool) {
    this.spool = spool;
  }

  @Override
  public void onComplete(AsyncEvent event) {
    spool.close();
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
