package io.hauberk.servlet;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Parameters as the servlet specification (3.1) collects them, from the query and from a form. A
 * field of a form never takes the place of a query parameter, nor is it added to one: under its
 * name only the query counts.
 */
final class FormParameters {
  /** Far more than validation lets pass; where it only reports, this bounds the memory. */
  private static final int MOST = 100_000;

  private final Predicate<String> ofTheQuery;
  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private int count;

  /**
   * @param ofTheQuery whether a name belongs to a query parameter
   */
  FormParameters(Predicate<String> ofTheQuery) {
    this.ofTheQuery = ofTheQuery;
  }

  /** Adds the pairs of a query. */
  void addQuery(@Nullable String text) {
    addAll(text == null ? "" : text, name -> true);
  }

  /** Adds the fields of an {@code application/x-www-form-urlencoded} body. */
  void addForm(String text) {
    addAll(text, name -> !ofTheQuery.test(name));
  }

  /** Adds a field of another form. */
  void addField(String name, String value) {
    if (!ofTheQuery.test(name)) {
      add(name, value);
    }
  }

  /** Its escapes have been checked before, where that is enforced. */
  private void addAll(String text, Predicate<String> wanted) {
    for (int from = 0; from < text.length(); ) {
      int ampersand = text.indexOf('&', from);
      int to = ampersand < 0 ? text.length() : ampersand;
      if (to > from) {
        String pair = text.substring(from, to);
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        if (++count > MOST) {
          throw FormTooLarge.ofFields(MOST);
        }
        if (wanted.test(name)) {
          add(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
      }
      from = to + 1;
    }
  }

  private void add(String name, String value) {
    values.computeIfAbsent(name, any -> new ArrayList<>(1)).add(value);
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
