package io.hauberk.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hauberk.store.SharedStoreException.Trouble;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;

/** Against a real Redis. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JedisStoreTest {
  private static final Script COUNT =
      Script.of("return {redis.call('INCRBY', KEYS[1], ARGV[1]), 7}");

  private static final TestRedis REDIS = TestRedis.shared();
  private static final RedisClient CLIENT = REDIS.client();

  private final SharedStore store = JedisStore.by(CLIENT);

  @AfterAll
  static void stop() {
    CLIENT.close();
    REDIS.close();
  }

  @AfterEach
  void forget() {
    CLIENT.del(key());
  }

  private static String key() {
    return REDIS.namespace() + ":count";
  }

  private List<Long> count(String by) {
    return store.run(COUNT, List.of(key()), List.of(by));
  }

  @SuppressWarnings("deprecation") // Jedis 7 has no other way to send what it has no method for
  private static void send(RedisClient to, Protocol.Command command, String... args) {
    to.sendCommand(
        command, Stream.of(args).map(arg -> arg.getBytes(US_ASCII)).toArray(byte[][]::new));
  }

  private static Trouble troubleOf(Runnable call) {
    return assertThrows(SharedStoreException.class, call::run).trouble();
  }

  @Test
  void runs_a_script_that_the_server_does_not_know_and_then_one_that_it_does() {
    CLIENT.scriptFlush(key());
    assertEquals(List.of(2L, 7L), count("2"));
    assertEquals(List.of(5L, 7L), count("3"));
    CLIENT.scriptFlush(key());
    assertEquals(List.of(6L, 7L), count("1"));
  }

  @Test
  void keys_and_arguments_are_data_whatever_is_in_them() {
    String hostile =
        REDIS.namespace() + ":'] redis.call('FLUSHALL') --\r\n*1\r\n\u0000\uD83D\uDE00";
    CLIENT.set(key(), "5");
    Script put = Script.of("redis.call('SET', KEYS[1], ARGV[1], 'PX', 60000) return {1}");
    store.run(put, List.of(hostile), List.of(hostile));
    assertEquals(hostile, CLIENT.get(hostile));
    assertEquals("5", CLIENT.get(key()));
    CLIENT.del(hostile);
  }

  @Test
  void an_error_of_the_script_tells_nothing_of_its_values() {
    CLIENT.set(key(), "a secret text");
    SharedStoreException failure = assertThrows(SharedStoreException.class, () -> count("1"));
    assertEquals(Trouble.FAILED, failure.trouble());
    assertFalse(String.valueOf(failure.getMessage()).contains("secret"), failure::toString);
    CLIENT.del(key());
    assertEquals(List.of(1L, 7L), count("1"));
  }

  @Test
  void an_answer_that_is_no_list_of_numbers_is_an_error() {
    for (String answer : List.of("1", "nil", "{'text'}", "{1, {2}}", "false")) {
      Script script = Script.of("return " + answer);
      assertEquals(Trouble.FAILED, troubleOf(() -> store.run(script, List.of(key()), List.of())));
    }
    assertEquals(List.of(), store.run(Script.of("return {}"), List.of(key()), List.of()));
  }

  @Test
  void a_replica_a_full_memory_a_wrong_user_a_pause_and_a_crash_are_told_apart() {
    try (TestRedis own = TestRedis.own();
        RedisClient here = own.client()) {
      SharedStore its = JedisStore.by(here);
      Runnable call = () -> its.run(COUNT, List.of("n"), List.of("1"));
      call.run();

      send(here, Protocol.Command.REPLICAOF, "127.0.0.1", "1");
      assertEquals(Trouble.READ_ONLY, troubleOf(call));
      send(here, Protocol.Command.REPLICAOF, "NO", "ONE");
      call.run();

      here.configSet("maxmemory", "1");
      assertEquals(Trouble.FULL, troubleOf(call));
      here.configSet("maxmemory", "0");
      call.run();

      send(here, Protocol.Command.ACL, "SETUSER", "default", "-incrby");
      assertEquals(Trouble.FORBIDDEN, troubleOf(call));
      send(here, Protocol.Command.ACL, "SETUSER", "default", "-evalsha");
      assertEquals(Trouble.FORBIDDEN, troubleOf(call));
      send(here, Protocol.Command.ACL, "SETUSER", "default", "+@all");
      call.run();

      own.pause();
      assertEquals(Trouble.SLOW, troubleOf(call));
      own.goOn();
      call.run();

      own.kill();
      assertEquals(Trouble.UNREACHABLE, troubleOf(call));
      own.start();
      call.run();
    }
  }
}
