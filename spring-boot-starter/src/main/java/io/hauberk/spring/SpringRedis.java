package io.hauberk.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hauberk.store.EvalStore;
import io.hauberk.store.SharedStore;
import io.hauberk.store.SharedStoreException;
import io.hauberk.store.SharedStoreException.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisScriptingCommands;
import org.springframework.data.redis.connection.ReturnType;

/** A shared store by the connections that the application has to Redis anyhow. */
final class SpringRedis implements EvalStore.Client {
  private final RedisConnectionFactory factory;

  static SharedStore store(RedisConnectionFactory factory) {
    return EvalStore.by(new SpringRedis(factory));
  }

  private SpringRedis(RedisConnectionFactory factory) {
    this.factory = factory;
  }

  @Override
  public @Nullable Object evalSha(String sha1, List<String> keys, List<String> args) {
    return run(
        (commands, values) -> commands.evalSha(sha1, ReturnType.MULTI, keys.size(), values),
        keys,
        args);
  }

  @Override
  public @Nullable Object eval(String script, List<String> keys, List<String> args) {
    return run(
        (commands, values) ->
            commands.eval(script.getBytes(UTF_8), ReturnType.MULTI, keys.size(), values),
        keys,
        args);
  }

  private @Nullable Object run(
      BiFunction<RedisScriptingCommands, byte[][], @Nullable Object> call,
      List<String> keys,
      List<String> args) {
    List<byte[]> values = new ArrayList<>(keys.size() + args.size());
    keys.forEach(key -> values.add(key.getBytes(UTF_8)));
    args.forEach(arg -> values.add(arg.getBytes(UTF_8)));
    try (RedisConnection connection = factory.getConnection()) {
      return call.apply(connection.scriptingCommands(), values.toArray(byte[][]::new));
    } catch (QueryTimeoutException e) {
      throw SharedStoreException.of(e, Trouble.SLOW);
    } catch (RedisConnectionFailureException e) {
      throw SharedStoreException.of(e, Trouble.UNREACHABLE);
    } catch (DataAccessException e) {
      String said = String.valueOf(e.getMostSpecificCause().getMessage());
      throw said.startsWith("NOSCRIPT") ? e : SharedStoreException.of(e, Trouble.FAILED);
    }
  }
}
