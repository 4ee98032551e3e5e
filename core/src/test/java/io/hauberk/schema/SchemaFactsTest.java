package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SchemaFactsTest {

  private static SchemaFacts facts(String schema) {
    return Judge.of(schema.replace('\'', '"')).facts();
  }

  private static Set<InstanceType> types(String schema) {
    return facts(schema).types();
  }

  @Test
  void a_type_is_what_it_says() {
    assertEquals(EnumSet.of(InstanceType.INTEGER), types("{'type': 'integer'}"));
    assertEquals(
        EnumSet.of(InstanceType.INTEGER, InstanceType.NUMBER), types("{'type': 'number'}"));
  }

  @Test
  void no_type_is_any_type() {
    assertEquals(EnumSet.allOf(InstanceType.class), types("{}"));
    assertEquals(EnumSet.noneOf(InstanceType.class), types("false"));
  }

  @Test
  void an_enum_has_the_types_of_its_values() {
    assertEquals(
        EnumSet.of(InstanceType.INTEGER, InstanceType.STRING), types("{'enum': [1, 'a']}"));
  }

  @Test
  void all_of_narrows_and_any_of_widens() {
    assertEquals(
        EnumSet.of(InstanceType.INTEGER),
        types("{'allOf': [{'type': 'number'}, {'type': ['integer', 'string']}]}"));
    assertEquals(
        EnumSet.of(InstanceType.INTEGER, InstanceType.STRING),
        types(
            "{'anyOf': [{'type': 'integer'}, {'$ref': '#/$defs/s'}],"
                + " '$defs': {'s': {'type': 'string'}}}"));
  }

  @Test
  void elements_and_properties_are_seen_through_references() {
    SchemaFacts facts =
        facts(
            """
            {"allOf": [{"$ref": "#/$defs/o"}], "$defs": {"o": {
              "type": "object", "additionalProperties": false,
              "properties": {"ids": {"type": "array", "prefixItems": [{"type": "string"}],
                                     "items": {"type": "integer"}}}}}}\
            """);
    assertEquals(Set.of("ids"), facts.declaredProperties());
    assertFalse(facts.acceptsUndeclaredProperties());
    assertTrue(facts.property("ids").accepts(InstanceType.ARRAY));
    assertEquals(EnumSet.of(InstanceType.STRING), facts.property("ids").element(0).types());
    assertEquals(EnumSet.of(InstanceType.INTEGER), facts.property("ids").element(7).types());
    assertEquals(EnumSet.noneOf(InstanceType.class), facts.property("other").types());
  }

  @Test
  void alternatives_give_the_property_of_either() {
    SchemaFacts facts =
        facts(
            "{'oneOf': [{'properties': {'a': {'type': 'string'}}},"
                + " {'properties': {'a': {'type': 'boolean'}}}]}");
    assertEquals(
        EnumSet.of(InstanceType.STRING, InstanceType.BOOLEAN), facts.property("a").types());
    assertTrue(facts.acceptsUndeclaredProperties());
  }

  @Test
  void a_schema_that_contains_itself_can_be_asked_to_any_depth() {
    SchemaFacts facts = facts("{'type': 'array', 'items': {'$ref': '#'}}");
    for (int i = 0; i < 100; i++) {
      facts = facts.element(i);
    }
    assertEquals(EnumSet.of(InstanceType.ARRAY), facts.types());
  }

  @Test
  void alternatives_that_lead_to_the_same_schema_are_asked_once() {
    StringBuilder chain = new StringBuilder("{'$ref': '#/$defs/s0', '$defs': {");
    for (int i = 0; i < 40; i++) {
      String next = "{'$ref': '#/$defs/s" + (i + 1) + "'}";
      chain.append("'s" + i + "': {'anyOf': [" + next + ", " + next + "]},");
    }
    SchemaFacts facts =
        facts(chain + "'s40': {'type': 'object', 'properties': {'a': {'type': 'null'}}}}}");
    assertEquals(EnumSet.of(InstanceType.OBJECT), facts.types());
    assertEquals(Set.of("a"), facts.declaredProperties());
    assertTrue(facts.acceptsUndeclaredProperties());
    assertEquals(EnumSet.of(InstanceType.NULL), facts.property("a").types());
  }

  @Test
  void a_long_chain_of_references_is_followed() {
    StringBuilder chain = new StringBuilder("{'$ref': '#/$defs/s0', '$defs': {");
    for (int i = 0; i < 20_000; i++) {
      chain.append("'s" + i + "': {'$ref': '#/$defs/s" + (i + 1) + "'},");
    }
    assertEquals(EnumSet.of(InstanceType.NULL), types(chain + "'s20000': {'type': 'null'}}}"));
  }
}
