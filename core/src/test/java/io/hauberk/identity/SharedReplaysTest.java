package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.identity.ReplayStore.Answer;
import io.hauberk.identity.ReplayStore.Use;
import io.hauberk.request.HandClock;
import io.hauberk.store.JedisStore;
import io.hauberk.store.Namespace;
import io.hauberk.store.SharedStoreException;
import io.hauberk.store.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Proofs that are good once for all instances, over a real Redis. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SharedReplaysTest {
  private static final TestRedis REDIS = TestRedis.shared();
  private static final RedisClient CLIENT = REDIS.client();

  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final SharedReplays one = replays();
  private final SharedReplays other = replays();

  @AfterAll
  static void stop() {
    CLIENT.close();
    REDIS.close();
  }

  private SharedReplays replays() {
    return new SharedReplays(JedisStore.by(CLIENT), new Namespace(REDIS.namespace()), clock);
  }

  private Use use(String id) {
    return new Use(id, "alice", clock.instant().plusSeconds(60));
  }

  private static Answer answer(ReplayStore store, Use use) {
    return store.enter(use).toCompletableFuture().join();
  }

  @Test
  void a_proof_that_one_instance_took_is_repeated_for_all() {
    assertEquals(Answer.FIRST, answer(one, use("a")));
    assertEquals(Answer.REPEATED, answer(other, use("a")));
    assertEquals(Answer.REPEATED, answer(one, use("a")));
    assertEquals(Answer.FIRST, answer(other, use("b")));
  }

  @Test
  void of_many_at_once_one_is_the_first() throws Exception {
    List<FutureTask<Answer>> all = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      FutureTask<Answer> task = new FutureTask<>(() -> answer(one, use("c")));
      all.add(task);
      new Thread(task).start();
    }
    int first = 0;
    for (FutureTask<Answer> task : all) {
      first += task.get() == Answer.FIRST ? 1 : 0;
    }
    assertEquals(1, first);
  }

  @Test
  void a_proof_is_forgotten_after_its_end_and_not_before() {
    answer(one, use("d"));
    String key = "hauberk:" + REDIS.namespace() + ":proof:{d}";
    long left = CLIENT.pttl(key);
    assertTrue(left > Duration.ofSeconds(100).toMillis(), left + " ms, with a minute for clocks");
    assertTrue(left <= Duration.ofMinutes(2).toMillis(), left + " ms");
  }

  @Test
  void another_service_has_proofs_of_its_own() {
    assertEquals(Answer.FIRST, answer(one, use("e")));
    assertEquals(
        Answer.FIRST,
        answer(
            new SharedReplays(
                JedisStore.by(CLIENT), new Namespace(REDIS.namespace() + "-other"), clock),
            use("e")));
    assertThrows(IllegalArgumentException.class, () -> new Namespace("a:b"));
  }

  @Test
  void a_store_that_is_gone_is_no_answer() {
    TestRedis mortal = TestRedis.own();
    try (RedisClient client = mortal.client()) {
      SharedReplays replays =
          new SharedReplays(JedisStore.by(client), new Namespace("orders"), clock);
      assertEquals(Answer.FIRST, answer(replays, use("f")));
      mortal.kill();
      assertThrows(SharedStoreException.class, () -> replays.enter(use("g")));
    } finally {
      mortal.close();
    }
  }
}
