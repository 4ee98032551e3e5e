package io.hauberk.secret;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds secrets in environment variables: there every child process and crash report has them, and
 * they never rotate.
 */
public final class EnvironmentSecrets {
  private static final int MOST = 50;

  /** By its last word, so that a variable that says where a secret is ({@code _FILE}) is none. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?:.*[_.-])?(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS?"
              + "|(?:API|ACCESS|PRIVATE|SIGNING|ENCRYPTION|SECRET)[_.-]?KEY)|.+[_.-](?:PWD|PASS)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----");

  /**
   * The names of the variables that look like secrets, sorted; at most 50. A value that is a path
   * says where a secret is, and is none.
   *
   * @param environment the variables, of which nothing but the names is handed out
   */
  public static List<String> names(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(variable -> isSecret(variable.getKey(), variable.getValue()))
        .map(Map.Entry::getKey)
        .sorted()
        .limit(MOST)
        .toList();
  }

  private static boolean isSecret(String name, String value) {
    if (value.isBlank()) {
      return false;
    }
    return PRIVATE_KEY.matcher(value).find()
        || (NAME.matcher(name).matches() && !value.startsWith("/") && !isWord(value));
  }

  /** A switch, such as {@code ENABLE_TOKEN=true}. */
  private static boolean isWord(String value) {
    return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
  }

  private EnvironmentSecrets() {}
}
