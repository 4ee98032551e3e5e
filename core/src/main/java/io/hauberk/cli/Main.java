package io.hauberk.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** The command line's door. */
public final class Main {
  private static final String HELP =
      """
      Usage: java -jar hauberk-core-cli.jar COMMAND [OPTION]... [ARGUMENT]...

      Commands:
        lint    looks over OpenAPI contracts and says what to mend
        apikey  makes API keys, and the lists by which services know them
        events  looks for security events that were lost, removed or altered
        help    this text; 'lint --help' tells the options of lint
      """;

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, false, StandardCharsets.UTF_8);
    int code = run(List.of(arguments), new Terminal(System.in, out, err));
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** Runs a command; answers its exit code. */
  static int run(List<String> arguments, Terminal terminal) {
    int code;
    try {
      code = command(arguments, terminal);
    } catch (RuntimeException | Error e) {
      terminal.complain("hauberk: " + Failures.describe(e));
      code = Exit.FAILED;
    }
    if (terminal.out().checkError()) { // a full disk, a reader that has gone
      terminal.complain("hauberk: the output cannot be written to its end");
      return Math.max(code, Exit.USAGE);
    }
    return code;
  }

  private static int command(List<String> arguments, Terminal terminal) {
    String command = arguments.isEmpty() ? "" : arguments.get(0);
    switch (command) {
      case "lint" -> {
        return new LintCommand(terminal).run(arguments.subList(1, arguments.size()));
      }
      case "apikey" -> {
        return new ApiKeyCommand(terminal, Clock.systemUTC(), new SecureRandom())
            .run(arguments.subList(1, arguments.size()));
      }
      case "events" -> {
        return new EventsCommand(terminal).run(arguments.subList(1, arguments.size()));
      }
      case "help", "--help", "-h" -> {
        terminal.out().print(HELP);
        return Exit.OK;
      }
      default -> {
        terminal.err().print(HELP);
        return Exit.USAGE;
      }
    }
  }

  private Main() {}
}
