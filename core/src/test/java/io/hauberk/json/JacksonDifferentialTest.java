package io.hauberk.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Our reader against Jackson's, over documents with random damage: both accept with the same
 * content, or both refuse. Where we are stricter, the fault must be one that Jackson doesn't look
 * for.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JacksonDifferentialTest {
  private static final JsonLimits LIMITS =
      JsonLimits.DOCUMENT.withMaxNumberLength(1_000).withMaxExponent(400);
  private static final JsonMapper JACKSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(
                      JsonFactory.Feature.CHARSET_DETECTION) // UTF-8, whatever the first octets
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNumberLength(10_000).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonTape tape = new JsonTape();

  @Test
  void five_thousand_damaged_documents() {
    compare(1, 5_000);
  }

  @Test
  @Tag("long")
  void half_a_million_damaged_documents() {
    compare(2, 500_000);
  }

  private void compare(long seed, int documents) {
    SplittableRandom random = new SplittableRandom(seed);
    int accepted = 0;
    for (int i = 0; i < documents; i++) {
      byte[] document = RandomJson.document(random);
      if (i % 3 != 0) {
        document = RandomJson.damage(document, random);
      }
      accepted += compare(document, i) ? 1 : 0;
    }
    assertTrue(accepted > documents / 4 && accepted < documents, "accepted " + accepted);
  }

  private boolean compare(byte[] document, int number) {
    JsonNode theirs = jackson(document);
    JsonFault fault = tape.read(document, LIMITS);
    if (fault == null) {
      assertTrue(theirs != null, () -> "only we accept document " + number);
      assertTrue(isUtf8(document), () -> "not UTF-8: document " + number);
      assertSame(Objects.requireNonNull(theirs), tape, tape.root(), number);
      return true;
    }
    if (theirs != null) {
      assertTrue(
          isOnlyOurs(fault, document),
          () -> "only Jackson accepts document " + number + ": " + fault);
    }
    return false;
  }

  /** What Jackson takes and we refuse on purpose. */
  private static boolean isOnlyOurs(JsonFault fault, byte[] document) {
    return switch (fault.kind()) {
      case NUMBER_TOO_LONG -> true; // the exponent
      case INVALID_UTF8 -> !isUtf8(document); // Jackson takes overlong forms and surrogates
      case MALFORMED -> document[fault.offset()] == '\\'; // half of a surrogate pair
      default -> false;
    };
  }

  private static boolean isUtf8(byte[] document) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static @Nullable JsonNode jackson(byte[] document) {
    try {
      JsonNode node = JACKSON.readTree(document);
      return node.isMissingNode() ? null : node;
    } catch (IOException | NumberFormatException e) { // the latter for huge exponents
      return null;
    }
  }

  private static void assertSame(JsonNode theirs, JsonTape tape, int node, int number) {
    String message = "document " + number;
    switch (tape.type(node)) {
      case NULL -> assertTrue(theirs.isNull(), message);
      case BOOLEAN ->
          assertTrue(theirs.isBoolean() && theirs.asBoolean() == tape.bool(node), message);
      case NUMBER -> {
        BigDecimal value = theirs.decimalValue();
        assertTrue(theirs.isNumber() && value.compareTo(tape.decimal(node)) == 0, message);
      }
      case STRING -> {
        assertEquals(theirs.textValue(), tape.text(node), message);
        assertTrue(tape.textEquals(node, theirs.textValue()), message);
        assertEquals(
            theirs.textValue().codePointCount(0, theirs.textValue().length()),
            tape.codePoints(node),
            message);
      }
      case ARRAY -> {
        assertTrue(theirs.isArray() && theirs.size() == tape.size(node), message);
        int at = tape.first(node);
        for (JsonNode element : theirs) {
          assertSame(element, tape, at, number);
          at = tape.next(at);
        }
      }
      case OBJECT -> {
        assertTrue(theirs.isObject() && theirs.size() == tape.size(node), message);
        int name = tape.first(node);
        Iterator<Map.Entry<String, JsonNode>> members = theirs.properties().iterator();
        while (members.hasNext()) {
          Map.Entry<String, JsonNode> member = members.next();
          assertEquals(member.getKey(), tape.text(name), message);
          assertEquals(JsonTape.fingerprint(member.getKey()), tape.fingerprint(name), message);
          assertSame(member.getValue(), tape, name + 1, number);
          name = tape.next(name + 1);
        }
      }
    }
  }
}
