package io.hauberk.servlet;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parameters as the servlet specification (3.1) collects them: from the query, then from a form
 * body.
 */
final class FormParameters {
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  /**
   * Adds what an {@code application/x-www-form-urlencoded} text says; its escapes have been checked
   * before.
   */
  void add(@Nullable String text) {
    if (text == null) {
      return;
    }
    for (String pair : text.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        add(name, value);
      }
    }
  }

  void add(String name, String value) {
    values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
  }

  Map<String, String[]> toMap() {
    Map<String, String[]> map = new LinkedHashMap<>();
    values.forEach((name, all) -> map.put(name, all.toArray(String[]::new)));
    return Collections.unmodifiableMap(map);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // only where validation is off: the text as it stands
    }
  }
}
