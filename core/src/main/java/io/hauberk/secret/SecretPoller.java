package io.hauberk.secret;

import io.hauberk.event.SecurityEvents;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at secrets again and again, and hands each new content to those who use it.
 *
 * <p>A listener that throws has refused the content: the last good one stays in force with it, and
 * an event says so, once for each bad content, with the message of a {@link
 * SecretRefusedException}. Contents are compared by hash, so a rewrite of the same content is no
 * rotation and a rewrite within the same second is one.
 *
 * <p>Files are read at each interval, as change notices are lost on network and overlay file
 * systems; and in between, once their links, times or sizes differ, which is looked at each second.
 */
public final class SecretPoller implements AutoCloseable {
  /** How often secrets are looked at, where nothing else is configured: 10 seconds. */
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  /*
   * A glance instead of the JDK's WatchService: that takes a thread and an inotify instance of its own, of which
   * a machine has few, and sees nothing on network file systems. A glance sees the swap of `..data` everywhere,
   * within a second, for a few system calls by the thread that is there anyway.
   */
  private static final Duration GLANCE = Duration.ofSeconds(1);

  private final SecretEvents events;
  private final MountCheck mounts;
  private final Clock clock;
  private final List<Watch<?>> watches = new CopyOnWriteArrayList<>();
  private final List<SecretHandle<?>> handles = new CopyOnWriteArrayList<>();
  private final List<Supplier<SecretState>> states = new CopyOnWriteArrayList<>();
  private final ReentrantLock polling = new ReentrantLock();
  private volatile @Nullable ScheduledFuture<?> schedule;
  private long glancesInAnInterval = 1;
  private long glances;

  /** A poller that looks only when {@link #poll} is called, until it is started. */
  public SecretPoller(SecurityEvents events) {
    this(events, Clock.systemUTC());
  }

  /**
   * As {@link #SecretPoller(SecurityEvents)}.
   *
   * @param clock says when states began; it has no part in when secrets are looked at
   */
  public SecretPoller(SecurityEvents events, Clock clock) {
    this(events, clock, MountTable.now());
  }

  SecretPoller(SecurityEvents events, Clock clock, MountTable mounts) {
    this.events = new SecretEvents(events);
    this.mounts = new MountCheck(mounts);
    this.clock = clock;
  }

  /**
   * Reads the file, gives its content to the listener, and from then on each new content.
   *
   * @param listener uses the content at once, or throws to refuse it; called by the polling thread
   * @return tells at any time how it stands with the file
   * @throws SecretException if the file cannot be read now
   * @throws RuntimeException what the listener throws at the first content
   */
  public Supplier<SecretState> watch(SecretFile file, Consumer<Secret> listener) {
    return add(
        new Watch<>(
            file.name(), file::glance, file::read, Secret::digest, Secret::fingerprint, listener));
  }

  /**
   * Reads the directory, gives its snapshot to the listener, and from then on each new one.
   *
   * @param listener uses the snapshot at once, or throws to refuse it; called by the polling thread
   * @return tells at any time how it stands with the directory
   * @throws SecretException if the directory cannot be read now
   * @throws RuntimeException what the listener throws at the first snapshot
   */
  public Supplier<SecretState> watch(SecretDirectory directory, Consumer<SecretSnapshot> listener) {
    return add(
        new Watch<>(
            directory.name(),
            directory::glance,
            directory::read,
            SecretSnapshot::digest,
            SecretSnapshot::fingerprint,
            listener));
  }

  /**
   * Reads a secret and keeps it fresh.
   *
   * @return what it is, from now on and after each rotation
   * @throws SecretException if it cannot be read now
   * @throws SecretRefusedException if its content cannot be used
   */
  public <T> SecretHandle<T> open(SecretSource<T> source) {
    SecretHandle<T> handle = new SecretHandle<>(source, clock, events);
    handle.watch().begin(clock.instant());
    source.files().stream().filter(mounts::isFrozen).forEach(f -> events.frozen(source.name(), f));
    source.closedFiles().stream()
        .filter(mounts::isExposed)
        .forEach(file -> events.exposed(source.name(), file));
    handle.tend(clock.instant());
    watches.add(handle.watch());
    states.add(handle::state);
    handles.add(handle);
    return handle;
  }

  private Supplier<SecretState> add(Watch<?> watch) {
    watch.begin(clock.instant());
    watches.add(watch);
    states.add(watch::state);
    return watch::state;
  }

  /** How it stands with each secret, in the order in which they came. */
  public List<SecretState> states() {
    return states.stream().map(Supplier::get).toList();
  }

  /**
   * Begins to look at fixed intervals, the first time after one interval.
   *
   * @param timers runs the looking; it is not shut down by {@link #close}
   * @param interval from one second to one hour; default {@link #DEFAULT_INTERVAL}
   * @throws IllegalArgumentException if the interval is outside of that range
   * @throws IllegalStateException if it was started before
   */
  public void start(ScheduledExecutorService timers, Duration interval) {
    if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "hauberk.secrets.poll-interval must be between 1 s and 1 h, was " + interval);
    }
    if (schedule != null) {
      throw new IllegalStateException("the secret poller was started before; start it once");
    }
    long step = Math.min(interval.toMillis(), GLANCE.toMillis());
    glancesInAnInterval = interval.toMillis() / step;
    schedule = timers.scheduleWithFixedDelay(this::step, step, step, TimeUnit.MILLISECONDS);
  }

  /** One look in each interval, glances in between. */
  void step() {
    if (++glances >= glancesInAnInterval) {
      glances = 0;
      poll();
    } else {
      glance();
    }
  }

  /** Looks at those secrets that seem to have changed. */
  void glance() {
    if (polling.isHeldByCurrentThread() || !polling.tryLock()) {
      return;
    }
    try {
      boolean moved = false;
      for (Watch<?> watch : watches) {
        Watch.Sight sight = watch.lookIfMoved(clock.instant());
        moved |= sight != null;
        events.seen(watch.name(), sight);
      }
      for (SecretHandle<?> handle : handles) {
        if (moved || handle.isRefreshed()) {
          tend(handle);
        }
      }
    } finally {
      polling.unlock();
    }
  }

  /**
   * Looks once at all secrets, whatever they look like from outside. Never throws; returns at once
   * if another thread is looking.
   */
  public void poll() {
    if (polling.isHeldByCurrentThread() || !polling.tryLock()) {
      return;
    }
    try {
      watches.forEach(this::look);
      handles.forEach(this::tend);
    } finally {
      polling.unlock();
    }
  }

  private void look(Watch<?> watch) {
    events.seen(watch.name(), watch.look(clock.instant()));
  }

  private void tend(SecretHandle<?> handle) {
    handle.tend(clock.instant());
  }

  /** Looks no more. */
  @Override
  public void close() {
    ScheduledFuture<?> running = schedule;
    if (running != null) {
      running.cancel(false);
    }
  }
}
