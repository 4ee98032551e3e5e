package io.hauberk.store;

import static java.util.Objects.requireNonNull;

import io.hauberk.store.SharedStoreException.Trouble;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link SharedStore} by a client that knows {@code EVAL} and {@code EVALSHA}: a script is called
 * by its name, and sent whole when the server does not know it, as after a restart, a failover or
 * {@code SCRIPT FLUSH}.
 */
public final class EvalStore implements SharedStore {

  /** The two commands of a client. What they throw is read for the error code of the server. */
  public interface Client {

    /**
     * {@code EVALSHA}.
     *
     * @return the reply: a list of integers
     */
    @Nullable Object evalSha(String sha1, List<String> keys, List<String> args);

    /** Likewise, {@code EVAL}. */
    @Nullable Object eval(String script, List<String> keys, List<String> args);
  }

  private final Client client;

  /** A store by this client, whose maker closes it. */
  public static EvalStore by(Client client) {
    return new EvalStore(requireNonNull(client, "client"));
  }

  private EvalStore(Client client) {
    this.client = client;
  }

  @Override
  public List<Long> run(Script script, List<String> keys, List<String> args) {
    try {
      return numbers(reply(script, keys, args));
    } catch (SharedStoreException e) {
      throw e;
    } catch (RuntimeException e) {
      throw SharedStoreException.of(e, Trouble.UNREACHABLE);
    }
  }

  private @Nullable Object reply(Script script, List<String> keys, List<String> args) {
    try {
      return client.evalSha(script.sha1(), keys, args);
    } catch (RuntimeException e) {
      if (!isUnknownScript(e)) {
        throw e;
      }
      return client.eval(script.text(), keys, args);
    }
  }

  private static boolean isUnknownScript(Throwable failure) {
    return SharedStoreException.messages(failure).stream()
        .anyMatch(message -> message.contains("NOSCRIPT"));
  }

  private static List<Long> numbers(@Nullable Object reply) {
    if (!(reply instanceof List<?> parts)) {
      throw new SharedStoreException(Trouble.FAILED);
    }
    List<Long> numbers = new ArrayList<>(parts.size());
    for (Object part : parts) {
      if (!(part instanceof Long number)) {
        throw new SharedStoreException(Trouble.FAILED);
      }
      numbers.add(number);
    }
    return numbers;
  }
}
