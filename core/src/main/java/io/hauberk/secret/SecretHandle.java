package io.hauberk.secret;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A mounted secret under watch: what it is now, what it was before, and who is told when it
 * changes.
 *
 * <p>Content that cannot be used never comes into force; the last good one stays, and {@link
 * #state} and an event say why. Safe for use by any number of threads; asking costs a volatile
 * read.
 *
 * @param <T> what the secret is to its user
 */
public final class SecretHandle<T> {
  private final String name;
  private final Duration overlap;
  private final Clock clock;
  private final Watch<?> watch;
  private final List<Listener<T>> listeners = new CopyOnWriteArrayList<>();
  private volatile @Nullable Generations<T> generations;
  private volatile @Nullable Trouble untaken;

  /** The content in force, and the one before it until its time is over. */
  private record Generations<T>(T current, @Nullable T previous, Instant end) {}

  /** One who is told; what it has not taken yet is offered again. */
  private static final class Listener<T> {
    private final Consumer<? super T> taker;
    private @Nullable T owed;

    private Listener(Consumer<? super T> taker) {
      this.taker = taker;
    }
  }

  SecretHandle(SecretSource<T> source, Clock clock) {
    this.name = source.name();
    this.overlap = source.overlap();
    this.clock = clock;
    this.watch = source.watch(this::take);
  }

  Watch<?> watch() {
    return watch;
  }

  private void take(T content) {
    Generations<T> last = generations;
    generations =
        last == null || overlap.isZero()
            ? new Generations<>(content, null, Instant.MIN)
            : new Generations<>(content, last.current(), clock.instant().plus(overlap));
    for (Listener<T> listener : listeners) {
      listener.owed = content;
    }
  }

  /**
   * Ends an overlap whose time is over, and tells listeners what they have not taken yet; called at
   * each look, by the looking thread.
   *
   * @return what is to be told of a listener that has failed, once
   */
  Optional<String> tend(Instant now) {
    Generations<T> held = held();
    if (held.previous() != null && !now.isBefore(held.end())) {
      generations = new Generations<>(held.current(), null, Instant.MIN);
    }
    String failure = null;
    for (Listener<T> listener : listeners) {
      T owed = listener.owed;
      if (owed != null) {
        try {
          listener.taker.accept(owed);
          listener.owed = null;
        } catch (RuntimeException e) { // its message may hold anything
          failure = "in force, but not taken over: " + e.getClass().getSimpleName();
        }
      }
    }
    Trouble last = untaken;
    if (failure == null) {
      untaken = null;
      return Optional.empty();
    }
    untaken = new Trouble(last == null ? now : last.since(), failure);
    return last != null && last.cause().equals(failure) ? Optional.empty() : Optional.of(failure);
  }

  private Generations<T> held() {
    return requireNonNull(generations, "not opened");
  }

  private boolean isOverlapping(Generations<T> held) {
    return clock.instant().isBefore(held.end());
  }

  /** How messages and events call it. */
  public String name() {
    return name;
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
    Trouble trouble = seen.trouble() == null ? untaken : seen.trouble();
    return new SecretState(seen.name(), seen.fingerprint(), seen.since(), trouble);
  }

  @Override
  public String toString() {
    return "SecretHandle[" + name + "]";
  }
}
