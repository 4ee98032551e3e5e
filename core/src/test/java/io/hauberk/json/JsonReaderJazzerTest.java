package io.hauberk.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;

/** The reader of JSON under octets of any kind: it answers, and twice the same. */
@Tag("fuzz")
class JsonReaderJazzerTest {
  /** Roomy, because what is written anew may be longer than what was read. */
  private static final JsonLimits ROOMY =
      new JsonLimits(Integer.MAX_VALUE, 1_000, Integer.MAX_VALUE, 10_000, 10_000);

  private final JsonTape tape = new JsonTape();
  private final JsonTape again = new JsonTape();

  @FuzzTest(maxExecutions = 100_000)
  void octets(byte[] data) {
    JsonFault fault = tape.read(data, JsonLimits.DEFAULT);
    assertEquals(fault, again.read(padded(data), 3, 3 + data.length, JsonLimits.DEFAULT));
    if (fault != null) {
      assertTrue(fault.offset() <= data.length);
      return;
    }
    assertTrue(JsonTape.equal(tape, tape.root(), again, again.root()));
    assertEquals(tape.hash(tape.root(), 7), again.hash(again.root(), 7));
    JsonValue value = tape.toValue(tape.root());
    JsonValue copy = Json.parse(Json.write(value), ROOMY);
    assertEquals(value, copy);
    assertEquals(value.hashCode(), copy.hashCode());
    assertEquals(Json.write(value), Json.write(copy));
  }

  private static byte[] padded(byte[] data) {
    byte[] all = new byte[data.length + 6];
    Arrays.fill(all, (byte) '"');
    System.arraycopy(data, 0, all, 3, data.length);
    return all;
  }
}
