package io.hauberk.identity;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.identity.KeyLook.Brought;
import io.hauberk.identity.KeyLook.Missed;
import io.hauberk.identity.KeyState.Standing;
import io.hauberk.secret.Trouble;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keys behind a URL: fetched ahead of need, by one fetch at a time, and used for a while when the
 * issuer cannot be reached.
 */
final class RemoteKeys extends KeySource {
  /** Share of the refresh interval after which the next fetch begins. */
  private static final double AHEAD = 0.8;

  /** Time between fetches while they fail. */
  private static final long RETRY_MILLIS = 10_000;

  /** Keys with the times of the first and the last fetch that brought them. */
  private record Held(VerificationKeys keys, long sinceMillis, long fetchedAtMillis) {}

  private final KeyLocation location;
  private final KeyRefresh refresh;

  /** Guards the fields below it; never held while fetching or while others' code runs. */
  private final ReentrantLock lock = new ReentrantLock();

  private final LookBudget budget;
  private @Nullable CompletableFuture<Void> flight;
  private @Nullable Long attemptedAtMillis;

  private volatile @Nullable Held held;

  /** The last failure that was told of; changed by one fetch at a time. */
  private volatile @Nullable String toldFailure;

  /** Why the last fetch failed, if it did; changed by one fetch at a time. */
  private volatile @Nullable Trouble trouble;

  private @Nullable Surroundings surroundings;

  RemoteKeys(KeyLocation location, KeyRefresh refresh) {
    this.location = location;
    this.refresh = refresh;
    this.budget = new LookBudget(refresh.cooldown().toMillis());
  }

  @Override
  void open(Surroundings surroundings) {
    this.surroundings = surroundings;
    location.open(surroundings);
  }

  private Surroundings surroundings() {
    if (surroundings == null) {
      throw new IllegalStateException("used before it was connected to an authenticator");
    }
    return surroundings;
  }

  @Override
  @Nullable String issuer() {
    return location.issuer();
  }

  private long nowMillis() {
    return surroundings().clock().millis();
  }

  @Override
  @Nullable VerificationKeys current() {
    Held last = held;
    return last != null && nowMillis() - last.fetchedAtMillis() <= refresh.maxStale().toMillis()
        ? last.keys()
        : null;
  }

  @Override
  KeyState state() {
    String profile = surroundings().profile();
    Trouble why = trouble;
    Held last = held;
    VerificationKeys usable = current();
    if (usable != null && last != null) {
      return KeyState.of(profile, usable, Instant.ofEpochMilli(last.sinceMillis()), why);
    }
    boolean isFirst = last == null && why == null;
    return KeyState.without(profile, isFirst ? Standing.WAITING : Standing.ABSENT, why);
  }

  /** No request waits longer than it should; the look goes on without it. */
  @Override
  @Nullable CompletionStage<Void> seek(@Nullable String keyId, String peer) {
    CompletableFuture<Void> look = look(keyId, peer);
    return look == null
        ? null
        : look.copy().completeOnTimeout(null, refresh.maxWait().toMillis(), TimeUnit.MILLISECONDS);
  }

  private @Nullable CompletableFuture<Void> look(@Nullable String keyId, String peer) {
    long now = nowMillis();
    CompletableFuture<Void> mine;
    lock.lock();
    try {
      if (flight != null) {
        return flight;
      }
      if (keyId == null ? !isRetryDue(now) : !budget.trySpend(keyId, peer, now)) {
        return null;
      }
      mine = takeOff(now);
    } finally {
      lock.unlock();
    }
    fly(mine, keyId, now);
    return mine;
  }

  @Override
  void vouchFor(String peer) {
    lock.lock();
    try {
      budget.vouchFor(peer);
    } finally {
      lock.unlock();
    }
  }

  @Override
  void maintain() {
    long now = nowMillis();
    CompletableFuture<Void> mine;
    lock.lock();
    try {
      if (flight != null || !isDue(now)) {
        return;
      }
      mine = takeOff(now);
    } finally {
      lock.unlock();
    }
    fly(mine, null, now);
  }

