package io.hauberk.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are made to cost: what is refused, after how much, and what still passes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostileJsonTest {
  private static final long MIB = 1 << 20;
  private static final int HUNDRED_THOUSAND = 100_000;

  private final JsonTape tape = new JsonTape();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String members(int count) {
    StringBuilder out = new StringBuilder("{");
    for (int i = 0; i < count; i++) {
      out.append(i == 0 ? "\"" : ",\"").append(Integer.toString(i, 36)).append("\":0");
    }
    return out.append('}').toString();
  }

  /** Octets that this thread allocates meanwhile: a count, whatever the machine's speed. */
  private static long allocatedBy(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Nested
  class An_array_a_hundred_thousand_levels_deep {

    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '`',
        value = {"[, 64", "{\"a\":, 320", "[{\"a\":, 192"})
    void is_refused_at_the_first_level_too_many(String opening, int offset) {
      byte[] document = bytes(opening.repeat(HUNDRED_THOUSAND));
      assertEquals(
          new JsonFault(JsonFault.Kind.TOO_DEEP, offset), tape.read(document, JsonLimits.DEFAULT));
    }

    @Test
    void takes_no_memory_of_its_own() {
      byte[] document = bytes("[".repeat(HUNDRED_THOUSAND) + "]".repeat(HUNDRED_THOUSAND));
      assertTrue(allocatedBy(() -> tape.read(document, JsonLimits.DEFAULT)) < MIB);
    }

    @Test
    void has_a_twin_that_is_as_deep_as_allowed() {
      assertNull(tape.read(bytes("[".repeat(64) + "]".repeat(64)), JsonLimits.DEFAULT));
    }
  }

  @Nested
  class An_object_of_a_million_members {
    private final byte[] document = bytes(members(1_000_000));

    @Test
    void is_refused_by_its_size_before_it_is_read() {
      long allocated =
          allocatedBy(
              () ->
                  assertEquals(
                      new JsonFault(JsonFault.Kind.TOO_LARGE, (int) MIB),
                      tape.read(document, JsonLimits.DEFAULT)));
      assertTrue(allocated < MIB, allocated + " octets");
    }

    @Test
    void is_refused_by_its_members_where_large_documents_are_allowed() {
      JsonLimits limits = JsonLimits.DEFAULT.withMaxBytes(64 << 20);
      long allocated =
          allocatedBy(
              () -> {
                JsonFault fault = tape.read(document, limits);
                assertEquals(JsonFault.Kind.TOO_MANY_VALUES, fault == null ? null : fault.kind());
              });
      assertTrue(allocated < 32 * MIB, allocated + " octets");
    }

    @Test
    void has_a_twin_of_some_thousand_members() {
      assertNull(tape.read(bytes(members(9_000)), JsonLimits.DEFAULT));
      assertEquals(9_000, tape.size(tape.root()));
    }
  }

  @Nested
  class A_number_of_ten_thousand_digits {

    @Test
    void is_refused_by_its_length() {
      JsonFault fault = tape.read(bytes("7".repeat(10_000)), JsonLimits.DEFAULT);
      assertEquals(new JsonFault(JsonFault.Kind.NUMBER_TOO_LONG, 0), fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e401", "1e-401", "1e999999999", "1E99999999999999999999", "-1e-9999"})
    void is_refused_in_its_short_form(String number) {
      JsonFault fault = tape.read(bytes(number), JsonLimits.DEFAULT);
      assertEquals(JsonFault.Kind.NUMBER_TOO_LONG, fault == null ? null : fault.kind());
    }

    @Test
    void has_a_twin_of_a_hundred() {
      assertNull(tape.read(bytes("7".repeat(100)), JsonLimits.DEFAULT));
      assertEquals(100, tape.decimal(tape.root()).precision());
    }
  }

  @Nested
  class Values_that_collide_elsewhere {
    private static final int ELEMENTS = 1 << 14;

    /** How many different hashes the elements of an array have. */
    private int hashes(String array, int seed) {
      assertNull(tape.read(bytes(array), JsonLimits.DOCUMENT));
      Set<Integer> different = new HashSet<>();
      int at = tape.first(tape.root());
      for (int i = tape.size(tape.root()); i > 0; i--) {
        different.add(tape.hash(at, seed));
        at = tape.next(at);
      }
      return different.size();
    }

    /** Texts that have one {@link String#hashCode}: each bit of the index is Aa or BB. */
    private String texts(String before, String after) {
      StringBuilder out = new StringBuilder("[");
      for (int i = 0; i < ELEMENTS; i++) {
        out.append(i == 0 ? "" : ",").append(before);
        for (int bit = 0; bit < 14; bit++) {
          out.append((i >> bit & 1) == 0 ? "Aa" : "BB");
        }
        out.append(after);
      }
      return out.append(']').toString();
    }

    private String numbers(long step) {
      StringBuilder out = new StringBuilder("[0");
      for (long i = 1; i < ELEMENTS; i++) {
        out.append(',').append(i * step);
      }
      return out.append(']').toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, -1, 0x5bd1e995})
    void scatter_under_any_seed(int seed) {
      int enough = ELEMENTS - ELEMENTS / 1_000;
      assertTrue(hashes(texts("\"", "\""), seed) > enough);
      assertTrue(hashes(texts("[\"", "\"]"), seed) > enough);
      assertTrue(hashes(texts("{\"", "\":0}"), seed) > enough);
      assertTrue(hashes(texts("{\"a\":\"", "\"}"), seed) > enough);
      assertTrue(hashes(numbers(1), seed) > enough);
      assertTrue(hashes(numbers(1L << 32), seed) > enough);
      assertTrue(hashes(numbers((1L << 32) + 1), seed) > enough);
      assertTrue(hashes(numbers(1L << 48), seed) > enough);
    }
  }
}
