package io.hauberk.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of {@code apikey new}.
 *
 * @param caller whose key it is
 * @param id the key's public name; null for a random one
 * @param scopes what it grants
 * @param notBefore from when on it is good; null for at once
 * @param expires until when it is good; null for ever
 * @param file the list to which it is added; null for none
 */
record ApiKeyArguments(
    String caller,
    @Nullable String id,
    Set<String> scopes,
    @Nullable Instant notBefore,
    @Nullable Instant expires,
    @Nullable String file) {

  /**
   * Reads the arguments.
   *
   * @param now from when on spans of time count
   */
  static ApiKeyArguments parse(List<String> arguments, Instant now) throws UsageException {
    return new Reader(arguments.iterator(), now.truncatedTo(ChronoUnit.SECONDS)).read();
  }

  private static final class Reader {
    private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,4})([hd])");

    private final Iterator<String> arguments;
    private final Instant now;
    private @Nullable String caller;
    private @Nullable String id;
    private final Set<String> scopes = new TreeSet<>();
    private @Nullable Instant notBefore;
    private @Nullable Instant expires;
    private @Nullable String file;

    private Reader(Iterator<String> arguments, Instant now) {
      this.arguments = arguments;
      this.now = now;
    }

    private ApiKeyArguments read() throws UsageException {
      while (arguments.hasNext()) {
        String argument = arguments.next();
        int equals = argument.indexOf('=');
        boolean joined = argument.startsWith("--") && equals > 0;
        String name = joined ? argument.substring(0, equals) : argument;
        option(name, joined ? argument.substring(equals + 1) : value(name));
      }
      if (caller == null) {
        throw new UsageException("say whose key it is with --caller");
      }
      return new ApiKeyArguments(caller, id, scopes, notBefore, expires, file);
    }

    private String value(String option) throws UsageException {
      if (!option.startsWith("--") || !arguments.hasNext()) {
        throw new UsageException(option + " needs a value, or is no option; see apikey --help");
      }
      return arguments.next();
    }

    private void option(String name, String value) throws UsageException {
      switch (name) {
        case "--caller" -> caller = value;
        case "--id" -> id = value;
        case "--scopes" -> Arrays.stream(value.split(",", -1)).forEach(scopes::add);
        case "--not-before" -> notBefore = time(name, value);
        case "--expires" -> expires = time(name, value);
        case "--file" -> file = value;
        default -> throw new UsageException("there is no option " + name + "; see apikey --help");
      }
    }

    private Instant time(String option, String value) throws UsageException {
      Matcher span = SPAN.matcher(value);
      try {
        if (span.matches()) {
          int count = Integer.parseInt(span.group(1));
          return now.plus(
              span.group(2).equals("d") ? Duration.ofDays(count) : Duration.ofHours(count));
        }
        return Instant.parse(value);
      } catch (DateTimeException e) {
        throw new UsageException(
            option + " is a time such as 2026-12-31T00:00:00Z, or a span such as 90d or 12h");
      }
    }
  }
}