  @Override
  void awaitFirst() {
    CompletableFuture<Void> look = look(null, "");
    if (refresh.lazy()) {
      return;
    }
    if (look != null) {
      look.join(); // the fetcher's total timeout bounds it
    }
    if (current() == null) {
      throw new KeySetException(
          ("the keys of issuer profile '%1$s' cannot be had: %3$s. Check"
                  + " hauberk.issuers.%1$s.%2$s, the way there, its certificate, and"
                  + " hauberk.issuers.%1$s.keys.addresses if it is at private ones; or let the"
                  + " service start without keys, and refuse until they come, with"
                  + " hauberk.issuers.%1$s.lazy-keys: true")
              .formatted(surroundings().profile(), location.property(), toldFailure));
    }
  }

  /** Whether a fetch is under way. */
  boolean isFetching() {
    lock.lock();
    try {
      return flight != null;
    } finally {
      lock.unlock();
    }
  }

  private boolean isDue(long now) {
    Held last = held;
    long ageMillis = last == null ? Long.MAX_VALUE : Math.abs(now - last.fetchedAtMillis());
    return ageMillis >= refresh.every().toMillis() * AHEAD && isRetryDue(now);
  }

  private boolean isRetryDue(long now) { // a clock that was put back must not stop the fetching
    return attemptedAtMillis == null || Math.abs(now - attemptedAtMillis) >= RETRY_MILLIS;
  }

  private CompletableFuture<Void> takeOff(long now) {
    attemptedAtMillis = now;
    CompletableFuture<Void> mine = new CompletableFuture<>();
    flight = mine;
    return mine;
  }

  /**
   * Looks.
   *
   * @param keyId what is looked for, or null if it is any key
   */
  private void fly(CompletableFuture<Void> mine, @Nullable String keyId, long begunAtMillis) {
    location
        .look(keyId == null)
        .whenComplete(
            (look, failure) -> {
              boolean missed = false;
              try {
                missed = land(look, keyId, begunAtMillis);
              } finally {
                lock.lock();
                try {
                  if (missed && keyId != null) {
                    budget.missed(keyId, begunAtMillis);
                  }
                  flight = null;
                } finally {
                  lock.unlock();
                }
                mine.complete(null);
              }
            });
  }

  /** Takes what a look has brought; whether that is a set without the key that was looked for. */
  private boolean land(@Nullable KeyLook look, @Nullable String keyId, long begunAtMillis) {
    if (look instanceof Brought brought) {
      take(brought.keys(), begunAtMillis);
      return keyId != null && !brought.keys().knows(keyId);
    }
    tellFailure(look instanceof Missed missed ? missed.cause() : "failed");
    return false;
  }

  private void take(VerificationKeys fresh, long begunAtMillis) {
    Held last = held;
    if (last != null && last.keys().isSameAs(fresh)) {
      // the same object, so that caches need not look
      held = new Held(last.keys(), last.sinceMillis(), begunAtMillis);
      trouble = null;
      if (toldFailure == null) {
        return;
      }
    } else {
      held = new Held(fresh, nowMillis(), begunAtMillis);
      trouble = null;
    }
    toldFailure = null;
    surroundings()
        .events()
        .emit(
            SecurityEvent.of(Kind.KEYS_REFRESHED)
                .detail(Detail.PROFILE, surroundings().profile())
                .detail(Detail.FINGERPRINT, fresh.fingerprint())
                .detail(Detail.COUNT, fresh.size()));
  }

  /** Told once for each kind of failure, and once more when the last keys have become too old. */
  private void tellFailure(String cause) {
    Trouble last = trouble;
    trouble = new Trouble(last == null ? Instant.ofEpochMilli(nowMillis()) : last.since(), cause);
    String told = current() == null ? cause + "; no keys are in force" : cause;
    if (!told.equals(toldFailure)) {
      toldFailure = told;
      surroundings()
          .events()
          .emit(
              SecurityEvent.of(Kind.KEYS_UNAVAILABLE)
                  .detail(Detail.PROFILE, surroundings().profile())
                  .detail(Detail.CAUSE, told));
    }
  }
}
