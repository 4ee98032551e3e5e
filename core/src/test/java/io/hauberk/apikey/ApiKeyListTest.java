package io.hauberk.apikey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list as a file: whole, or not at all. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ApiKeyListTest {
  private static final String HASH = "a".repeat(64);
  private static final String GOOD =
      "{'id':'one','sha256':'" + HASH + "','caller':'billing','scopes':['a','b:c']}";

  private static ApiKeyList read(String... entries) {
    return readText("{'keys':[" + String.join(",", entries) + "]}");
  }

  private static ApiKeyList readText(String json) {
    return ApiKeyList.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static String refusal(String json) {
    return String.valueOf(
        assertThrows(ApiKeyListException.class, () -> readText(json)).getMessage());
  }

  @Test
  void a_key_with_all_that_it_needs() {
    assertEquals(
        List.of(new ApiKeyEntry("one", HASH, "billing", Set.of("a", "b:c"), null, null)),
        read(GOOD).entries());
  }

  @Test
  void a_key_with_times() {
    String times = ",'not_before':'2026-01-01T00:00:00Z','expires':'2026-04-01T02:00:00+02:00'}";
    ApiKeyEntry entry = read(GOOD.replace("}", times)).entries().get(0);
    assertEquals(Instant.parse("2026-01-01T00:00:00Z"), entry.notBefore());
    assertEquals(Instant.parse("2026-04-01T00:00:00Z"), entry.expires());
  }

  @Test
  void no_key_at_all() {
    assertEquals(List.of(), read().entries());
  }

  @Test
  void two_keys_of_one_caller() {
    String other = GOOD.replace("one", "two").replace(HASH, "b".repeat(64));
    assertEquals(2, read(GOOD, other).entries().size());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "'id':'one'|'id':''|/keys/0/id is not 1 to 32 of a-z A-Z 0-9 and -: name the key otherwise",
        "'id':'one'|'id':'a_b'|/keys/0/id is not 1 to 32 of a-z A-Z 0-9 and -: name the key otherwise",
        "'id':'one'|'id':7|/keys/0/id is not a string",
        "'id':'one',||/keys/0/id is missing: each key has one",
        "'caller':'billing',||/keys/0/caller is missing: each key has one",
        "'caller':'billing'|'caller':' '|/keys/0/caller is not 1 to 128 visible ASCII characters without blanks: write for example billing",
        "'scopes':['a','b:c']|'scopes':'a'|/keys/0/scopes is not an array of strings: write [] for a key without scopes",
        "'scopes':['a','b:c']|'scopes':null|/keys/0/scopes is not an array of strings: write [] for a key without scopes",
        "'scopes':['a','b:c']|'scopes':['a','a']|/keys/0/scopes holds something that is no string, or one twice: write each once",
        "'scopes':['a','b:c']|'scopes':[1]|/keys/0/scopes holds something that is no string, or one twice: write each once",
        "'scopes':['a','b:c']|'scopes':['a b']|/keys/0/scopes holds what is no scope (RFC 6749, 3.3): write for example orders:read",
        "'caller'|'Caller'|/keys/0 has an unknown member: there may be id, sha256, caller, scopes, not_before and expires",
        "'caller'|'note':1,'caller'|/keys/0 has an unknown member: there may be id, sha256, caller, scopes, not_before and expires",
        "'caller'|'expires':'soon','caller'|/keys/0/expires is not a time from 1970 to 9999 as RFC 3339 writes it, such as 2026-03-01T09:30:00Z",
        "'caller'|'expires':1767225600,'caller'|/keys/0/expires is not a time from 1970 to 9999 as RFC 3339 writes it, such as 2026-03-01T09:30:00Z",
        "'caller'|'expires':null,'caller'|/keys/0/expires is not a time from 1970 to 9999 as RFC 3339 writes it, such as 2026-03-01T09:30:00Z",
        "'caller'|'not_before':'2026-04-01','caller'|/keys/0/not_before is not a time from 1970 to 9999 as RFC 3339 writes it, such as 2026-03-01T09:30:00Z",
        "'caller'|'not_before':'2026-04-01T00:00:00Z','expires':'2026-04-01T00:00:00Z','caller'|/keys/0/expires is not after not_before: there is no time at which the key would be good",
      })
  void an_entry_altered_in_one_point(String from, String to, String message) {
    String altered = GOOD.replace(from, to == null ? "" : to);
    assertEquals(message, refusal("{'keys':[" + altered + "]}"));
  }

  @ParameterizedTest
  @CsvSource({"A", "g", "''"})
  void a_hash_that_is_none(String digit) {
    assertEquals(
        "/keys/0/sha256 is not 64 lower-case hexadecimal digits: write the SHA-256 of the key's"
            + " text",
        refusal("{'keys':[" + GOOD.replace(HASH, digit.repeat(64)) + "]}"));
  }

  @Test
  void an_id_that_stands_twice() {
    assertEquals(
        "/keys/1/id stands twice: give each key an id of its own",
        refusal("{'keys':[" + GOOD + "," + GOOD.replace(HASH, "b".repeat(64)) + "]}"));
  }

  @Test
  void a_hash_that_stands_twice() {
    assertEquals(
        "/keys/1/sha256 stands twice: write the hash of this entry's own key",
        refusal("{'keys':[" + GOOD + "," + GOOD.replace("one", "two") + "]}"));
  }

  @Test
  void more_keys_than_a_list_may_hold() {
    assertEquals(5_000, read(entries(5_000)).entries().size());
    assertEquals(
        "it holds more than 5000 keys: remove those that have expired",
        refusal("{'keys':[" + entries(5_001) + "]}"));
  }

  private static String entries(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                "{'id':'"
                    + i
                    + "','sha256':'"
                    + "0".repeat(59)
                    + (10_000 + i)
                    + "','caller':'c','scopes':[]}")
        .collect(Collectors.joining(","));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {"{'keys':{}}", "{'keys':[],'more':1}", "[]", "{}", "{'Keys':[]}", "null"})
  void what_is_no_list(String json) {
    assertEquals(
        "it is not an object with an array 'keys' and nothing else: write {\"keys\":[…]}",
        refusal(json));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {"{'keys':[]", "{'keys':[]} x", "{'keys':[],'keys':[]}", "{keys:[]}", "{'keys':[],}"})
  void what_is_no_JSON(String json) {
    assertTrue(refusal(json).startsWith("JSON"), () -> refusal(json));
  }

  @Test
  void no_message_holds_what_the_file_says() {
    String message = refusal("{'keys':[" + GOOD.replace("billing", "PLANTED billing") + "]}");
    assertFalse(message.contains("PLANTED"), message);
  }

  @Test
  void it_is_written_as_it_is_read() {
    ApiKeyList list =
        read(GOOD)
            .with(
                new ApiKeyEntry("two", "b".repeat(64), "b", Set.of(), null, null)
                    .withNotBefore(Instant.parse("2026-01-01T00:00:00Z"))
                    .withExpires(Instant.parse("2026-04-01T00:00:00Z")));
    assertEquals(
        """
        {
          "keys": [
            {"id":"one","sha256":"%s","caller":"billing","scopes":["a","b:c"]},
            {"id":"two","sha256":"%s","caller":"b","scopes":[],"not_before":"2026-01-01T00:00:00Z","expires":"2026-04-01T00:00:00Z"}
          ]
        }
        """
            .formatted(HASH, "b".repeat(64)),
        list.write());
    assertEquals(list.entries(), readText(list.write()).entries());
    assertEquals(List.of(), readText(ApiKeyList.EMPTY.write()).entries());
  }
}
