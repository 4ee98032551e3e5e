package io.hauberk.request;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The public suites and real contracts, in the folder that {@code -Dhauberk.corpora} names.
 *
 * <p>Where the folder is absent a test is skipped with a message; {@code
 * -Dhauberk.corpora.required=true} makes that a failure.
 */
public final class Corpora {

  /** A file or folder of the corpora, or the end of the calling test. */
  public static Path require(String name) {
    String folder = System.getProperty("hauberk.corpora", "");
    Path root = Path.of(System.getProperty("hauberk.root", "."));
    Path path = root.resolve(folder).resolve(name).normalize();
    if (!folder.isEmpty() && Files.exists(path)) {
      return path;
    }
    String message =
        "corpora: '" + name + "' is absent; name the folder with -Dhauberk.corpora=DIR";
    if (Boolean.getBoolean("hauberk.corpora.required")) {
      return fail(message);
    }
    System.out.println("skipped: " + message);
    return abort(message);
  }

  /** Prints how many cases of a suite ran and how many were passed. */
  public static void report(String suite, int passed, int cases) {
    System.out.printf(Locale.ROOT, "corpora: %s: %d of %d cases passed%n", suite, passed, cases);
  }

  private Corpora() {}
}
