package io.hauberk.secret;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A mounted secret under watch: what it is now, what it was before, and who is told when it
 * changes.
 *
 * <p>Content that cannot be used never comes into force; the last good one stays, and {@link
 * #state} and an event say why. Neither does content that has expired, or is not valid yet, while
 * the one in force is; the latter comes into force when its time has come. Safe for use by any
 * number of threads; asking costs a volatile read.
 *
 * @param <T> what the secret is to its user
 */
public final class SecretHandle<T> {
  private final SecretSource<T> source;
  private final Clock clock;
  private final SecretEvents events;
  private final Watch<?> watch;
  private final List<Listener<T>> listeners = new CopyOnWriteArrayList<>();
  private volatile @Nullable Generations<T> generations;
  private volatile @Nullable Trouble untaken;
  private volatile @Nullable Trouble alarm;
  private volatile boolean refreshed;
  private Alarm.@Nullable Kind told;

  /**
   * The content in force, and the one before it until its time is over.
   *
   * @param written when the file of the content in force was last written, if that can be told
   */
  private record Generations<T>(
      T current, @Nullable Instant written, @Nullable T previous, Instant end) {

    Generations<T> withoutPrevious() {
      return new Generations<>(current, written, null, Instant.MIN);
    }
  }

  /** One who is told; what it has not taken yet is offered again. */
  private static final class Listener<T> {
    private final Consumer<? super T> taker;
    private final AtomicReference<@Nullable T> owed = new AtomicReference<>();

    private Listener(Consumer<? super T> taker) {
      this.taker = taker;
    }
  }

  SecretHandle(SecretSource<T> source, Clock clock, SecretEvents events) {
    this.source = source;
    this.clock = clock;
    this.events = events;
    this.watch = source.watch(this::take);
  }

  Watch<?> watch() {
    return watch;
  }

  private void take(T content, @Nullable Instant written) {
    Generations<T> last = generations;
    Instant now = clock.instant();
    if (last == null) {
      generations = new Generations<>(content, written, null, Instant.MIN);
      return;
    }
    if (isExpired(content, now) && !isExpired(last.current(), now)) {
      throw UnfitSecretException.of("has expired", "mount one that is valid");
    }
    if (isPremature(content, now) && !isPremature(last.current(), now)) {
      throw new PrematureSecretException();
    }
    told = null;
    alarm = null;
    generations =
        source.overlap().isZero()
            ? new Generations<>(content, written, null, Instant.MIN)
            : new Generations<>(content, written, last.current(), now.plus(source.overlap()));
    for (Listener<T> listener : listeners) {
      listener.owed.set(content);
    }
  }

  private static boolean isExpired(Object content, Instant now) {
    return content instanceof Expiring expiring && !now.isBefore(expiring.notAfter());
  }

  private static boolean isPremature(Object content, Instant now) {
    return content instanceof Expiring expiring && now.isBefore(expiring.notBefore());
  }

  /**
   * Does what is due at each look, by the looking thread: ends an overlap, tells listeners what
   * they have not taken yet, judges the age.
   */
  void tend(Instant now) {
    refreshed = false;
    watch.betweenLooks(() -> endOverlap(now));
    tellListeners(now);
    watch.betweenLooks(() -> judgeAge(now));
  }

  private void endOverlap(Instant now) {
    Generations<T> held = held();
    if (held.previous() != null && !now.isBefore(held.end())) {
      generations = held.withoutPrevious();
    }
  }

  /** Whether it was looked at by somebody who did not tell the listeners. */
  boolean isRefreshed() {
    return refreshed;
  }

  /**
   * Looks at this secret now, for whoever has reason to believe that it has changed: its content
   * was refused by another service, or has expired. It is read if its links, time or size differ,
   * and once a second at most if not. Whoever comes while another thread reads it waits for that,
   * two seconds at most. Listeners are told at the next look of the {@link SecretPoller}.
   *
   * @return the content that is in force then
   */
  public T refresh() {
    Watch.Sight sight = watch.refresh(clock.instant());
    if (sight != null) {
      refreshed = true;
      events.seen(name(), sight);
    }
    return current();
  }

  private void tellListeners(Instant now) {
    String failure = null;
    for (Listener<T> listener : listeners) {
      T owed = listener.owed.get();
      if (owed != null) {
        try {
          listener.taker.accept(owed);
          listener.owed.compareAndSet(owed, null); // else there is newer content already
        } catch (
            Throwable e) { // its message may hold anything; and no user's error stops the looking
          failure = "in force, but not taken over: " + e.getClass().getSimpleName();
        }
      }
    }
    Trouble last = untaken;
    if (failure == null) {
      untaken = null;
    } else {
      untaken = new Trouble(last == null ? now : last.since(), failure);
      if (last == null || !last.cause().equals(failure)) {
        events.unusable(name(), failure);
      }
    }
  }

  private void judgeAge(Instant now) {
    Alarm due = source.alarm(now, born(held()), expiring());
    if (due == null) {
      told = null;
      alarm = null;
    } else if (due.kind() != told) {
      told = due.kind();
      alarm = new Trouble(now, due.text());
      events.alarm(name(), due);
    }
  }

  private @Nullable Expiring expiring() {
    return held().current() instanceof Expiring expiring ? expiring : null;
  }

  private Instant born(Generations<T> held) {
    Instant since = watch.state().since();
    Instant own = held.current() instanceof Expiring e ? e.notBefore() : held.written();
    return own == null || own.isAfter(since) ? since : own;
  }

  private Generations<T> held() {
    return requireNonNull(generations, "not opened");
  }

  private boolean isOverlapping(Generations<T> held) {
    return clock.instant().isBefore(held.end());
  }

  /** How messages and events call it. */
  public String name() {
    return source.name();
  }

  /** The content in force. */
  public T current() {
    return held().current();
  }

  /** The content before the last rotation, while the overlap of the source lasts. */
  public Optional<T> previous() {
    return previous(held());
  }

  private Optional<T> previous(Generations<T> held) {
    T before = held.previous();
    return before == null || !isOverlapping(held) ? Optional.empty() : Optional.of(before);
  }

  /** What is to be accepted from others: the content in force, then the one before it. */
  public List<T> accepted() {
    Generations<T> held = held();
    return previous(held)
        .map(before -> List.of(held.current(), before))
        .orElse(List.of(held.current()));
  }

  /**
   * Tells of each new content, once it is in force; not of the one in force now. Register first and
   * ask {@link #current} then, so that no rotation is missed in between.
   *
   * @param listener called by the looking thread. Where it throws, an event says so, and it is
   *     called again at each look until it has taken the content
   */
  public void onRotation(Consumer<? super T> listener) {
    listeners.add(new Listener<>(requireNonNull(listener, "listener")));
  }

  /** How it stands with the secret. */
  public SecretState state() {
    SecretState seen = watch.state();
    Expiring expiring = expiring();
    return new SecretState(
        seen.name(),
        seen.fingerprint(),
        seen.since(),
        born(held()),
        expiring == null ? null : expiring.notAfter(),
        seen.trouble() == null ? untaken : seen.trouble(),
        alarm);
  }

  @Override
  public String toString() {
    return "SecretHandle[" + name() + "]";
  }
}
