package io.hauberk.contract;

import static io.hauberk.contract.MultipartForms.TYPE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hauberk.request.Decision;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;

/**
 * Multipart bodies of any kind: decided, and decided alike however they are cut into pieces. The
 * first octet is the length of the pieces.
 */
@Tag("fuzz")
class MultipartJazzerTest {
  private static final Contract CONTRACT =
      Contracts.of(
          """
          paths:
            /forms:
              post:
                operationId: forms
                requestBody:
                  content:
                    multipart/form-data:
                      schema:
                        type: object
                        additionalProperties: false
                        properties:
                          id: {type: string, maxLength: 8}
                          count: {type: integer}
                          tags: {type: array, maxItems: 2, items: {type: string}}
                          meta: {type: object, properties: {a: {type: integer}}}
                          photo: {type: string, format: binary, maxLength: 10}
                      encoding:
                        photo: {contentType: image/png}
                responses: {'204': {description: ok}}
          """);

  @FuzzTest(maxExecutions = 50_000)
  void bodies(byte[] data) {
    if (data.length == 0) {
      return;
    }
    byte[] body = Arrays.copyOfRange(data, 1, data.length);
    Decision whole = check(body, Math.max(1, body.length));
    assertEquals(whole, check(body, 1));
    assertEquals(whole, check(body, 1 + (data[0] & 0xFF)));
  }

  private static Decision check(byte[] body, int step) {
    TestHead head =
        TestHead.of("POST", "/forms")
            .with("Content-Type", TYPE)
            .with("Content-Length", Integer.toString(body.length));
    BodySink sink = Contracts.found(CONTRACT, "POST", "/forms").operation().openBody(head, true);
    for (int at = 0; at < body.length; at += step) {
      if (!sink.accept(body, at, Math.min(step, body.length - at))) {
        break;
      }
    }
    return sink.end();
  }
}
