package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.json.Json;
import io.hauberk.json.JsonString;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NestedRepeatsTest {

  private static List<String> noted(String pattern) {
    return Judge.of("{\"pattern\": " + Json.write(new JsonString(pattern)) + "}").noted();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^(a+)+$",
        "^(\\w+\\s?)*$",
        "^([a-z]+)*$",
        "(x+x+)+y",
        "^(a|a)*$",
        "(.+,)*",
        "^((ab)*|c)+$",
        "^(?:[0-9]+-?){1,20}$",
        "^(?=a)b", // needs an engine that backtracks
        "(a)\\1"
      })
  void are_noted(String pattern) {
    assertEquals(List.of("redos-prone /pattern"), noted(pattern));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^[a-z]+$",
        "^\\d+(\\.\\d+)*$",
        "^(,\\d+)*$",
        "^(a*b)*$",
        "^([a-z]+-)*[a-z]+$",
        "^(\\d{1,3}\\.){3}\\d{1,3}$",
        "^(a|b)*$",
        "^(a+){1,3}$",
        "a+a+"
      })
  void are_not_seen_in_plain_ones(String pattern) {
    assertEquals(List.of(), noted(pattern));
  }
}
