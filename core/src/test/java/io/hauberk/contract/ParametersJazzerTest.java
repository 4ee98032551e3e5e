package io.hauberk.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hauberk.json.Json;
import io.hauberk.json.JsonString;
import io.hauberk.request.Decision;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/**
 * Parameters of every style under texts of any kind: decided, and decoded exactly once. The lines
 * are the target, two header fields, cookies and a text to be sent encoded.
 */
@Tag("fuzz")
class ParametersJazzerTest {
  private static final Contract CONTRACT =
      Contracts.of(
          """
          paths:
            /{simple}/{label}/{matrix}/x{part}.json:
              post:
                operationId: all
                parameters:
                - {name: simple, in: path, required: true, schema: {type: array, items: {}}}
                - {name: label, in: path, required: true, style: label, explode: true, schema: {type: object}}
                - {name: matrix, in: path, required: true, style: matrix, schema: {type: integer}}
                - {name: part, in: path, required: true, schema: {type: string}}
                - {name: text, in: query, schema: {type: string}}
                - {name: list, in: query, schema: {type: array, items: {type: [number, string]}}}
                - {name: flat, in: query, explode: false, schema: {type: object}}
                - {name: spaces, in: query, style: spaceDelimited, explode: false, schema: {type: array, items: {}}}
                - {name: pipes, in: query, style: pipeDelimited, explode: false, schema: {type: array, items: {}}}
                - {name: deep, in: query, style: deepObject, explode: true, schema: {type: object,
                    properties: {a: {type: integer}, b: {type: array, items: {}}}}}
                - {name: json, in: query, content: {application/json: {schema: {}}}}
                - {name: empty, in: query, allowEmptyValue: true, schema: {type: boolean}}
                - {name: X-List, in: header, schema: {type: array, items: {type: integer}}}
                - {name: X-Map, in: header, explode: true, schema: {type: object}}
                - {name: jar, in: cookie, schema: {type: string}}
                - {name: box, in: cookie, explode: false, schema: {type: array, items: {}}}
                responses: {'204': {description: ok}}
          """);

  @FuzzTest(maxExecutions = 50_000)
  void requests(byte[] data) {
    String[] lines = new String(data, StandardCharsets.ISO_8859_1).split("\n", 5);
    TestHead head = TestHead.of("POST", lines[0]);
    if (lines.length == 5) {
      head = head.with("X-List", lines[1]).with("X-Map", lines[2]).with("Cookie", lines[3]);
      decodedOnce(new String(lines[4].getBytes(StandardCharsets.ISO_8859_1), UTF_8));
    }
    assertEquals(decide(head, new HashMap<>()), decide(head, new HashMap<>()));
  }

  private static Decision decide(TestHead head, Map<String, String> values) {
    if (RequestTarget.parse(head.target(), CONTRACT.targetLimits()) instanceof RequestTarget target
        && CONTRACT.route("POST", target) instanceof Route.Found found) {
      Decision checked = found.operation().checkHead(head, target, found);
      Decision decoded = found.operation().parameters().decode(head, target, found.texts(), values);
      assertEquals(checked, decoded);
      return checked;
    }
    return Decision.ADMITTED;
  }

  /** Whatever a text is, encoded once in a query or a cookie it arrives as itself. */
  private static void decodedOnce(String text) {
    if (text.indexOf('\0') >= 0 || text.length() > 200) {
      return; // an encoded NUL is refused
    }
    TestHead head =
        TestHead.of("POST", "/a/.a=b/;matrix=5/xy.json?text=" + encoded(text))
            .with("Cookie", "jar=" + encoded(text));
    Map<String, String> values = new HashMap<>();
    Decision decision = decide(head, values);
    assertTrue(decision.isAdmitted(), decision.toString());
    assertEquals(new JsonString(text), Json.parse(values.getOrDefault("query.text", "0")));
    assertEquals(new JsonString(text), Json.parse(values.getOrDefault("cookie.jar", "0")));
  }

  private static String encoded(String text) {
    StringBuilder out = new StringBuilder();
    for (byte octet : text.getBytes(UTF_8)) {
      out.append(String.format(Locale.ROOT, "%%%02X", octet));
    }
    return out.toString();
  }
}
