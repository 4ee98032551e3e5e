package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SchemaNoteTest {

  @Nested
  class Has_a_rule {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{'maxlength': 3} | unknown-keyword /maxlength",
          "{'properties': {'a': {'typ': 1}}} | unknown-keyword /properties/a/typ",
          "{'format': 'postcode'} | unknown-format /format",
          "{'then': {}} | idle-keyword /then",
          "{'minContains': 1} | idle-keyword /minContains",
          "{'type': 'string', 'maximum': 3} | idle-keyword /maximum",
          "{'pattern': 'a\\\\-b'} | lenient-pattern /pattern",
          "{'enum': []} | unsatisfiable /enum"
        })
    void in_json_schema(String schema, String note) {
      assertEquals(List.of(note), Judge.of(schema.replace('\'', '"')).noted());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{'nullable': true} | idle-keyword /nullable",
          "{'$comment': 'a'} | unknown-keyword /$comment",
          "{'items': {'$ref': '#', 'maxItems': 3}} | ref-siblings /items/$ref"
        })
    void in_openapi_3_0(String schema, String note) {
      Judge judge = Judge.of(Dialect.OPENAPI_3_0, schema.replace('\'', '"'));
      assertEquals(List.of(note), judge.noted());
    }
  }

  @Test
  void rules_are_words_with_hyphens_and_do_not_change() {
    assertEquals(
        List.of(
            "unknown-keyword",
            "unknown-format",
            "idle-keyword",
            "ref-siblings",
            "unmapped-discriminator",
            "redos-prone",
            "lenient-pattern",
            "unsatisfiable"),
        Arrays.stream(Oddity.values()).map(Oddity::id).toList());
  }

  @Test
  void says_where_it_stands_and_by_which_rule() {
    assertEquals(
        "urn:a#/b: checks nothing [idle-keyword]",
        new SchemaNote("idle-keyword", "urn:a", "/b", "checks nothing").toString());
  }
}
