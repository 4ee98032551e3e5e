package io.hauberk.limit;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvents;
import io.hauberk.store.JedisStore;
import io.hauberk.store.Namespace;
import io.hauberk.store.SharedStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/**
 * One instance of a service, in a JVM of its own: calls until it is told to stop, and then tells
 * what came of it. Arguments: port of the Redis, namespace, permits a second, calls a second.
 */
final class FleetMember {
  private static final long SECOND = 1_000_000_000;

  public static void main(String[] args) throws IOException {
    AtomicLong elsewhere = new AtomicLong();
    try (RedisClient client = client(Integer.parseInt(args[0]))) {
      SharedStore jedis = JedisStore.by(client);
      SharedStore watched =
          (script, keys, values) -> {
            if (!Thread.currentThread().getName().equals("hauberk-shared")) {
              elsewhere.incrementAndGet();
            }
            return jedis.run(script, keys, values);
          };
      SecurityEvents events = SecurityEvents.direct(FleetMember::tell, Clock.systemUTC());
      ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
      try (SharedLimits shared =
          new SharedLimits(
              new SharedLimitOptions(watched, new Namespace(args[1]), 4),
              events,
              Clock.systemUTC(),
              System::nanoTime)) {
        shared.start(timers);
        KeyedLimiter limiter =
            KeyedLimiter.builder("caller")
                .limit(RateLimit.perSecond(Long.parseLong(args[2])))
                .shared(shared)
                .build();
        call(limiter, Long.parseLong(args[3]));
        System.out.println("asks " + shared.state().asks());
        System.out.println("failures " + shared.state().failures());
        System.out.println("elsewhere " + elsewhere.get());
      } finally {
        timers.shutdownNow();
      }
    }
  }

  private static void tell(SecurityEvent event) {
    System.out.println("event " + event.kind().id());
  }

  private static RedisClient client(int port) {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(8);
    return RedisClient.builder()
        .hostAndPort("127.0.0.1", port)
        .clientConfig(
            DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(500)
                .socketTimeoutMillis(500)
                .build())
        .poolConfig(pool)
        .build();
  }

  /** Calls evenly, so many times a second, and catches up when it was held up. */
  private static void call(KeyedLimiter limiter, long rate) throws IOException {
    AtomicBoolean stopped = new AtomicBoolean();
    Thread listener =
        new Thread(
            () -> {
              try (BufferedReader in =
                  new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                in.readLine();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              } finally {
                stopped.set(true);
              }
            });
    listener.setDaemon(true);
    listener.start();
    System.out.println("ready");
    Map<Long, Long> admitted = new TreeMap<>();
    long refused = 0;
    long began = System.nanoTime();
    for (long calls = 0; !stopped.get(); calls++) {
      while (!stopped.get() && System.nanoTime() - began < calls * SECOND / rate) {
        LockSupport.parkNanos(200_000);
      }
      if (limiter.tryAcquire("alice").admitted()) {
        admitted.merge(System.currentTimeMillis() / 1_000, 1L, Long::sum);
      } else {
        refused++;
      }
    }
    admitted.forEach((second, count) -> System.out.println("second " + second + ' ' + count));
    System.out.println("refused " + refused);
  }

  private FleetMember() {}
}
