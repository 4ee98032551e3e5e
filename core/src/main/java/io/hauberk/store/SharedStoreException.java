package io.hauberk.store;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A script could not be run. Its text is ours: nothing of what the store said is in it. */
public final class SharedStoreException extends RuntimeException {

  /** Why. */
  public enum Trouble {
    /** There is no connection, or it broke. */
    UNREACHABLE("it cannot be reached"),
    /** It did not answer in time. */
    SLOW("it does not answer in time"),
    /** {@code READONLY}: a replica was asked, as happens while the primary changes. */
    READ_ONLY("it takes no writes (READONLY): it is a replica, or a failover is under way"),
    /** {@code OOM}: its memory is full. */
    FULL("its memory is full (OOM): raise maxmemory, or give limits a Redis of their own"),
    /** {@code NOAUTH}, {@code WRONGPASS}, {@code NOPERM}: it does not let us in. */
    FORBIDDEN(
        "it refuses our user (NOAUTH, WRONGPASS or NOPERM): allow EVAL, EVALSHA and the commands"
            + " of the scripts on the keys of the namespace"),
    /**
     * {@code LOADING}, {@code MASTERDOWN}, {@code CLUSTERDOWN}, {@code TRYAGAIN}, {@code BUSY}: it
     * is not ready.
     */
    NOT_READY("it is not ready (LOADING, BUSY, MASTERDOWN, CLUSTERDOWN or TRYAGAIN)"),
    /** More calls wait for it than may. */
    CROWDED("too many calls wait for it"),
    /** It was not asked, because it failed before. */
    AVOIDED("it is left alone for a moment, because it failed before"),
    /** It said something else. */
    FAILED("it answers with an error");

    private final String sentence;

    Trouble(String sentence) {
      this.sentence = sentence;
    }

    /** What operators read: what is wrong and, where they can, how to mend it. */
    public String sentence() {
      return sentence;
    }
  }

  private static final int DEEPEST = 16;

  private final Trouble trouble;

  /** A call that failed for this reason. */
  public SharedStoreException(Trouble trouble) {
    this(trouble, null);
  }

  /** A call that failed for this reason; of the cause only the class is told. */
  public SharedStoreException(Trouble trouble, @Nullable Throwable cause) {
    super(
        "The shared store failed: "
            + trouble.sentence()
            + (cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")"));
    this.trouble = requireNonNull(trouble, "trouble");
  }

  /**
   * The reason that a client's exception tells, by the error code that Redis and Valkey begin their
   * replies with, wherever in the chain of causes it stands.
   *
   * @param otherwise the reason, if there is no such code
   */
  public static SharedStoreException of(Throwable failure, Trouble otherwise) {
    for (String message : messages(failure)) {
      Trouble told = told(message);
      if (told != null) {
        return new SharedStoreException(told, failure);
      }
    }
    return new SharedStoreException(otherwise, failure);
  }

  /** Why. */
  public Trouble trouble() {
    return trouble;
  }

  /** What a client's exception and its causes say, from the outside in. */
  static List<String> messages(Throwable failure) {
    List<String> messages = new ArrayList<>();
    Throwable at = failure;
    for (int depth = 0; at != null && depth < DEEPEST; depth++) {
      if (at.getMessage() != null) {
        messages.add(at.getMessage());
      }
      at = at.getCause();
    }
    return messages;
  }

  private static @Nullable Trouble told(String message) {
    // An error of a command inside of a script may stand behind words of the script engine.
    if (message.contains("READONLY")) {
      return Trouble.READ_ONLY;
    }
    if (message.contains("OOM ")) {
      return Trouble.FULL;
    }
    if (begins(message, "NOAUTH", "WRONGPASS", "NOPERM")
        || message.contains("NOPERM ")
        || message.contains("user executing the script can't")) { // Redis 6
      return Trouble.FORBIDDEN;
    }
    return begins(message, "LOADING", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "BUSY")
        ? Trouble.NOT_READY
        : null;
  }

  private static boolean begins(String message, String... codes) {
    for (String code : codes) {
      if (message.startsWith(code + " ")) {
        return true;
      }
    }
    return false;
  }
}
