package io.hauberk.secret;

import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One secret under watch: what it was when it was last good, and what it was when last seen. */
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

  private final String name;
  private final Supplier<T> read;
  private final Function<T, String> digest;
  private final Function<T, String> fingerprint;
  private final Consumer<T> listener;
  private @Nullable String inForce;
  private @Nullable String refused;
  private volatile @Nullable SecretState state;

  Watch(
      String name,
      Supplier<T> read,
      Function<T, String> digest,
      Function<T, String> fingerprint,
      Consumer<T> listener) {
    this.name = name;
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
    T content = read.get();
    listener.accept(content);
    inForce = digest.apply(content);
    state = new SecretState(name, fingerprint.apply(content), now, null);
  }

  Sight look(Instant now) {
    T content;
    try {
      content = read.get();
    } catch (SecretException e) {
      return refuse("unreadable: " + e.getMessage(), "cannot be read", now);
    }
    String seen = digest.apply(content);
    if (seen.equals(inForce)) {
      if (refused == null) {
        return UNCHANGED;
      }
      refused = null;
      tell(null);
      return new Restored(fingerprint.apply(content));
    }
    if (seen.equals(refused)) {
      return UNCHANGED;
    }
    try {
      listener.accept(content);
    } catch (SecretRefusedException e) {
      return refuse(seen, "refused: " + e.getMessage(), now);
    } catch (RuntimeException e) { // its message may hold anything
      return refuse(seen, "refused: " + e.getClass().getSimpleName(), now);
    }
    inForce = seen;
    refused = null;
    state = new SecretState(name, fingerprint.apply(content), now, null);
    return new Rotated(fingerprint.apply(content));
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
