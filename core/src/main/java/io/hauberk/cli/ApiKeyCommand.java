package io.hauberk.cli;

import io.hauberk.apikey.ApiKey;
import io.hauberk.apikey.ApiKeyEntry;
import io.hauberk.apikey.ApiKeyList;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** {@code apikey new}: makes an API key, and the entry by which services know it. */
final class ApiKeyCommand {
  private static final String HELP =
      """
      Usage: java -jar hauberk-core-cli.jar apikey new --caller NAME [OPTION]...

      Makes an API key. Its text is written to the standard output once and kept nowhere; then follows
      the entry for a service's list of keys (hauberk.api-keys.<name>.file), which holds a hash of it.

      Options:
        --caller NAME      whose key it is, as policy, limits and events name the caller; required
        --scopes A,B       the scopes that it grants; none by default
        --expires WHEN     until when it is good: 90d, 12h or 2026-12-31T00:00:00Z; for ever by default
        --not-before WHEN  from when on it is good; at once by default
        --id ID            its public name, 1 to 32 of a-z A-Z 0-9 and -; random by default
        --file FILE        adds the entry to this list, or begins the list, in place of writing it out
        --help             this text

      A caller may have several keys at one time: add the new one, hand it out, take the old one out of
      the list once the actuator endpoint hauberk tells that nobody uses it any more.

      Exit codes: 0 made, 2 called wrongly, the list cannot be read or written, or the output cannot be
      written, 3 the command itself failed.
      """;

  private final Terminal terminal;
  private final Clock clock;
  private final SecureRandom random;

  ApiKeyCommand(Terminal terminal, Clock clock, SecureRandom random) {
    this.terminal = terminal;
    this.clock = clock;
    this.random = random;
  }

  int run(List<String> arguments) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      terminal.out().print(HELP);
      return Exit.OK;
    }
    try {
      if (arguments.isEmpty() || !arguments.get(0).equals("new")) {
        throw new UsageException("there is apikey new, and nothing else; see apikey --help");
      }
      make(ApiKeyArguments.parse(arguments.subList(1, arguments.size()), clock.instant()));
      return Exit.OK;
    } catch (UsageException e) {
      terminal.complain("apikey: " + e.getMessage());
      return Exit.USAGE;
    }
  }

  private void make(ApiKeyArguments asked) throws UsageException {
    ApiKey key;
    ApiKeyEntry entry;
    try {
      key = ApiKey.generate(asked.id() == null ? ApiKey.randomId(random) : asked.id(), random);
      entry = entry(key, asked);
    } catch (IllegalArgumentException e) { // begins with the name of the part
      throw new UsageException("--" + String.valueOf(e.getMessage()).replace('_', '-'));
    }
    if (asked.expires() != null && !asked.expires().isAfter(clock.instant())) {
      throw new UsageException("--expires lies behind");
    }
    String file = asked.file();
    if (file != null) {
      new ApiKeyFile(file).add(entry); // first, so that no key is shown that nobody knows
    }
    terminal.out().println(key.text());
    if (file == null) {
      terminal.out().println(ApiKeyList.write(entry));
    } else {
      terminal.complain("apikey: added " + entry.id() + " of " + entry.caller() + " to " + file);
    }
    if (entry.expires() == null) {
      terminal.complain("apikey: this key never expires; --expires 365d would end it in a year");
    }
  }

  private static ApiKeyEntry entry(ApiKey key, ApiKeyArguments asked) {
    ApiKeyEntry entry = ApiKeyEntry.of(key, asked.caller()).withScopes(asked.scopes());
    if (asked.notBefore() != null) {
      entry = entry.withNotBefore(asked.notBefore());
    }
    return asked.expires() == null ? entry : entry.withExpires(asked.expires());
  }
}
