package io.hauberk.store;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;

/**
 * A real Redis: a process of the tests' own, or the one that {@code -Dhauberk.redis=host:port}
 * names, where nothing but the keys of this test's own namespace is touched.
 */
public final class TestRedis implements AutoCloseable {
  private final String host;
  private final int port;
  private final String namespace = "test-" + UUID.randomUUID();
  private @Nullable ProcessHandle process;

  /** The Redis for tests that only talk to it. */
  public static TestRedis shared() {
    String named = System.getProperty("hauberk.redis", "");
    if (named.isEmpty()) {
      return own();
    }
    int colon = named.lastIndexOf(':');
    return new TestRedis(named.substring(0, colon), Integer.parseInt(named.substring(colon + 1)));
  }

  /** A process for tests that kill it. */
  public static TestRedis own() {
    TestRedis redis = new TestRedis("127.0.0.1", freePort());
    redis.start();
    return redis;
  }

  private TestRedis(String host, int port) {
    this.host = host;
    this.port = port;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void start() {
    Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());
    try {
      RedisServer server =
          RedisServer.newRedisServer()
              .port(port)
              .bind("127.0.0.1")
              .setting("save \"\"")
              .setting("appendonly no")
              .onShutdownForceStop(true)
              .build();
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process =
        ProcessHandle.current()
            .children()
            .filter(child -> !before.contains(child))
            .filter(child -> child.info().command().orElse("").contains("redis"))
            .findFirst()
            .orElseThrow();
  }

  private ProcessHandle process() {
    return requireNonNull(process, "a Redis that was named is not ours to end");
  }

  /** Ends the process as a crash does. */
  public void kill() {
    process().destroyForcibly();
    process().onExit().join();
  }

  /** The process hangs: its sockets stay open, and nothing answers. */
  public void pause() {
    signal("-STOP");
  }

  public void goOn() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      Process kill =
          new ProcessBuilder(List.of("kill", signal, Long.toString(process().pid()))).start();
      if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new IllegalStateException("kill " + signal + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A client whose calls end within half a second. */
  public RedisClient client() {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(16);
    return RedisClient.builder()
        .hostAndPort(host, port)
        .clientConfig(
            DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(500)
                .socketTimeoutMillis(500)
                .build())
        .poolConfig(pool)
        .build();
  }

  public int port() {
    return port;
  }

  /** A name that no other test has. */
  public String namespace() {
    return namespace;
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      kill();
    }
  }
}
