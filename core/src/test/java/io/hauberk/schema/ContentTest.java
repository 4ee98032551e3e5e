package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ContentTest {

  @ParameterizedTest
  @CsvSource({ // RFC 4648, 10
    "base64, Zm9vYg==, true",
    "base64, Zm9vYg=, false",
    "base64, Zm9v Yg==, false",
    "base64url, Zm9vYg, true",
    "base64url, Zm9v+g, false",
    "base32, MZXW6YQ=, true",
    "base32, MZXW6===, true",
    "base32, MZXW6YQ, false",
    "base32, mzxw6yq=, false",
    "base32, MZXW61Q=, false",
    "base16, 666F6F, true",
    "base16, 666, false",
    "base16, 66G6, false",
    "7bit, anything, true",
    "quoted-printable, anything, true"
  })
  void an_encoding_is_checked_in_contracts(String encoding, String text, boolean valid) {
    Judge judge = Judge.of(Dialect.OPENAPI_3_1, "{\"contentEncoding\": \"" + encoding + "\"}");
    assertEquals(valid, judge.admits("\"" + text + "\""));
    assertTrue(judge.admits("1"));
    assertEquals(List.of(), judge.noted());
  }

  @Test
  void it_is_an_annotation_where_formats_are() {
    Judge judge =
        Judge.of(
            SchemaCompiler.builder(Dialect.JSON_SCHEMA_2020_12),
            "{\"contentEncoding\": \"base64\"}",
            "");
    assertTrue(judge.admits("\"no base64\""));
  }

  @Test
  void what_the_text_encodes_is_not_looked_at() {
    Judge judge =
        Judge.of(
            Dialect.OPENAPI_3_1,
            """
            {"contentMediaType": "application/json", "contentSchema": {"type": "object"}}\
            """);
    assertTrue(judge.admits("\"no json\""));
  }

  @Test
  void an_unknown_encoding_is_noted() {
    assertEquals(
        List.of("unknown-format /contentEncoding"),
        Judge.of(Dialect.OPENAPI_3_1, "{\"contentEncoding\": \"rot13\"}").noted());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'contentEncoding': 1} | /contentEncoding",
        "{'contentMediaType': []} | /contentMediaType",
        "{'contentSchema': 1} | /contentSchema",
        "{'contentSchema': {'type': 1}} | /contentSchema/type"
      })
  void malformed_keywords_are_refused(String schema, String pointer) {
    SchemaException e =
        assertThrows(
            SchemaException.class, () -> Judge.of(Dialect.OPENAPI_3_1, schema.replace('\'', '"')));
    assertEquals(pointer, e.pointer());
  }
}
