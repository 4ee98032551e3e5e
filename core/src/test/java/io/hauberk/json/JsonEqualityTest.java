package io.hauberk.json;

import static io.hauberk.json.Octets.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonEqualityTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null|null",
        "true|true",
        "1|1.0",
        "1|10e-1",
        "0|-0",
        "1e400|10e399",
        "0.5|5e-1",
        "1e-30|0.1e-29",
        "\"a\"|\"\\u0061\"",
        "\"\u00e9\"|\"\\u00e9\"",
        "\"\ud834\udd1e\"|\"\\uD834\\uDD1E\"",
        "[1,[2]]|[1.0,[2]]",
        "{}|{ }",
        "{\"a\":1,\"b\":2}|{\"b\":2,\"a\":1}",
        "{\"a\":[{}]}|{\"\\u0061\":[{}]}"
      })
  void equal_by_value_and_with_equal_hashes(String a, String b) {
    JsonTape left = read(a);
    JsonTape right = read(b);
    assertTrue(JsonTape.equal(left, 0, right, 0));
    assertEquals(left.hash(0, 42), right.hash(0, 42));
    assertEquals(left.toValue(0), right.toValue(0));
    assertEquals(left.toValue(0).hashCode(), right.toValue(0).hashCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null|false",
        "0|false",
        "1|true",
        "1|\"1\"",
        "null|\"null\"",
        "[]|{}",
        "[]|null",
        "true|false",
        "1|-1",
        "1|1.0000000000000000000000001",
        "0.5|0.50000000001",
        "9007199254740992|9007199254740993",
        "1e400|1e399",
        "\"a\"|\"A\"",
        "\"a\"|\"a \"",
        "\"\"|\"\\u0000\"",
        "\"a\\n\"|\"a\\n\\n\"",
        "[1,2]|[2,1]",
        "[1]|[1,1]",
        "[[]]|[]",
        "{\"a\":1}|{\"a\":2}",
        "{\"a\":1}|{\"b\":1}",
        "{\"a\":1}|{\"a\":1,\"b\":1}",
        "{\"a\":1,\"b\":2}|{\"a\":2,\"b\":1}"
      })
  void different_and_with_different_hashes(String a, String b) {
    JsonTape left = read(a);
    JsonTape right = read(b);
    assertFalse(JsonTape.equal(left, 0, right, 0));
    assertNotEquals(left.hash(0, 42), right.hash(0, 42));
    assertNotEquals(left.toValue(0), right.toValue(0));
  }

  @Test
  void large_objects_in_any_order() {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      members.add("\"name" + i + "\":" + i);
    }
    JsonTape ordered = read("{" + String.join(",", members) + "}");
    Collections.shuffle(members, new Random(1));
    JsonTape shuffled = read("{" + String.join(",", members) + "}");
    assertTrue(JsonTape.equal(ordered, 0, shuffled, 0));
    assertEquals(ordered.hash(0, 3), shuffled.hash(0, 3));
    members.set(2_500, "\"other\":1");
    JsonTape changed = read("{" + String.join(",", members) + "}");
    assertFalse(JsonTape.equal(ordered, 0, changed, 0));
    assertFalse(JsonTape.equal(changed, 0, ordered, 0));
  }

  @Test
  void nodes_of_one_tape() {
    JsonTape tape = read("[{\"a\":[1,\"x\"]},{\"a\":[1.0,\"\\u0078\"]}]");
    int first = tape.first(0);
    assertTrue(JsonTape.equal(tape, first, tape, tape.next(first)));
  }

  @Test
  void another_seed_makes_another_hash() {
    JsonTape tape = read("{\"a\":[1,true,null,\"x\"]}");
    Set<Integer> hashes = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      hashes.add(tape.hash(0, seed));
    }
    assertEquals(100, hashes.size());
  }
}
