package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RevocationReaderTest {
  private static final Duration SKEW = Duration.ofSeconds(60);
  private static final long T = Instant.parse("2026-03-01T09:30:00Z").toEpochMilli();

  private static RevocationList read(String json) {
    return RevocationReader.read(json.getBytes(StandardCharsets.UTF_8), SKEW);
  }

  private static RevocationList of(String... entries) {
    return read("{\"revoked\":[" + String.join(",", entries).replace('\'', '"') + "]}");
  }

  private static Revocable token(String tokenId, String subject, long issuedAtMillis) {
    return new Revocable(tokenId, subject, issuedAtMillis);
  }

  private static boolean names(RevocationList list, Revocable token, long nowMillis) {
    return list.names(token, Set.of("key"), nowMillis);
  }

  @Nested
  class Names {
    @Test
    void a_token_by_its_id() {
      RevocationList list = of("{'jti':'a'}");
      assertTrue(names(list, token("a", "s", T), T));
      assertFalse(names(list, token("A", "s", T), T));
      assertFalse(names(list, token("s", "a", T), T), "a subject of that name");
      assertFalse(names(list, new Revocable(null, "s", T), T), "a token without id");
    }

    @Test
    void every_token_of_a_subject() {
      RevocationList list = of("{'sub':'mallory'}");
      assertTrue(names(list, token("a", "mallory", 0), T));
      assertTrue(names(list, token("b", "mallory", T + 1), T));
      assertFalse(names(list, token("mallory", "alice", T), T), "an id of that name");
    }

    @Test
    void the_tokens_of_a_subject_that_were_issued_before_a_time() {
      RevocationList list = of("{'sub':'alice','issued_before':'2026-03-01T09:30:00Z'}");
      assertTrue(names(list, token("a", "alice", T - 1), T));
      assertFalse(names(list, token("a", "alice", T), T), "signed in again");
      assertTrue(names(list, token("a", "alice", 0), T), "does not say when it was issued");
      assertFalse(names(list, token("a", "bob", T - 1), T));
    }

    @Test
    void every_token_of_a_key_by_any_of_its_names() {
      RevocationList list = of("{'kid':'2025'}");
      assertTrue(list.names(token("a", "s", T), Set.of("thumbprint", "2025"), T));
      assertFalse(list.names(token("2025", "2025", T), Set.of("thumbprint", "2026"), T));
    }

    @Test
    void nothing_where_it_is_empty() {
      assertFalse(names(of(), token("a", "s", 0), T));
      assertFalse(names(RevocationList.EMPTY, token("a", "s", 0), T));
    }

    @Test
    void what_any_of_several_entries_names() {
      RevocationList list =
          of(
              "{'sub':'alice','issued_before':'2026-03-01T09:30:00Z'}",
              "{'sub':'alice','issued_before':'2026-02-01T00:00:00Z'}",
              "{'jti':'a','until':'2026-03-01T09:30:00Z'}",
              "{'jti':'a'}",
              "{'jti':'b','until':'2026-03-02T00:00:00Z'}",
              "{'jti':'b','until':'2026-03-01T00:00:00Z'}");
      assertTrue(names(list, token("x", "alice", T - 1), T));
      assertTrue(names(list, token("a", "s", T), Long.MAX_VALUE - 1));
      assertTrue(names(list, token("b", "s", T), T));
    }
  }

  @ParameterizedTest
  @CsvSource({"{'jti':'a'", "{'sub':'s'", "{'sub':'s';'issued_before':'2030-01-01T00:00:00Z'"})
  void an_entry_ends_with_its_time_and_the_skew_so_that_exp_is_always_late_enough(String entry) {
    RevocationList list = of(entry.replace(';', ',') + ",'until':'2026-03-01T10:30:00+01:00'}");
    assertTrue(names(list, token("a", "s", 1), T));
    assertTrue(names(list, token("a", "s", 1), T + 59_999));
    assertFalse(names(list, token("a", "s", 1), T + 60_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'sub':'s'}",
        "{'sub':'s','issued_before':'2026-03-01T09:30:00Z'}",
        "{'sub':'s','issued_before':'2999-03-01T09:30:00Z'}",
        "{'jti':'a','until':'2026-03-01T09:30:00Z'}"
      })
  void no_entry_begins_to_hold_as_time_passes(String entry) { // what the cache builds on
    RevocationList list = of(entry);
    long[] times = {0, T - 1, T, T + 59_999, T + 60_000, Long.MAX_VALUE - 1};
    for (long issued : times) {
      boolean was = true;
      for (long now : times) {
        boolean is = names(list, token("a", "s", issued), now);
        assertTrue(was || !is);
        was = is;
      }
    }
  }

  @Nested
  class Refuses {
    private String fault(String json) {
      return String.valueOf(
          assertThrows(RevocationListException.class, () -> read(json.replace('\'', '"')))
              .getMessage());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "[]",
          "null",
          "'revoked'",
          "{}",
          "{'keys':[]}",
          "{'revoked':{}}",
          "{'revoked':null}",
          "{'revoked':'all'}",
          "{'revoked':[],'version':2}",
        })
    void another_document(String json) {
      assertEquals(
          "it is not an object with an array 'revoked' and nothing else: write {\"revoked\":[…]}",
          fault(json));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          " ",
          "{'revoked':[",
          "{'revoked':[{'jti':'a'}]",
          "{'revoked':[{'jti':'a'},]}",
          "{'revoked':[]} {}",
          "{'revoked':[{'jti':'a'}],'revoked':[]}",
          "{'revoked':[{'jti':'a','jti':'b'}]}",
          "{'revoked':[{'sub':'a','\\u0073ub':'b'}]}",
          "# a comment\n{'revoked':[]}",
        })
    void what_is_not_strict_json_with_line_and_column(String json) {
      assertTrue(fault(json).startsWith("JSON, line "), fault(json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a'", "1", "null", "[]", "['jti','a']"})
    void an_entry_that_is_no_object(String entry) {
      assertEquals(
          "/revoked/1 is not an object: write for example {\"jti\":\"…\"}",
          fault("{'revoked':[{'jti':'a'}," + entry + "]}"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{}",
          "{'until':'2026-03-01T09:30:00Z'}",
          "{'jti':'a','sub':'b'}",
          "{'sub':'b','kid':'c'}",
          "{'JTI':'a'}",
          "{'jwtid':'a'}",
        })
    void an_entry_that_names_nothing_or_two_things(String entry) {
      assertEquals(
          "/revoked/0 must name exactly one of jti, sub and kid: write an entry for each",
          fault("{'revoked':[" + entry + "]}"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'jti':'a','note':'x'}",
          "{'jti':'a','issued_before':'2026-03-01T09:30:00Z'}",
          "{'sub':'a','issuedBefore':'2026-03-01T09:30:00Z'}",
          "{'sub':'a','exp':1}",
          "{'kid':'a','until':'2026-03-01T09:30:00Z'}",
          "{'kid':'a','issued_before':'2026-03-01T09:30:00Z'}",
        })
    void an_entry_with_a_member_that_has_no_place_in_it(String entry) {
      assertTrue(
          fault("{'revoked':[" + entry + "]}")
              .startsWith("/revoked/0 has an unknown member: beside "));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"1", "null", "true", "[]", "['a']", "{}", "''", "' '", "'a\\n'", "'\\u202e'"})
    void a_name_that_no_token_could_hold(String name) {
      for (String kind : new String[] {"jti", "sub", "kid"}) {
        assertEquals(
            "/revoked/0/"
                + kind
                + " is not what a token could hold: write a string, not blank, without control"
                + " characters",
            fault("{'revoked':[{'" + kind + "':" + name + "}]}"));
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "1772357400",
          "null",
          "''",
          "'now'",
          "'2026-03-01'",
          "'2026-03-01T09:30:00'",
          "'2026-02-30T09:30:00Z'",
          "'1970-01-01T00:00:00Z'",
          "'-2026-03-01T09:30:00Z'",
          "'+12026-03-01T09:30:00Z'",
        })
    void a_time_that_is_none(String time) {
      for (String member : new String[] {"issued_before", "until"}) {
        assertEquals(
            "/revoked/0/"
                + member
                + " is not a time from 1970 to 9999 as RFC 3339 writes it, such as"
                + " 2026-03-01T09:30:00Z",
            fault("{'revoked':[{'sub':'a','" + member + "':" + time + "}]}"));
      }
    }

    @Test
    void more_entries_than_50_000_and_takes_as_many() {
      assertTrue(names(read(entries(50_000)), token("i49999", "s", 0), 0));
      assertEquals(
          "it holds more than 50000 entries: remove those whose tokens have expired",
          fault(entries(50_001)));
    }

    private String entries(int count) {
      return IntStream.range(0, count)
          .mapToObj(i -> "{\"jti\":\"i" + i + "\"}")
          .collect(Collectors.joining(",", "{\"revoked\":[", "]}"));
    }

    @Test
    void without_repeating_what_it_read() {
      for (String json :
          new String[] {
            "{'revoked':[{'hunter2':'hunter2'}]}",
            "{'revoked':[{'jti':'hunter2','hunter2':1}]}",
            "{'revoked':[{'jti':['hunter2']}]}",
            "{'revoked':[{'jti':'a','until':'hunter2'}]}",
            "{'revoked':[{'jti':'hunter2'}",
            "{'hunter2':[]}"
          }) {
        assertFalse(fault(json).contains("hunter2"), fault(json));
      }
    }
  }

  @Test
  void the_example_of_the_page_is_one() throws Exception {
    Path page = Path.of(System.getProperty("hauberk.root", ".")).resolve("docs/tokens.md");
    Matcher example =
        Pattern.compile("```json\n(\\{\\s*\"revoked\".*?)```", Pattern.DOTALL)
            .matcher(Files.readString(page));
    assertTrue(example.find());
    RevocationList list = read(example.group(1));
    long now = Instant.parse("2026-03-01T09:45:00Z").toEpochMilli();
    long before = Instant.parse("2026-03-01T09:29:59Z").toEpochMilli();
    assertTrue(names(list, token("0b9f3a52-6d1c-4f1e-8a77-5c2d9e4b1a60", "x", now), now));
    assertTrue(names(list, token("x", "payments", before), now));
    assertFalse(names(list, token("x", "payments", now), now));
    assertTrue(names(list, token("x", "mallory", now), now));
    assertTrue(list.names(token("x", "x", now), Set.of("2025-11"), now));
    assertFalse(example.find(), "one example only");
  }
}
