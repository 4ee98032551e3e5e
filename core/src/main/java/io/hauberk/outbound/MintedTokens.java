package io.hauberk.outbound;

import io.hauberk.outbound.Minting.Failed;
import io.hauberk.outbound.Minting.Minted;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that are asked for: ahead of their end, by one request at a time for all who need one.
 *
 * <p>A token serves until it expires, whatever becomes of the requests for the next one. While
 * these fail, each waits longer than the one before it, and who needs a token is told at once. One
 * that was not made, as too many are under way, is no failure of the server: the next may be made.
 */
final class MintedTokens implements TokenSupply {
  /** Pause after the first failure, doubled by each further one. */
  private static final long FIRST_PAUSE_MILLIS = 1_000;

  private static final long LONGEST_PAUSE_MILLIS = 30_000;

  /** A token that was refused sooner than this would not be bettered by the next one. */
  private static final long FRESH_MILLIS = 10_000;

  private final Mint mint;
  private final @Nullable DpopProofs proofs;
  private final CredentialNews news;
  private final Clock clock;
  private final DoubleSupplier jitter;
  private final long maxWaitMillis;

  /** Guards the fields below it; never held while a token is asked for or others' code runs. */
  private final ReentrantLock lock = new ReentrantLock();

  private @Nullable CompletableFuture<Minting> flight;
  private long failedAtMillis;
  private long pauseMillis;
  private int failures;
  private Failed lastFailure = new Failed("none was asked for yet");

  private volatile @Nullable HeldToken held;

  MintedTokens(
      Mint mint,
      @Nullable DpopProofs proofs,
      CredentialNews news,
      Clock clock,
      DoubleSupplier jitter,
      long maxWaitMillis) {
    this.mint = mint;
    this.proofs = proofs;
    this.news = news;
    this.clock = clock;
    this.jitter = jitter;
    this.maxWaitMillis = maxWaitMillis;
  }

  @Override
  public CompletableFuture<Minting> current() {
    long now = clock.millis();
    HeldToken token = held;
    if (token != null && token.isUsable(now) && !token.isDue(now)) {
      return CompletableFuture.completedFuture(new Minted(token));
    }
    CompletableFuture<Minting> next = seek(now, null);
    return token != null && token.isUsable(now)
        ? CompletableFuture.completedFuture(new Minted(token))
        : bounded(next);
  }

  @Override
  public @Nullable CompletableFuture<Minting> renewal(HeldToken refused) {
    long now = clock.millis();
    HeldToken token = held;
    boolean refusedIsInForce = token != null && token.value().equals(refused.value());
    if (token != null && token.isUsable(now) && !refusedIsInForce) {
      return CompletableFuture.completedFuture(new Minted(token)); // others have seen it before
    }
    boolean pointless =
        refusedIsInForce && token != null && Math.abs(now - token.bornMillis()) < FRESH_MILLIS;
    return pointless ? null : bounded(seek(now, refused));
  }

  @Override
  public @Nullable DpopProofs proofs() {
    return proofs;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // what becomes of it is told by the news
  public void maintain() {
    long now = clock.millis();
    HeldToken token = held;
    if (token == null || token.isDue(now) || !token.isUsable(now)) {
      seek(now, null);
    }
  }

  @Override
  public CredentialState state() {
    return CredentialState.of(news.credential(), held, clock.millis(), news.trouble());
  }

  /** Whoever waits, waits for himself: that his time is over does not end the request. */
  private CompletableFuture<Minting> bounded(CompletableFuture<Minting> next) {
    return next.isDone()
        ? next
        : next.thenApply(minting -> minting)
            .completeOnTimeout(
                new Failed("no answer came within " + maxWaitMillis + " ms"),
                maxWaitMillis,
                TimeUnit.MILLISECONDS);
  }

  /**
   * The request that is under way, or a new one; while failures pause, the last of them.
   *
   * @param refused the token that is not wanted again
   */
  private CompletableFuture<Minting> seek(long now, @Nullable HeldToken refused) {
    CompletableFuture<Minting> mine;
    lock.lock();
    try {
      if (flight != null) {
        return flight;
      }
      HeldToken token = held; // a request may have ended since the caller looked
      if (token != null
          && token.isUsable(now)
          && !token.isDue(now)
          && (refused == null || !token.value().equals(refused.value()))) {
        return CompletableFuture.completedFuture(new Minted(token));
      }
      if (failures > 0 && Math.abs(now - failedAtMillis) < pauseMillis) {
        return CompletableFuture.completedFuture(lastFailure);
      }
      mine = new CompletableFuture<>();
      flight = mine;
    } finally {
      lock.unlock();
    }
    ask(mine, now);
    return mine;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what becomes of it is in the flight
  private void ask(CompletableFuture<Minting> mine, long now) {
    try {
      mint.mint(now)
          .whenComplete(
              (minting, thrown) -> land(mine, minting == null ? failure(thrown) : minting));
    } catch (RuntimeException e) {
      land(mine, failure(e));
    }
  }

  private static Failed failure(Throwable thrown) { // its message may hold anything
    return new Failed("unexpected " + thrown.getClass().getSimpleName());
  }

  private void land(CompletableFuture<Minting> mine, Minting minting) {
    long now = clock.millis();
    HeldToken last = held;
    lock.lock();
    try {
      flight = null;
      if (minting instanceof Minted minted) {
        held = minted.token();
        failures = 0;
      } else if (minting instanceof Failed failed && !failed.equals(Minting.BUSY)) {
        lastFailure = failed;
        failedAtMillis = now;
        pauseMillis = pause();
        failures++;
      }
    } finally {
      lock.unlock();
    }
    if (minting instanceof Failed failed) {
      if (!failed.equals(Minting.BUSY)) {
        news.unavailable(failed.cause(), last != null && last.isUsable(now));
      }
    } else {
      news.available();
    }
    mine.complete(minting);
  }

  /** From half to the whole of what is doubled each time, so that replicas part. */
  private long pause() {
    long whole = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 10));
    return (long) (whole * (0.5 + 0.5 * jitter.getAsDouble()));
  }
}
