package io.hauberk.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.store.TestRedis;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/**
 * Four instances in JVMs of their own under load, and a real Redis that is well, killed, started
 * again, stopped and flushed. The time is real: it is what is measured.
 */
@Tag("long")
@DisplayNameGeneration(ReplaceUnderscores.class)
class FleetLongTest {
  private static final int MEMBERS = 4;
  private static final int SECONDS = 30;

  private final TestRedis redis = TestRedis.own();
  private final List<Member> members = new ArrayList<>();

  @AfterEach
  void end() {
    members.forEach(member -> member.process.destroyForcibly());
    redis.close();
  }

  /** A process, and what it told. */
  private static final class Member {
    private final Process process;
    private final BufferedReader out;
    private final List<String> lines = new ArrayList<>();

    Member(int port, long permits, long rate) throws IOException {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx128m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  FleetMember.class.getName(),
                  Integer.toString(port),
                  "fleet",
                  Long.toString(permits),
                  Long.toString(rate))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    void awaitReady() throws IOException {
      for (String line = out.readLine(); !"ready".equals(line); line = out.readLine()) {
        assertTrue(line != null, () -> "ended early: " + lines);
        lines.add(line);
      }
    }

    void stop() throws IOException {
      try (Writer in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8)) {
        in.write("stop\n");
      }
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
      }
    }

    long number(String name) {
      return lines.stream()
          .filter(line -> line.startsWith(name + " "))
          .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow();
    }

    List<String> events() {
      return lines.stream()
          .filter(line -> line.startsWith("event "))
          .map(line -> line.substring("event ".length()))
          .collect(Collectors.toList());
    }
  }

  private void start(long permits, long rate) throws IOException {
    for (int i = 0; i < MEMBERS; i++) {
      members.add(new Member(redis.port(), permits, rate));
    }
    for (Member member : members) {
      member.awaitReady();
    }
  }

  private void stop() throws IOException {
    for (Member member : members) {
      member.stop();
    }
    for (Member member : members) {
      assertEquals(0, member.number("elsewhere"), "no calling thread enters the store");
    }
  }

  private Map<Long, Long> admittedBySecond() {
    Map<Long, Long> admitted = new TreeMap<>();
    for (Member member : members) {
      for (String line : member.lines) {
        String[] parts = line.split(" ", -1);
        if (parts[0].equals("second")) {
          admitted.merge(Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long::sum);
        }
      }
    }
    return admitted;
  }

  @Test
  void four_instances_under_load_admit_what_the_limit_says() throws Exception {
    long permits = 1_000;
    start(permits, 600);
    TimeUnit.SECONDS.sleep(SECONDS + 4);
    stop();
    List<Long> whole = new ArrayList<>(admittedBySecond().values());
    whole = whole.subList(2, 2 + SECONDS); // without those in which members came or left
    long admitted = whole.stream().mapToLong(Long::longValue).sum();
    String told = admitted + " of " + permits * SECONDS + ": " + whole;
    System.out.println("four instances, " + SECONDS + " s: " + told);
    assertTrue(admitted <= permits * SECONDS * 11 / 10, told);
    assertTrue(admitted >= permits * SECONDS * 9 / 10, told);
  }

  @Test
  void honest_calls_never_notice_what_happens_to_the_store() throws Exception {
    start(1_000, 100);
    TimeUnit.SECONDS.sleep(3);
    redis.kill();
    TimeUnit.SECONDS.sleep(5);
    redis.start();
    TimeUnit.SECONDS.sleep(5);
    redis.pause();
    TimeUnit.SECONDS.sleep(5);
    redis.goOn();
    TimeUnit.SECONDS.sleep(5);
    try (RedisClient client = redis.client()) {
      client.flushAll();
    }
    TimeUnit.SECONDS.sleep(3);
    stop();
    for (Member member : members) {
      assertEquals(0, member.number("refused"), () -> String.join("\n", member.lines));
      assertTrue(member.number("asks") > 0);
      assertEquals(
          List.of(
              "shared_store_unavailable",
              "shared_store_restored",
              "shared_store_unavailable",
              "shared_store_restored"),
          member.events());
    }
  }
}
