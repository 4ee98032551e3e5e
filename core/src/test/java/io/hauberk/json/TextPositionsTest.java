package io.hauberk.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TextPositionsTest {

  private static List<JsonPointer> places(String... pointers) {
    return Stream.of(pointers).map(JsonPointer::parse).toList();
  }

  private static String shown(Map<JsonPointer, TextPosition> found) {
    StringBuilder out = new StringBuilder();
    found.forEach(
        (pointer, at) ->
            out.append(pointer)
                .append('=')
                .append(at.line())
                .append(':')
                .append(at.column())
                .append(' '));
    return out.toString().strip();
  }

  @Test
  void members_are_found_at_their_names_and_elements_at_their_values() {
    byte[] json =
        "{\n  \"é\": [1,\n \"x\", {\"a~\": 1}],\n \"b\": {}}".getBytes(StandardCharsets.UTF_8);

    assertEquals(
        "=1:1 /é=2:3 /é/0=2:9 /é/1=3:2 /é/2/a~0=3:8 /b=4:2 /b/none/at/all=4:2",
        shown(
            TextPositions.inJson(
                json,
                JsonLimits.DOCUMENT,
                places("/b/none/at/all", "/é/2/a~0", "/b", "/é/1", "/é/0", "", "/é"))));
  }

  @Test
  void the_same_places_are_found_in_YAML() {
    byte[] yaml =
        """
        é: &one
          - 1
          - {a~: 1}
        200: *one
        """
            .getBytes(StandardCharsets.UTF_8);

    assertEquals(
        "/é=1:1 /é/0=2:5 /é/1/a~0=3:6 /200=4:1 /200/1=4:1",
        shown(
            TextPositions.inYaml(
                yaml, JsonLimits.DOCUMENT, places("/200", "/é/1/a~0", "/é", "/é/0", "/200/1"))));
  }
}
