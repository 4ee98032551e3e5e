package io.hauberk.limit;

import java.util.List;

/**
 * The permits of one key: one window for each limit. Not thread-safe; its limiter holds a lock
 * while it calls.
 */
final class Bucket {
  private final Window[] windows;

  Bucket(List<Window.Plan> plans, long nowNanos) {
    windows = new Window[plans.size()];
    for (int i = 0; i < windows.length; i++) {
      windows[i] = new Window(plans.get(i), nowNanos);
    }
  }

  /** Moves time on; earlier times are not followed. */
  Bucket at(long nowNanos) {
    for (Window window : windows) {
      window.moveTo(nowNanos);
    }
    return this;
  }

  /** Whether a new bucket would answer the same, so that this one may be forgotten. */
  boolean isFull() {
    for (Window window : windows) {
      if (!window.isFull()) {
        return false;
      }
    }
    return true;
  }

  /** What a call would meet now. */
  LimitDecision peek() {
    LimitDecision binding = windows[0].peek();
    for (int i = 1; i < windows.length; i++) {
      binding = tighter(binding, windows[i].peek());
    }
    return binding;
  }

  /** Takes a permit from every window, or none from any. */
  LimitDecision take() {
    LimitDecision seen = peek();
    if (!seen.admitted()) {
      return seen;
    }
    LimitDecision binding = windows[0].take();
    for (int i = 1; i < windows.length; i++) {
      binding = tighter(binding, windows[i].take());
    }
    return binding;
  }

  private static LimitDecision tighter(LimitDecision a, LimitDecision b) {
    if (a.admitted() != b.admitted()) {
      return a.admitted() ? b : a;
    }
    if (a.remaining() != b.remaining()) {
      return a.remaining() < b.remaining() ? a : b;
    }
    return a.resetAfter().compareTo(b.resetAfter()) >= 0 ? a : b;
  }
}
