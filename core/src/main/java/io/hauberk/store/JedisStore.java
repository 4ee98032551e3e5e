package io.hauberk.store;

import static java.util.Objects.requireNonNull;

import io.hauberk.store.SharedStoreException.Trouble;
import java.net.SocketTimeoutException;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * A {@link SharedStore} by Jedis 7: {@code RedisClient}, {@code RedisSentinelClient}, {@code
 * RedisClusterClient} or one of their elders, as long as it is a {@link UnifiedJedis}.
 *
 * <p>Its socket timeout is how long a thread of ours is held by a server that hangs; requests do
 * not wait for it. A second or less is good.
 */
public final class JedisStore implements SharedStore {
  private final UnifiedJedis jedis;
  private final EvalStore scripts;

  /** A store by this client, whose maker closes it. */
  public static JedisStore by(UnifiedJedis jedis) {
    return new JedisStore(requireNonNull(jedis, "jedis"));
  }

  private JedisStore(UnifiedJedis jedis) {
    this.jedis = jedis;
    this.scripts = EvalStore.by(new Commands());
  }

  @Override
  public List<Long> run(Script script, List<String> keys, List<String> args) {
    return scripts.run(script, keys, args);
  }

  private final class Commands implements EvalStore.Client {

    @Override
    public Object evalSha(String sha1, List<String> keys, List<String> args) {
      try {
        return jedis.evalsha(sha1, keys, args);
      } catch (JedisConnectionException e) {
        throw lost(e);
      } catch (JedisDataException e) {
        throw e.getMessage() != null && e.getMessage().startsWith("NOSCRIPT") ? e : said(e);
      }
    }

    @Override
    public Object eval(String script, List<String> keys, List<String> args) {
      try {
        return jedis.eval(script, keys, args);
      } catch (JedisConnectionException e) {
        throw lost(e);
      } catch (JedisDataException e) {
        throw said(e);
      }
    }

    private static SharedStoreException said(JedisDataException e) {
      return SharedStoreException.of(e, Trouble.FAILED);
    }

    private static SharedStoreException lost(JedisConnectionException e) {
      boolean isSlow = e.getCause() instanceof SocketTimeoutException;
      return SharedStoreException.of(e, isSlow ? Trouble.SLOW : Trouble.UNREACHABLE);
    }
  }
}
