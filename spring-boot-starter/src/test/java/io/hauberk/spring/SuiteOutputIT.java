package io.hauberk.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing that the tests of core and starter made Hauberk print or log holds a token, a key or a
 * secret. Runs after them, over their reports and the log of core; here the log is printed.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SuiteOutputIT {
  private static final Path ROOT = Path.of(System.getProperty("hauberk.root"));
  private static final Path LOG_OF_CORE = target("core").resolve("test-log.txt");

  /** What was printed, in the reports; names of tests, which may be tokens, are not output. */
  private static final Pattern PRINTED =
      Pattern.compile("<system-(?:out|err)>(.*?)</system-(?:out|err)>", Pattern.DOTALL);

  private static final Pattern SECRET =
      Pattern.compile(
          "eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{16,}" // a signed token
              + "|-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"
              + "|\"(?:d|k)\" ?: ?\"[A-Za-z0-9_-]{20,}\"" // of a private or symmetric JWK
              + "|hbk_[A-Za-z0-9-]{1,32}_[A-Za-z0-9]{49}" // an API key
              + "|pl4nted"); // by tests, where a secret has no form of its own

  private static Path target(String module) {
    return ROOT.resolve(module).resolve("target");
  }

  private static List<String> secretsIn(String text) {
    return SECRET
        .matcher(text)
        .results()
        .map(found -> text.substring(Math.max(0, found.start() - 80), found.end()))
        .toList();
  }

  private static String printed(Path report) throws IOException {
    StringBuilder all = new StringBuilder();
    Matcher blocks = PRINTED.matcher(Files.readString(report));
    while (blocks.find()) {
      all.append(blocks.group(1));
    }
    return all.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UifQ.c2lnbmF0dXJlIG9mIG5vYm9keQ",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----",
        "{\"kty\":\"EC\",\"d\":\"c2lnbmF0dXJlIG9mIG5vYm9keQ\"}",
        "key hbk_billing-1_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg2IuiGf",
        "password=pl4nted"
      })
  void a_secret_would_be_found(String line) {
    assertFalse(secretsIn("noise " + line + " noise").isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"core", "spring-boot-starter"})
  void no_secret_was_printed(String module) throws IOException {
    List<String> found = new ArrayList<>();
    int reports = 0;
    try (Stream<Path> files = Files.list(target(module).resolve("surefire-reports"))) {
      for (Path report : files.filter(file -> file.toString().endsWith(".xml")).toList()) {
        reports++;
        found.addAll(secretsIn(printed(report)));
      }
    }
    assertTrue(reports > 0, "no reports of " + module);
    assertEquals(List.of(), found);
  }

  @Test
  void no_secret_was_logged() throws IOException {
    String log = Files.readString(LOG_OF_CORE);
    boolean isWholeSuite = System.getProperty("hauberk.test.groups", "").isEmpty();
    assertTrue(
        !isWholeSuite || log.contains("io.hauberk.security"),
        "the log of core's tests holds no events");
    assertEquals(List.of(), secretsIn(log));
  }
}
