package io.hauberk.json;

import static io.hauberk.json.Octets.assertRefused;
import static io.hauberk.json.Octets.read;
import static io.hauberk.json.Octets.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.hauberk.json.JsonFault.Kind;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DuplicateNamesTest {

  /** Members {@code "n0":0, "n1":1, …} without braces. */
  private static String members(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"n" + i + "\":" + i)
        .collect(Collectors.joining(","));
  }

  @Nested
  class Admits {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 18, 33, 64, 65, 1_000, 10_000})
    void distinct_names_in_an_object_of_any_size(int count) {
      assertEquals(count, read("{" + members(count) + "}").size(0));
    }

    @Test
    void the_same_name_in_different_objects() {
      read("{\"a\":{\"a\":{\"a\":1}},\"b\":[{\"a\":1},{\"a\":2}]}");
    }

    @Test
    void the_same_names_in_large_objects_side_by_side_and_inside_each_other() {
      String large = "{" + members(40) + "}";
      read("[" + large + "," + large + "]");
      String around =
          "{" + members(20) + ",\"inner\":" + large + ",\"n20\":0,\"n21\":" + large + "}";
      read("[" + around + "," + around + "]");
    }

    @Test
    void names_that_differ_in_one_octet_only() {
      read("{\"aaaaaaaaXaaaaaaaa\":1,\"aaaaaaaaYaaaaaaaa\":2}"); // ends alike, equal fingerprints
      read("{\"a\":1,\"A\":2,\"\":3,\" \":4,\"a\\u0000\":5}");
      read("{\"__proto__\":1,\"constructor\":2,\"toString\":3}");
    }

    @Test
    void one_document_after_another() {
      JsonTape tape = new JsonTape();
      byte[] document = utf8("{" + members(50) + "}");
      for (int i = 0; i < 100; i++) {
        assertNull(tape.read(document, JsonLimits.DEFAULT));
      }
    }
  }

  @Nested
  class Denies {
    @Test
    void a_name_that_stands_twice() {
      assertRefused(Kind.DUPLICATE_NAME, 7, "{\"a\":1,\"a\":1}");
      assertRefused(Kind.DUPLICATE_NAME, 13, "{\"x\":[{\"a\":1,\"a\":2}]}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 18, 33, 64, 65, 1_000, 20_000})
    void a_name_that_stands_twice_in_an_object_of_any_size(int count) {
      String head = "{" + members(count) + ",";
      assertRefused(Kind.DUPLICATE_NAME, head.length(), head + "\"n0\":1}");
      assertRefused(Kind.DUPLICATE_NAME, head.length(), head + "\"n" + (count - 1) + "\":1}");
      assertRefused(Kind.DUPLICATE_NAME, head.length(), head + "\"n" + count / 2 + "\":1}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 200})
    void a_name_that_is_the_same_after_unescaping(int others) {
      String head = "{\"exp\":1," + members(others) + ",";
      assertRefused(Kind.DUPLICATE_NAME, head.length(), head + "\"\\u0065xp\":2}");
      String escaped = "{\"\\u0065xp\":1," + members(others) + ",";
      assertRefused(Kind.DUPLICATE_NAME, escaped.length(), escaped + "\"exp\":2}");
      assertRefused(Kind.DUPLICATE_NAME, escaped.length(), escaped + "\"ex\\u0070\":2}");
    }

    @Test
    void a_name_that_is_the_same_in_another_alphabet() {
      assertRefused(Kind.DUPLICATE_NAME, 8, "{\"\u00e9\":1,\"\\u00E9\":2}");
      assertRefused(Kind.DUPLICATE_NAME, 10, "{\"\ud834\udd1e\":1,\"\\ud834\\udd1e\":2}");
    }

    @Test
    void the_empty_name_twice() {
      assertRefused(Kind.DUPLICATE_NAME, 6, "{\"\":1,\"\":2}");
    }

    @Test
    void a_name_twice_around_a_large_object() {
      String document = "{\"a\":1,\"b\":{" + members(60) + "},\"a\":2}";
      assertRefused(Kind.DUPLICATE_NAME, document.length() - 6, document);
      String outer = "{" + members(30) + ",\"b\":{" + members(60) + "},\"n29\":2}";
      assertRefused(Kind.DUPLICATE_NAME, outer.length() - 8, outer);
    }
  }

  @Test
  void a_million_names_with_one_fingerprint_are_read_in_linear_time() {
    // One prefix and one suffix of eight octets, so that fingerprints collide; a quadratic reader
    // takes hours here.
    StringBuilder document = new StringBuilder("{");
    for (int i = 0; i < 1_000_000; i++) {
      document
          .append(i == 0 ? "" : ",")
          .append("\"prefixed")
          .append(1_000_000 + i)
          .append("suffixed\":0");
    }
    byte[] bytes = utf8(document.append('}').toString());
    JsonTape tape = new JsonTape();
    assertNull(tape.read(bytes, JsonLimits.DOCUMENT));
    assertEquals(1_000_000, tape.size(tape.root()));
    assertEquals(tape.fingerprint(1), tape.fingerprint(3));
  }
}
