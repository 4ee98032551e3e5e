package io.hauberk.secret;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One secret under watch: what it was when it was last good, and what it was when last seen. One
 * thread looks at a time.
 */
final class Watch<T> {

  /** What one look has shown. */
  sealed interface Sight {}

  /** Nothing new: the content in force, or one that was refused before. */
  record Unchanged() implements Sight {}

  /** New content, now in force. */
  record Rotated(String fingerprint) implements Sight {}

  /** After something that could not be used, the content in force is there again. */
  record Restored(String fingerprint) implements Sight {}

  /** New content, or a new failure to read, that cannot be used; the last good one is in force. */
  record Unusable(String cause) implements Sight {}

  private static final Sight UNCHANGED = new Unchanged();

  /** A secret that was looked at more lately, and seems to be as it was then, is as it was then. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** How long whoever asks for a look waits for the one that is under way. */
  private static final long PATIENCE_SECONDS = 2;

  private final String name;
  private final Supplier<Object> glance;
  private final Supplier<T> read;
  private final Function<T, String> digest;
  private final Function<T, String> fingerprint;
  private final Consumer<T> listener;
  private final ReentrantLock looking = new ReentrantLock();
  private Instant looked = Instant.MIN;
  private @Nullable Object seen;
  private @Nullable String inForce;
  private @Nullable String refused;
  private boolean isPremature;
  private volatile @Nullable SecretState state;

  Watch(
      String name,
      Supplier<Object> glance,
      Supplier<T> read,
      Function<T, String> digest,
      Function<T, String> fingerprint,
      Consumer<T> listener) {
    this.name = name;
    this.glance = glance;
    this.read = read;
    this.digest = digest;
    this.fingerprint = fingerprint;
    this.listener = listener;
  }

  String name() {
    return name;
  }

  /** How it stands; only after it has begun. */
  SecretState state() {
    return Objects.requireNonNull(state, "not begun");
  }

  /** Reads for the first time: whatever is wrong is thrown. */
  void begin(Instant now) {
    looking.lock();
    try {
      looked = now;
      seen = glance.get();
      T content = read.get();
      listener.accept(content);
      inForce = digest.apply(content);
      state = new SecretState(name, fingerprint.apply(content), now, null);
    } finally {
      looking.unlock();
    }
  }

  /** Looks, whatever it looks like from outside. */
  Sight look(Instant now) {
    looking.lock();
    try {
      return lookNow(now);
    } finally {
      looking.unlock();
    }
  }

  /** Looks if it looks different from outside than at the last look; else null. */
  @Nullable Sight lookIfMoved(Instant now) {
    looking.lock();
    try {
      return hasMoved() ? lookNow(now) : null;
    } finally {
      looking.unlock();
    }
  }

  /**
   * Looks, unless that was done within a second and it looks the same from outside; then null. Of a
   * look that is under way, the end is waited for, two seconds at most.
   */
  @Nullable Sight refresh(Instant now) {
    if (looking.isHeldByCurrentThread() || !isMine()) {
      return null;
    }
    try {
      boolean isFresh = Duration.between(looked, now).abs().compareTo(FRESH) < 0;
      return isFresh && !hasMoved() ? null : lookNow(now);
    } finally {
      looking.unlock();
    }
  }

  private boolean isMine() {
    try {
      return looking.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Runs what must not run during a look. */
  void betweenLooks(Runnable work) {
    looking.lock();
    try {
      work.run();
    } finally {
      looking.unlock();
    }
  }

  private boolean hasMoved() {
    return !glance.get().equals(seen);
  }

  private Sight lookNow(Instant now) {
    looked = now;
    seen = glance.get(); // before the reading, so that what is written meanwhile is seen next time
    T content;
    try {
      content = read.get();
    } catch (SecretException e) {
      return refuse("unreadable: " + e.getMessage(), unreadable(e), now);
    }
    String found = digest.apply(content);
    if (found.equals(inForce)) {
      if (refused == null) {
        return UNCHANGED;
      }
      refused = null;
      tell(null);
      return new Restored(fingerprint.apply(content));
    }
    if (found.equals(refused) && !isPremature) {
      return UNCHANGED;
    }
    isPremature = false;
    try {
      listener.accept(content);
    } catch (SecretException e) { // of a snapshot, a file is not there
      return refuse(found, unreadable(e), now);
    } catch (SecretRefusedException e) {
      isPremature = e instanceof PrematureSecretException;
      return refuse(found, "refused: " + e.getMessage(), now);
    } catch (Throwable e) { // its message may hold anything; and no user's error stops the looking
      return refuse(found, "refused: " + e.getClass().getSimpleName(), now);
    }
    inForce = found;
    refused = null;
    state = new SecretState(name, fingerprint.apply(content), now, null);
    return new Rotated(fingerprint.apply(content));
  }

  private static String unreadable(SecretException e) {
    return "cannot be read: " + e.told();
  }

  private Sight refuse(String what, String cause, Instant now) {
    if (what.equals(refused)) {
      return UNCHANGED;
    }
    refused = what;
    Trouble last = state().trouble();
    tell(new Trouble(last == null ? now : last.since(), cause));
    return new Unusable(cause);
  }

  private void tell(@Nullable Trouble trouble) {
    SecretState last = state();
    state = new SecretState(name, last.fingerprint(), last.since(), trouble);
  }
}
