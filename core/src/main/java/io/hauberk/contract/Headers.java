package io.hauberk.contract;

import java.util.ArrayList;
import java.util.List;

/** Field values (RFC 9110, 5.5 and 5.6.1). */
final class Headers {

  /** The value without the blanks around it; other white space is data. */
  static String trim(String value) {
    int from = 0;
    int to = value.length();
    while (from < to && isBlank(value.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(value.charAt(to - 1))) {
      to--;
    }
    return value.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** The members of a list, split at commas outside quotes and trimmed; empty ones are left out. */
  static List<String> list(List<String> values) {
    List<String> members = new ArrayList<>();
    for (String value : values) {
      int from = 0;
      boolean quoted = false;
      for (int i = 0; i <= value.length(); i++) {
        char c = i == value.length() ? ',' : value.charAt(i);
        if (c == '"') {
          quoted = !quoted;
        } else if (c == '\\' && quoted) {
          i++;
        } else if ((c == ',' && !quoted) || i == value.length()) {
          String member = trim(value.substring(from, Math.min(i, value.length())));
          if (!member.isEmpty()) {
            members.add(member);
          }
          from = i + 1;
        }
      }
    }
    return members;
  }

  private Headers() {}
}
