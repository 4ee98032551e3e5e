package io.hauberk.limit;

import java.util.List;

/** Permits that this process alone counts: one window for each limit. */
final class LocalBucket implements Bucket {
  private final Window[] windows;

  LocalBucket(List<Window.Plan> plans, long nowNanos) {
    windows = new Window[plans.size()];
    for (int i = 0; i < windows.length; i++) {
      windows[i] = new Window(plans.get(i), nowNanos);
    }
  }

  @Override
  public boolean isFull(long nowNanos) {
    moveTo(nowNanos);
    for (Window window : windows) {
      if (!window.isFull()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public LimitDecision peek(int cost, long nowNanos) {
    moveTo(nowNanos);
    return seen(cost);
  }

  @Override
  public LimitDecision take(int cost, long nowNanos) {
    moveTo(nowNanos);
    LimitDecision seen = seen(cost);
    if (!seen.admitted()) {
      return seen;
    }
    LimitDecision binding = windows[0].take(cost);
    for (int i = 1; i < windows.length; i++) {
      binding = binding.tighter(windows[i].take(cost));
    }
    return binding;
  }

  private void moveTo(long nowNanos) {
    for (Window window : windows) {
      window.moveTo(nowNanos);
    }
  }

  private LimitDecision seen(int cost) {
    LimitDecision binding = windows[0].peek(cost);
    for (int i = 1; i < windows.length; i++) {
      binding = binding.tighter(windows[i].peek(cost));
    }
    return binding;
  }
}
