package io.hauberk.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonPointerTest {

  /** The document of RFC 6901, 5. */
  private static final JsonValue DOCUMENT =
      Json.parse(
          """
          {"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4,
           "i\\\\j": 5, "k\\"l": 6, " ": 7, "m~n": 8}
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "/foo; [\"bar\",\"baz\"]; #/foo",
        "/foo/0; \"bar\"; #/foo/0",
        "/; 0; #/",
        "/a~1b; 1; #/a~1b",
        "/c%d; 2; #/c%25d",
        "/e^f; 3; #/e%5Ef",
        "/g|h; 4; #/g%7Ch",
        "/i\\j; 5; #/i%5Cj",
        "/k\"l; 6; #/k%22l",
        "`/ `; 7; #/%20",
        "/m~0n; 8; #/m~0n"
      })
  void the_examples_of_RFC_6901(String text, String value, String fragment) {
    JsonPointer pointer = JsonPointer.parse(text);
    assertEquals(Optional.of(Json.parse(value)), pointer.find(DOCUMENT));
    assertEquals(text, pointer.toString());
    assertEquals(fragment, pointer.toFragment());
    assertEquals(pointer, JsonPointer.parseFragment(fragment));
  }

  @Test
  void the_root_is_the_whole_document() {
    assertEquals(Optional.of(DOCUMENT), JsonPointer.ROOT.find(DOCUMENT));
    assertEquals(JsonPointer.ROOT, JsonPointer.parse(""));
    assertEquals(JsonPointer.ROOT, JsonPointer.parseFragment("#"));
    assertEquals("", JsonPointer.ROOT.toString());
    assertEquals(Optional.empty(), JsonPointer.ROOT.parent());
  }

  @Test
  void a_child_is_built_from_its_name_as_it_is() {
    JsonPointer pointer = JsonPointer.ROOT.child("paths").child("/orders/{id}~").child(3);
    assertEquals("/paths/~1orders~1{id}~0/3", pointer.toString());
    assertEquals(List.of("paths", "/orders/{id}~", "3"), pointer.tokens());
    assertEquals(Optional.of(JsonPointer.parse("/paths/~1orders~1{id}~0")), pointer.parent());
    assertEquals("#/paths/~1orders~1%7Bid%7D~0/3", pointer.toFragment());
    assertThrows(IllegalArgumentException.class, () -> JsonPointer.ROOT.child(-1));
  }

  @Test
  void an_escape_is_undone_once() {
    assertEquals(List.of("~1"), JsonPointer.parse("/~01").tokens()); // RFC 6901, 4
    assertEquals(List.of("%41"), JsonPointer.parseFragment("#/%2541").tokens());
    assertEquals(List.of("\u00e9"), JsonPointer.parseFragment("#/%C3%A9").tokens());
    assertEquals("#/%C3%A9", JsonPointer.parse("/\u00e9").toFragment());
    assertNotEquals(JsonPointer.parse("/a/b"), JsonPointer.parse("/a~1b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/bar",
        "/foo/2",
        "/foo/-",
        "/foo/00",
        "/foo/01",
        "/foo/+1",
        "/foo/-1",
        "/foo/1e0",
        "/foo/99999999999",
        "/foo/\u0661",
        "/foo/0/x",
        "/foo/",
        "//"
      })
  void what_the_document_does_not_have_is_absent(String text) {
    assertEquals(Optional.empty(), JsonPointer.parse(text).find(DOCUMENT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo", "#/foo", "/~", "/~2", "/a~", "/~/b", " /a"})
  void what_is_not_a_pointer_is_refused(String text) {
    assertEquals(
        JsonFault.Kind.MALFORMED,
        assertThrows(JsonException.class, () -> JsonPointer.parse(text)).kind());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/foo", "#foo", "#/%", "#/%2", "#/%zz", "#/%FF", "#/%ED%A0%80", "#/%7E"})
  void what_is_not_a_fragment_is_refused(String text) {
    assertThrows(JsonException.class, () -> JsonPointer.parseFragment(text));
  }
}
