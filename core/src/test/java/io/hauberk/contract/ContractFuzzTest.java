package io.hauberk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.request.Decision;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractFuzzTest {
  private static final String DOCUMENT =
      """
      {"openapi": "3.1.0", "info": {"title": "t", "version": "1"},
       "servers": [{"url": "https://a.example/{v}", "variables": {"v": {"default": "v1"}}}],
       "security": [{"s": ["read"]}],
       "paths": {"/a/{x}/{y}.json": {
         "parameters": [{"$ref": "#/components/parameters/X"}],
         "post": {"operationId": "op",
           "parameters": [
             {"name": "y", "in": "path", "required": true, "schema": {"type": "string"}},
             {"name": "q", "in": "query", "style": "deepObject", "schema": {"type": "object",
               "properties": {"a": {"type": "integer"}, "b": {"type": "array", "items": {}}}}},
             {"name": "l", "in": "query", "explode": false, "schema": {"type": "array",
               "items": {"type": "number"}}},
             {"name": "h", "in": "header", "schema": {"type": ["boolean", "integer"]}},
             {"name": "c", "in": "cookie", "content": {"application/json": {"schema": {}}}}],
           "requestBody": {"content": {"application/json": {"schema": {"type": "object"}},
             "application/x-www-form-urlencoded": {"schema": {"type": "object",
               "properties": {"a": {"type": "integer"}, "o": {"type": "object"}}}}}},
           "responses": {"2XX": {"description": "ok", "content": {"application/json": {}}}}}}},
       "components": {
         "parameters": {"X": {"name": "x", "in": "path", "required": true, "style": "matrix",
           "schema": {"type": "integer"}}},
         "securitySchemes": {"s": {"type": "http", "scheme": "bearer"}}}}
      """;
  private static final String ALPHABET =
      "abqxyv1/.%25;=&[]{}()?#:@!$'*+, \t\"\\<>|^`~-_0\u00e9\u0000";

  private final Random random = new Random(42);

  private String mutated(String text) {
    StringBuilder out = new StringBuilder(text);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(out.length());
      String piece = ALPHABET.substring(random.nextInt(ALPHABET.length())).substring(0, 1);
      switch (random.nextInt(4)) {
        case 0 -> out.insert(at, piece);
        case 1 -> out.replace(at, at + 1, piece);
        case 2 -> out.deleteCharAt(at);
        default -> out.insert(at, out.substring(at, Math.min(out.length(), at + 9)));
      }
      if (out.length() == 0) {
        out.append('/');
      }
    }
    return out.toString();
  }

  private int requests(int count) {
    Contract contract = Contracts.read(DOCUMENT);
    int admitted = 0;
    for (int i = 0; i < count; i++) {
      String raw = mutated("/v1/a/;x=5/z.json?q[a]=1&q[b][]=2&l=1,2.5");
      TestHead head =
          TestHead.of("POST", raw)
              .with("h", mutated("true"))
              .with("Cookie", mutated("c=%7B%7D; d=1"))
              .with("Accept", mutated("application/json;q=0.5, */*"))
              .with("Content-Type", mutated("application/json; charset=utf-8"));
      ParsedTarget parsed = RequestTarget.parse(raw, contract.targetLimits());
      if (parsed instanceof RequestTarget target
          && contract.route("POST", target) instanceof Route.Found found) {
        assertEquals(2, found.texts().size());
        Decision decision = found.operation().checkHead(head, target, found);
        byte[] body = mutated("a=1&o=%7B%7D").getBytes(StandardCharsets.ISO_8859_1);
        found.operation().checkBody(head, body, body.length);
        TestHead form =
            TestHead.of("POST", raw).with("Content-Type", "application/x-www-form-urlencoded");
        found.operation().checkBody(form, body, body.length);
        admitted += decision.isAdmitted() ? 1 : 0;
      }
    }
    return admitted;
  }

  private int documents(int count) {
    int read = 0;
    for (int i = 0; i < count; i++) {
      try {
        Contracts.read(mutated(DOCUMENT));
        read++;
      } catch (ContractException e) {
        assertTrue(!e.defects().isEmpty());
      }
    }
    return read;
  }

  @Test
  void a_broken_request_is_decided_and_never_fails() {
    assertTrue(requests(3_000) > 0);
  }

  @Test
  void a_broken_document_is_read_or_refused_and_never_fails() {
    assertTrue(documents(2_000) > 0);
  }

  @Test
  @Tag("long")
  void many_broken_requests_and_documents() {
    assertTrue(requests(200_000) > 0);
    assertTrue(documents(20_000) > 0);
  }
}
