package io.hauberk.schema;

import java.util.List;

/** {@code http-date}: the three forms that a recipient must understand (RFC 9110, 5.6.7). */
final class HttpDateFormat {
  private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
  private static final List<String> LONG_DAYS =
      List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
  private static final int LONGEST = 40;

  static boolean isDate(CharSequence s) {
    if (s.length() > LONGEST) {
      return false;
    }
    String[] words = s.toString().split(" ", -1);
    return switch (words.length) {
      case 4 -> isRfc850(words);
      case 5, 6 -> isImfFixdate(words) || isAsctime(words);
      default -> false;
    };
  }

  /** {@code Sun, 06 Nov 1994 08:49:37 GMT}. */
  private static boolean isImfFixdate(String[] words) {
    return words.length == 6
        && words[0].endsWith(",")
        && DAYS.contains(words[0].substring(0, words[0].length() - 1))
        && isDay(words[3], words[2], words[1])
        && isTime(words[4])
        && words[5].equals("GMT");
  }

  /** {@code Sunday, 06-Nov-94 08:49:37 GMT}; the century is anyone's guess. */
  private static boolean isRfc850(String[] words) {
    String[] date = words[1].split("-", -1);
    return words[0].endsWith(",")
        && LONG_DAYS.contains(words[0].substring(0, words[0].length() - 1))
        && date.length == 3
        && date[2].length() == 2
        && isDay("20" + date[2], date[1], date[0])
        && isTime(words[2])
        && words[3].equals("GMT");
  }

  /** {@code Sun Nov 6 08:49:37 1994}, the day with a second space or a second digit. */
  private static boolean isAsctime(String[] words) {
    boolean spaced = words.length == 6 && words[2].isEmpty() && words[3].length() == 1;
    int at = spaced ? 3 : 2;
    return (spaced || (words.length == 5 && words[2].length() == 2))
        && DAYS.contains(words[0])
        && isDay(words[at + 2], words[1], spaced ? "0" + words[at] : words[at])
        && isTime(words[at + 1]);
  }

  private static boolean isDay(String year, String month, String day) {
    int number = MONTHS.indexOf(month) + 1;
    String date = year + (number < 10 ? "-0" : "-") + number + "-" + day;
    return DateTimeFormats.isDate(date);
  }

  private static boolean isTime(String time) {
    return time.length() == 8 && DateTimeFormats.isLocalTime(time);
  }

  private HttpDateFormat() {}
}
