package io.hauberk.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Raw texts under decoded names, in the order received: a query, a form body, or cookies.
 *
 * @param texts the raw values of each name
 * @param decoder how values are to be decoded
 */
record NamedTexts(Map<String, List<String>> texts, TextDecoder decoder) {

  /**
   * Reads {@code name=value} pairs parted by {@code &}; a {@code ;} is data. Empty pairs are passed
   * over, and a name without {@code =} has an empty value (WHATWG URL, 5.1).
   *
   * @return null if a name is not percent-encoded UTF-8, or there are more pairs than allowed
   */
  static @Nullable NamedTexts ofForm(String raw, int maxPairs) {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    int pairs = 0;
    for (int from = 0; from < raw.length(); ) {
      int ampersand = raw.indexOf('&', from);
      int to = ampersand < 0 ? raw.length() : ampersand;
      if (to > from) {
        int equals = raw.indexOf('=', from);
        int nameEnd = equals < 0 || equals > to ? to : equals;
        String name = TextDecoder.FORM.decode(raw.substring(from, nameEnd));
        if (name == null || ++pairs > maxPairs) {
          return null;
        }
        String value = nameEnd == to ? "" : raw.substring(nameEnd + 1, to);
        texts.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
      }
      from = to + 1;
    }
    return new NamedTexts(texts, TextDecoder.FORM);
  }

  /**
   * Reads the pairs of Cookie fields (RFC 6265, 4.2.1); HTTP/2 may part them into several (RFC
   * 9113, 8.2.3). What is not a pair belongs to somebody else and is passed over.
   */
  static NamedTexts ofCookies(List<String> fields) {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    for (String field : fields) {
      for (String part : field.split(";", -1)) {
        int equals = part.indexOf('=');
        if (equals > 0) {
          String name = Headers.trim(part.substring(0, equals));
          String value = Headers.trim(part.substring(equals + 1));
          texts.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
        }
      }
    }
    return new NamedTexts(texts, TextDecoder.PERCENT);
  }

  /** The same texts, to be taken as they stand. */
  NamedTexts plain() {
    return new NamedTexts(texts, TextDecoder.PLAIN);
  }

  /** The raw texts under a name, or an empty list. */
  List<String> get(String name) {
    return texts.getOrDefault(name, List.of());
  }
}
