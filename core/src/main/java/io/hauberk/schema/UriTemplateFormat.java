package io.hauberk.schema;

/** URI templates of any level (RFC 6570, 2). */
final class UriTemplateFormat {
  private static final String OPERATORS = "+#./;?&=,!@|";
  private static final String NEVER_LITERAL = " \"%<>\\^`{|}";
  private static final int MAX_PREFIX_DIGITS = 4;

  static boolean isTemplate(CharSequence s) {
    int at = 0;
    while (at < s.length()) {
      char c = s.charAt(at);
      if (c == '{') {
        int close = close(s, at);
        if (close < 0 || !isExpression(s.subSequence(at + 1, close).toString())) {
          return false;
        }
        at = close + 1;
      } else if (c == '%') {
        if (!isPercentEncoded(s, at)) {
          return false;
        }
        at += 3;
      } else if (c <= 0x1F || c == 0x7F || NEVER_LITERAL.indexOf(c) >= 0) {
        return false;
      } else {
        at++;
      }
    }
    return true;
  }

  private static int close(CharSequence s, int open) {
    for (int i = open; i < s.length(); i++) {
      if (s.charAt(i) == '}') {
        return i;
      }
    }
    return -1;
  }

  private static boolean isExpression(String expression) {
    boolean operator = !expression.isEmpty() && OPERATORS.indexOf(expression.charAt(0)) >= 0;
    for (String variable : expression.substring(operator ? 1 : 0).split(",", -1)) {
      if (!isVariable(variable)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isVariable(String variable) {
    String name = variable;
    int colon = variable.indexOf(':');
    if (colon >= 0) {
      String prefix = variable.substring(colon + 1);
      boolean number = !prefix.isEmpty() && prefix.length() <= MAX_PREFIX_DIGITS;
      if (!number
          || !prefix.chars().allMatch(c -> c >= '0' && c <= '9')
          || prefix.charAt(0) == '0') {
        return false;
      }
      name = variable.substring(0, colon);
    } else if (variable.endsWith("*")) {
      name = variable.substring(0, variable.length() - 1);
    }
    return isName(name);
  }

  private static boolean isName(String name) {
    boolean dot = true; // neither first nor twice
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '.') {
        if (dot) {
          return false;
        }
        dot = true;
        continue;
      }
      dot = false;
      if (c == '%') {
        if (!isPercentEncoded(name, i)) {
          return false;
        }
        i += 2;
      } else if (!isWordCharacter(c)) {
        return false;
      }
    }
    return !dot;
  }

  private static boolean isWordCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  private static boolean isPercentEncoded(CharSequence s, int at) {
    return at + 2 < s.length()
        && Character.digit(s.charAt(at + 1), 16) >= 0
        && Character.digit(s.charAt(at + 2), 16) >= 0
        && s.charAt(at + 1) < 0x80
        && s.charAt(at + 2) < 0x80;
  }

  private UriTemplateFormat() {}
}
