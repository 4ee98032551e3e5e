package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ContradictionsTest {

  private static List<String> unsatisfiable(String schema) {
    return Judge.of(schema.replace('\'', '"')).noted().stream()
        .filter(note -> note.startsWith("unsatisfiable "))
        .map(note -> note.substring("unsatisfiable ".length()))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'enum': []} | /enum",
        "{'properties': {'a': {'type': 'string', 'enum': [1, 2]}}} | /properties/a",
        "{'properties': {'a': {'type': 'string', 'const': 1}}} | /properties/a",
        "{'properties': {'a': {'const': 'a', 'enum': ['b']}}} | /properties/a",
        "{'properties': {'a': {'allOf': [{'type': 'string'}, {'type': 'object'}]}}}"
            + " | /properties/a",
        "{'minLength': 5, 'maxLength': 3} | /minLength",
        "{'minItems': 5, 'maxItems': 3} | /minItems",
        "{'minProperties': 5, 'maxProperties': 3} | /minProperties",
        "{'required': ['a', 'b'], 'maxProperties': 1} | /maxProperties",
        "{'minimum': 5, 'maximum': 3} | /minimum",
        "{'minimum': 5, 'exclusiveMaximum': 5} | /minimum",
        "{'exclusiveMinimum': 5, 'maximum': 5} | /exclusiveMinimum",
        "{'type': 'integer', 'minimum': 1.2, 'maximum': 1.8} | /minimum",
        "{'type': 'integer', 'exclusiveMinimum': 1, 'exclusiveMaximum': 2} | /exclusiveMinimum",
        "{'multipleOf': 7, 'minimum': 1, 'maximum': 6} | /minimum",
        "{'required': ['a'], 'properties': {'a': false}} | /required",
        "{'required': ['b'], 'properties': {'a': {}}, 'additionalProperties': false} | /required",
        "{'allOf': [{'required': ['b']}, {'properties': {'a': {}}, 'additionalProperties': false}]}"
            + " | /required",
        "{'allOf': [{'minLength': 5}, {'maxLength': 3}]} | /minLength",
        "{'enum': ['a', 'bb'], 'minLength': 3} | /enum",
        "{'const': 'a', 'pattern': '^b'} | /const",
        "{'enum': [1, 2], 'minimum': 3} | /enum",
        "{'$defs': {'a': {'minLength': 5, 'maxLength': 3}}, 'items': {'$ref': '#/$defs/a'}}"
            + " | /$defs/a/minLength"
      })
  void are_noted_where_they_stand_and_once(String schema, String pointer) {
    assertEquals(List.of(pointer), unsatisfiable(schema));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'string', 'enum': ['a', 1]}",
        "{'minLength': 3, 'maxLength': 3}",
        "{'minLength': 3, 'maxItems': 1}",
        "{'minimum': 5, 'maximum': 5}",
        "{'exclusiveMinimum': 1, 'exclusiveMaximum': 2}",
        "{'type': 'integer', 'minimum': 1.2, 'maximum': 2}",
        "{'multipleOf': 7, 'minimum': 1, 'maximum': 7}",
        "{'multipleOf': 0.1, 'minimum': 0.25, 'maximum': 0.3}",
        "{'required': ['ab'], 'patternProperties': {'^a': {}}, 'additionalProperties': false}",
        "{'properties': {'a': false}}",
        "{'anyOf': [{'minLength': 5}, {'maxLength': 3}]}",
        "{'not': {}, 'additionalProperties': false}",
        "{'enum': ['a', 'bbb'], 'minLength': 3}",
        "{'properties': {'never': false}, 'items': {'$ref': '#'}}",
        "{'allOf': [{'type': ['string', 'null']}, {'type': ['null', 'object']}]}",
        "{'type': 'string', 'minimum': 0.2, 'maximum': 0.8}",
        "{'type': 'object', 'minItems': 5, 'maxItems': 3}"
      })
  void are_not_seen_where_a_value_fits(String schema) {
    assertEquals(List.of(), unsatisfiable(schema));
  }

  @Test
  void are_told_with_their_limits() {
    assertEquals(
        List.of("/minimum: no number fits: it would be at least 5 and at most 3"),
        Judge.of("{\"minimum\": 5, \"maximum\": 3}").notes());
    assertEquals(
        List.of("/minLength: no string fits: minLength is 5, and maxLength is 3"),
        Judge.of("{\"minLength\": 5, \"maxLength\": 3}").notes());
  }
}
