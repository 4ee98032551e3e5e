package io.hauberk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.EventSink;
import io.hauberk.event.JsonLineSink;
import io.hauberk.event.LineChain;
import io.hauberk.event.LineFormat;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvents;
import io.hauberk.request.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EventsCommandTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir private Path folder;

  private int run(String... arguments) {
    return run(new byte[0], arguments);
  }

  private int run(byte[] in, String... arguments) {
    out.reset();
    err.reset();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(in),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new EventsCommand(terminal).run(List.of(arguments));
  }

  private String report() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private void assertFinds(String finding, String... arguments) {
    assertEquals(1, run(arguments), this::report);
    assertEquals(1, findings().size(), this::report);
    assertTrue(findings().get(0).contains(finding), this::report);
  }

  /** The lines before those that sum up. */
  private List<String> findings() {
    return report()
        .lines()
        .filter(line -> !line.matches("instance [^ ]+: \\d+ lines, .*|\\d+ events of .*"))
        .toList();
  }

  private String file(List<String> lines) throws IOException {
    return Files.write(folder.resolve("events.jsonl"), lines).toString();
  }

  /** What a service of this name writes from start to stop: six lines. */
  private static List<String> record(String instance, LineFormat format, LineChain... chain) {
    StringBuilder written = new StringBuilder();
    JsonLineSink sink = JsonLineSink.to(written).as(format);
    EventSink chained = chain.length == 0 ? sink : sink.chained(chain[0]);
    try (SecurityEvents events =
        SecurityEvents.builder().instanceId(instance).sink(chained).build()) {
      events.emit(SecurityEvent.of(Kind.SERVICE_STARTED));
      while (events.delivered() < 1) {
        Thread.onSpinWait();
      }
      for (Reason reason :
          List.of(
              Reason.EXPIRED,
              Reason.SIGNATURE_INVALID,
              Reason.BODY_INVALID,
              Reason.SCOPE_MISSING)) {
        events.emit(SecurityEvent.refused(reason).callerId("}}\uD800\u202E\u001B[2J"));
      }
      while (events.delivered() < 5) {
        Thread.onSpinWait();
      }
      events.emit(SecurityEvent.of(Kind.SERVICE_STOPPED));
    }
    return new ArrayList<>(written.toString().lines().toList());
  }

  /** A line by hand, in ECS. */
  private static String line(long number, String... details) {
    StringBuilder line = new StringBuilder("{\"hauberk.instance\":\"a\",\"event.sequence\":");
    line.append(number);
    for (int i = 0; i < details.length; i += 2) {
      line.append(",\"").append(details[i]).append("\":\"").append(details[i + 1]).append('"');
    }
    return line.append('}').toString();
  }

  private static String dropped(long number, long count, long first, long last) {
    return line(
        number,
        "event.code",
        "events_dropped",
        "hauberk.detail.count",
        "" + count,
        "hauberk.detail.first_sequence",
        "" + first,
        "hauberk.detail.last_sequence",
        "" + last);
  }

  private static String folded(long number, long count, long first, long last) {
    return line(
        number,
        "event.code",
        "request_refused",
        "hauberk.detail.folded",
        "" + count,
        "hauberk.detail.first_sequence",
        "" + first,
        "hauberk.detail.last_sequence",
        "" + last);
  }

  @Nested
  class Numbers {
    @ParameterizedTest
    @EnumSource
    void a_whole_record_is_in_order(LineFormat format) throws IOException {
      assertEquals(
          0, run("verify", file(record("orders-1", format))), EventsCommandTest.this::report);
      assertTrue(
          report().contains("instance orders-1: 6 lines, numbers 1 to 6, 0 told as dropped, 0 as"),
          EventsCommandTest.this::report);
      assertTrue(report().contains("not chained; it stopped"), EventsCommandTest.this::report);
      assertTrue(report().endsWith("6 events of 1 instances, 0 other lines: nothing is wrong\n"));
    }

    @ParameterizedTest
    @EnumSource
    void a_removed_line_is_found_wherever_it_stood_but_at_the_end(LineFormat format)
        throws IOException {
      for (int removed = 0; removed < 5; removed++) {
        List<String> lines = record("orders-1", format);
        lines.remove(removed);
        assertFinds(
            "instance orders-1: number "
                + (removed + 1)
                + " is missing, and nothing tells of it: lost or removed",
            "verify",
            file(lines));
      }
    }

    @Test
    void that_the_end_is_missing_is_said_and_no_finding() throws IOException {
      assertEquals(0, run("verify", file(record("a", LineFormat.ECS).subList(0, 4))));
      assertTrue(
          report().contains("no line tells that it stopped"), EventsCommandTest.this::report);
    }

    @Test
    void lines_of_several_instances_may_be_mixed_and_each_has_its_own_gaps() throws IOException {
      List<String> lines = new ArrayList<>(record("a", LineFormat.ECS));
      lines.addAll(record("b", LineFormat.OCSF));
      Collections.shuffle(lines, new java.util.Random(7)); // a fixed order, whatever it is
      assertEquals(0, run("verify", file(lines)), EventsCommandTest.this::report);
      lines.removeIf(line -> line.contains("\"sequence\":3,"));
      assertFinds("instance b: number 3 is missing", "verify", file(lines));
    }

    @Test
    void files_follow_each_other() throws IOException {
      List<String> lines = record("a", LineFormat.ECS);
      Path first = Files.write(folder.resolve("1"), lines.subList(0, 3));
      Path second = Files.write(folder.resolve("2"), lines.subList(3, 6));
      assertEquals(0, run("verify", first.toString(), second.toString()));
      assertFinds("numbers 1 to 3 are missing", "verify", second.toString());
      assertEquals(0, run("verify", "--partial", second.toString()));
    }

    @Test
    void dropped_and_folded_events_explain_their_gaps() throws IOException {
      assertEquals(
          0,
          run(
              "verify",
              file(List.of(line(1), line(4), folded(8, 3, 5, 7), dropped(9, 2, 2, 3), line(10)))),
          EventsCommandTest.this::report);
      assertTrue(report().contains("2 told as dropped, 3 as folded"));
    }

    @Test
    void ranges_may_overlap_and_hold_what_arrived() throws IOException {
      List<String> lines =
          List.of(line(1), line(4), dropped(8, 3, 2, 6), line(7), dropped(9, 1, 3, 3));
      assertEquals(0, run("verify", file(lines)), EventsCommandTest.this::report); // 2 3 5 6
    }

    @Test
    void a_line_lost_beside_dropped_events_is_found() throws IOException {
      assertFinds(
          "3 events are missing between the numbers 2 and 4, of which only 2 are told",
          "verify",
          file(List.of(line(1), dropped(5, 2, 2, 4), line(6))));
    }

    @Test
    void a_gap_that_reaches_beyond_what_is_told_is_found_where_it_does() throws IOException {
      assertFinds(
          "number 5 is missing", "verify", file(List.of(line(1), dropped(6, 3, 2, 4), line(7))));
    }

    @Test
    void more_told_than_missing_is_found() throws IOException {
      assertFinds(
          "2 events are told as dropped or folded between the numbers 2 and 3, but only 1 are",
          "verify",
          file(List.of(line(1), line(2), dropped(4, 2, 2, 3))));
    }

    @Test
    void an_event_may_stand_for_later_ones() throws IOException { // threads overtake each other
      assertEquals(
          0,
          run("verify", file(List.of(line(1), folded(3, 2, 2, 4)))),
          EventsCommandTest.this::report);
      assertEquals(
          0,
          run("verify", file(List.of(line(1), folded(3, 2, 2, 4), line(5)))),
          EventsCommandTest.this::report);
      assertFinds(
          "2 events are told", "verify", file(List.of(line(1), folded(3, 2, 2, 4), line(4))));
    }

    @Test
    void a_number_that_comes_twice_is_found() throws IOException {
      assertFinds(
          "number 2 of instance a is here once more",
          "verify",
          file(List.of(line(1), line(2), line(2))));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"event\":{\"sequence\":%d,\"code\":\"x\"},\"hauberk\":{\"instance\":\"a\"}}",
          "{\"_event.sequence\":%d,\"_hauberk.instance\":\"a\",\"level\":4}",
          "{\"event.sequence\":\"%d\",\"hauberk.instance\":\"a\"}"
        })
    void the_shapes_of_other_formatters_are_understood(String shape) throws IOException {
      List<String> lines = new ArrayList<>();
      for (int i = 1; i <= 3; i++) {
        lines.add(shape.formatted(i));
      }
      assertEquals(0, run("verify", file(lines)), EventsCommandTest.this::report);
      lines.remove(1);
      assertFinds("number 2 is missing", "verify", file(lines));
    }
  }

  @Nested
  class Chain {
    @ParameterizedTest
    @EnumSource
    void a_whole_chain_is_in_order(LineFormat format) throws IOException {
      assertEquals(
          0,
          run("verify", "--chained", file(record("a", format, LineChain.UNKEYED))),
          EventsCommandTest.this::report);
      assertTrue(report().contains("chained by sha256, last hash "));
    }

    @ParameterizedTest
    @EnumSource
    void a_chain_with_a_key_needs_its_key(LineFormat format) throws IOException {
      LineChain chain = LineChain.keyed(KEY.getBytes(StandardCharsets.UTF_8));
      String file = file(record("a", format, chain));
      Path key = Files.writeString(folder.resolve("key"), KEY + "\n");
      Path other = Files.writeString(folder.resolve("other"), KEY.replace('0', 'x'));
      assertEquals(0, run("verify", "--key", key.toString(), file), EventsCommandTest.this::report);
      assertFinds("is chained with a key", "verify", file);
      assertEquals(1, run("verify", "--key=" + other, file));
    }

    @ParameterizedTest
    @EnumSource
    void a_line_that_was_altered_is_found(LineFormat format) throws IOException {
      for (int altered = 0; altered < 6; altered++) {
        List<String> lines = record("a", format, LineChain.UNKEYED);
        lines.set(altered, lines.get(altered).replaceFirst("hauberk", "Hauberk"));
        assertEquals(1, run("verify", file(lines)), EventsCommandTest.this::report);
        assertEquals(1, findings().size(), EventsCommandTest.this::report);
        assertTrue(
            findings().get(0).contains("events.jsonl:" + (altered + 1) + ": this line of"),
            EventsCommandTest.this::report);
      }
    }

    @Test
    void a_line_that_was_removed_is_found_by_chain_and_by_number() throws IOException {
      List<String> lines = record("a", LineFormat.OCSF, LineChain.UNKEYED);
      lines.remove(2);
      assertEquals(1, run("verify", file(lines)));
      assertEquals(2, findings().size(), EventsCommandTest.this::report);
      assertTrue(
          findings().get(0).contains("events.jsonl:3: this line of instance a does not follow"));
      assertTrue(findings().get(1).contains("number 3 is missing"));
    }

    @Test
    void lines_in_another_order_are_found() throws IOException {
      List<String> lines = record("a", LineFormat.ECS, LineChain.UNKEYED);
      Collections.swap(lines, 1, 2);
      assertEquals(1, run("verify", file(lines)));
      assertTrue(findings().get(0).contains("events.jsonl:2: "), EventsCommandTest.this::report);
    }

    @Test
    void a_line_put_in_between_is_found() throws IOException {
      List<String> lines = record("a", LineFormat.ECS, LineChain.UNKEYED);
      lines.add(3, line(7));
      assertFinds("events.jsonl:4: this line of instance a has no hash", "verify", file(lines));
    }

    @Test
    void two_chains_may_be_mixed() throws IOException {
      List<String> lines = new ArrayList<>();
      List<String> other = record("b", LineFormat.OCSF, LineChain.UNKEYED);
      for (String line : record("a", LineFormat.ECS, LineChain.UNKEYED)) {
        lines.add(line);
        lines.add(other.remove(0));
      }
      assertEquals(0, run("verify", "--chained", file(lines)), EventsCommandTest.this::report);
    }

    @Test
    void a_record_without_hashes_is_found_where_they_are_asked_for() throws IOException {
      assertFinds(
          "has no hash, and so may its instance's other lines",
          "verify",
          "--chained",
          file(record("a", LineFormat.ECS)));
    }

    @Test
    void a_chain_without_a_key_does_not_pass_for_one_with_a_key() throws IOException {
      Path key = Files.writeString(folder.resolve("key"), KEY);
      assertFinds(
          "is not chained by hmac-sha256",
          "verify",
          "--key=" + key,
          file(record("a", LineFormat.ECS, LineChain.UNKEYED)));
    }

    @Test
    void a_line_written_anew_by_something_between_is_told_as_such() throws IOException {
      List<String> lines = record("a", LineFormat.ECS, LineChain.UNKEYED);
      lines.replaceAll(line -> line.substring(0, line.length() - 1) + ",\"host\":\"x\"}");
      assertEquals(1, run("verify", file(lines)));
      assertTrue(findings().get(0).contains("something wrote the line anew"));
    }

    @Test
    void a_part_of_a_chain_follows_from_its_first_line() throws IOException {
      List<String> lines = record("a", LineFormat.ECS, LineChain.UNKEYED).subList(2, 6);
      assertEquals(0, run("verify", "--partial", file(lines)), EventsCommandTest.this::report);
      assertEquals(1, run("verify", file(lines)));
      assertTrue(findings().get(0).contains("is not the first of its chain"));
    }
  }

  @Nested
  class Hostile_lines {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "not JSON",
          "{\"event.sequence\":1",
          "{\"a\":1,\"a\":2}",
          "{\"a\":\"\\ud800\"}",
          "{\"event.sequence\":1,\"hauberk.instance\":\"a\"}{}",
          "\u0000",
        })
    void are_told_of_by_their_place(String line) throws IOException {
      List<String> lines = record("a", LineFormat.ECS);
      lines.add(2, line);
      assertFinds(
          "events.jsonl:3: this line is not JSON that can be trusted", "verify", file(lines));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "{}", "{\"message\":\"Started OrdersApplication\"}"})
    void of_others_are_counted(String line) throws IOException {
      List<String> lines = record("a", LineFormat.ECS);
      lines.add(2, line);
      assertEquals(0, run("verify", file(lines)), EventsCommandTest.this::report);
      assertTrue(report().contains("1 other lines"));
    }

    @Test
    void that_never_end_are_passed_over() throws IOException {
      List<String> lines = record("a", LineFormat.ECS);
      lines.add(2, "{\"a\":\"" + "x".repeat(5 << 20) + "\"}");
      assertFinds("events.jsonl:3: this line is longer than 1048576 octets", "verify", file(lines));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "9223372036854775808", "\"x\"", "null", "[]"})
    void with_numbers_that_cannot_be_are_told_of(String number) throws IOException {
      List<String> lines = record("a", LineFormat.ECS);
      lines.add("{\"event.sequence\":" + number + ",\"hauberk.instance\":\"a\"}");
      assertFinds("events.jsonl:7: this line of instance a has no number", "verify", file(lines));
    }

    @Test
    void with_the_highest_numbers_do_not_overflow() throws IOException {
      long most = Long.MAX_VALUE;
      assertEquals(
          1, run("verify", file(List.of(dropped(most, most, 1, most - 1), dropped(1, 1, 1, 1)))));
      assertEquals(
          0,
          run("verify", file(List.of(dropped(most, most - 1, 1, most - 1)))),
          EventsCommandTest.this::report);
    }

    @Test
    void that_tell_of_what_cannot_be_are_told_of() throws IOException {
      assertFinds("tells of other events in numbers", "verify", file(List.of(dropped(1, 6, 2, 6))));
      assertFinds("tells of other events in numbers", "verify", file(List.of(dropped(1, 1, 2, 1))));
    }

    @Test
    void cannot_make_a_terminal_obey() throws IOException {
      assertEquals(
          0,
          run(
              "verify",
              file(
                  List.of(
                      "{\"event.sequence\":1,\"hauberk.instance\":\"\\u001b[2J\\n\\u202e\"}"))));
      assertTrue(
          report().startsWith("instance \\u001b[2J\\n\\u202e: 1 lines"),
          EventsCommandTest.this::report);
    }

    @Test
    void with_gaps_and_instances_without_end_are_bounded() throws IOException {
      List<String> lines = new ArrayList<>();
      for (int i = 1; i <= 70_000; i++) {
        lines.add(line(2L * i));
      }
      assertFinds("are judged no further", "verify", file(lines));
      lines.clear();
      for (int i = 1; i <= 10_002; i++) {
        lines.add("{\"event.sequence\":1,\"hauberk.instance\":\"i" + i + "\"}");
      }
      assertFinds("no further instance is judged", "verify", file(lines));
    }
  }

  @Nested
  class Call {
    @Test
    void the_standard_input_is_a_file() {
      byte[] in = String.join("\r\n", record("a", LineFormat.ECS)).getBytes(StandardCharsets.UTF_8);
      assertEquals(0, run(in, "verify", "-"), EventsCommandTest.this::report);
    }

    @Test
    void no_event_at_all_is_a_finding() {
      assertFinds("there is no event of ours in it", "verify", "-");
    }

    @Test
    void a_wrong_call_is_told() {
      for (List<String> wrong :
          List.of(
              List.<String>of(),
              List.of("look"),
              List.of("verify"),
              List.of("verify", "--key"),
              List.of("verify", "--none", "x"),
              List.of("verify", "absent"),
              List.of("verify", folder.toString()),
              List.of("verify", "--key", "absent", "-"))) {
        assertEquals(2, run(wrong.toArray(String[]::new)), wrong::toString);
        assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("events: "));
      }
    }

    @Test
    void help_is_given() {
      assertEquals(0, run("--help"));
      assertTrue(report().contains("--partial"));
    }
  }
}
