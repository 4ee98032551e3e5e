package io.hauberk.json;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.hauberk.request.Corpora;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Nicolas Seriot's JSONTestSuite, whole: {@code y_} accepted, {@code n_} refused. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonParsingSuiteTest {

  /** What the suite accepts and we refuse, and why. */
  private static final Map<String, String> STRICTER =
      Map.of(
          "y_object_duplicated_key.json", "two readers may keep different ones of two equal names",
          "y_object_duplicated_key_and_value.json", "equal names are refused whatever the values");

  /** Our verdict where the suite leaves it open: accepted, or the kind of the fault. */
  private static final Map<String, String> OPEN =
      Map.ofEntries(
          entry("i_number_double_huge_neg_exp.json", "NUMBER_TOO_LONG"),
          entry("i_number_huge_exp.json", "NUMBER_TOO_LONG"),
          entry("i_number_neg_int_huge_exp.json", "NUMBER_TOO_LONG"),
          entry("i_number_pos_double_huge_exp.json", "NUMBER_TOO_LONG"),
          entry("i_number_real_neg_overflow.json", "NUMBER_TOO_LONG"),
          entry("i_number_real_pos_overflow.json", "NUMBER_TOO_LONG"),
          entry("i_number_real_underflow.json", "NUMBER_TOO_LONG"),
          entry("i_number_too_big_neg_int.json", "accepted"),
          entry("i_number_too_big_pos_int.json", "accepted"),
          entry("i_number_very_big_negative_int.json", "accepted"),
          entry("i_object_key_lone_2nd_surrogate.json", "MALFORMED"),
          entry("i_string_1st_surrogate_but_2nd_missing.json", "MALFORMED"),
          entry("i_string_1st_valid_surrogate_2nd_invalid.json", "MALFORMED"),
          entry("i_string_UTF-16LE_with_BOM.json", "MALFORMED"),
          entry("i_string_UTF-8_invalid_sequence.json", "INVALID_UTF8"),
          entry("i_string_UTF8_surrogate_U+D800.json", "INVALID_UTF8"),
          entry("i_string_incomplete_surrogate_and_escape_valid.json", "MALFORMED"),
          entry("i_string_incomplete_surrogate_pair.json", "MALFORMED"),
          entry("i_string_incomplete_surrogates_escape_valid.json", "MALFORMED"),
          entry("i_string_invalid_lonely_surrogate.json", "MALFORMED"),
          entry("i_string_invalid_surrogate.json", "MALFORMED"),
          entry("i_string_invalid_utf-8.json", "INVALID_UTF8"),
          entry("i_string_inverted_surrogates_U+1D11E.json", "MALFORMED"),
          entry("i_string_iso_latin_1.json", "INVALID_UTF8"),
          entry("i_string_lone_second_surrogate.json", "MALFORMED"),
          entry("i_string_lone_utf8_continuation_byte.json", "INVALID_UTF8"),
          entry("i_string_not_in_unicode_range.json", "INVALID_UTF8"),
          entry("i_string_overlong_sequence_2_bytes.json", "INVALID_UTF8"),
          entry("i_string_overlong_sequence_6_bytes.json", "INVALID_UTF8"),
          entry("i_string_overlong_sequence_6_bytes_null.json", "INVALID_UTF8"),
          entry("i_string_truncated-utf-8.json", "INVALID_UTF8"),
          entry("i_string_utf16BE_no_BOM.json", "MALFORMED"),
          entry("i_string_utf16LE_no_BOM.json", "MALFORMED"),
          entry("i_structure_500_nested_arrays.json", "TOO_DEEP"),
          entry("i_structure_UTF-8_BOM_empty_object.json", "MALFORMED"));

  private final JsonTape tape = new JsonTape(); // one for all: it must not remember anything

  @Test
  void every_document_of_the_suite_has_its_verdict() throws IOException {
    Map<String, @Nullable JsonFault> verdicts = new TreeMap<>();
    for (Path file : files()) {
      JsonFault fault = tape.read(Files.readAllBytes(file), JsonLimits.DEFAULT);
      verdicts.put(file.getFileName().toString(), fault);
    }
    Corpora.report(
        "json-parsing",
        (int)
            verdicts.entrySet().stream()
                .filter(v -> isAsExpected(v.getKey(), v.getValue()))
                .count(),
        verdicts.size() - OPEN.size());
    assertEquals(318, verdicts.size());
    assertAll(verdicts.entrySet().stream().map(v -> () -> judge(v.getKey(), v.getValue())));
  }

  private static boolean isAsExpected(String name, @Nullable JsonFault fault) {
    return (name.startsWith("y_") && fault == null) || (name.startsWith("n_") && fault != null);
  }

  private static void judge(String name, @Nullable JsonFault fault) {
    switch (name.charAt(0)) {
      case 'y' -> {
        if (STRICTER.containsKey(name)) {
          assertNotNull(fault, name + " begins to be accepted");
          assertEquals(JsonFault.Kind.DUPLICATE_NAME, fault.kind(), name);
        } else {
          assertNull(fault, name);
        }
      }
      case 'n' -> assertNotNull(fault, name);
      default ->
          assertEquals(OPEN.get(name), fault == null ? "accepted" : fault.kind().toString(), name);
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(Corpora.require("json-parsing/test_parsing"))) {
      return files.collect(Collectors.toList());
    }
  }
}
