package io.hauberk.cli;

import io.hauberk.event.LineChain;
import io.hauberk.record.InstanceAccount;
import io.hauberk.record.RecordCheck;
import io.hauberk.record.RecordFinding;
import io.hauberk.record.RecordOptions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** {@code events verify}: looks for events that were lost, removed or altered. */
final class EventsCommand {
  private static final String HELP =
      """
      Usage: java -jar hauberk-core-cli.jar events verify [OPTION]... FILE...

      Looks through lines of security events (one JSON document each; - is the standard input) for what
      is missing and what was changed: numbers of an instance that no line has and no event tells of, and,
      where lines are chained, lines that do not follow from the one before. Name the files of a record in
      the order in which they were written; lines of several instances may be mixed in them.

      Options:
        --key FILE   the key of the chain (hauberk.events.chain-key-file); every line must be chained by it
        --chained    every line must be chained
        --partial    the record begins in the middle: what came before its first lines is not missed
        --help       this text

      That lines are missing at the end can't be seen. For each instance it is told whether it stopped, and
      the hash of its last line, to be held against one that was kept elsewhere.

      Exit codes: 0 nothing is wrong, 1 something was found, 2 called wrongly, a file cannot be read or the
      report cannot be written, 3 the command itself failed.
      """;

  private static final int MAX_SHOWN = 1000;

  private final Terminal terminal;
  private long found;

  EventsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  int run(List<String> arguments) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      terminal.out().print(HELP);
      return Exit.OK;
    }
    try {
      if (arguments.isEmpty() || !arguments.get(0).equals("verify")) {
        throw new UsageException("there is events verify, and nothing else; see events --help");
      }
      return verify(arguments.subList(1, arguments.size()));
    } catch (UsageException e) {
      terminal.complain("events: " + e.getMessage());
      return Exit.USAGE;
    }
  }

  private int verify(List<String> arguments) throws UsageException {
    List<String> files = new ArrayList<>();
    RecordCheck check = new RecordCheck(options(arguments.iterator(), files), this::show);
    if (files.isEmpty()) {
      throw new UsageException("name a file, or - for the standard input");
    }
    for (String file : files) {
      read(check, file);
    }
    List<InstanceAccount> instances = check.end();
    if (found > MAX_SHOWN) {
      terminal.out().println((found - MAX_SHOWN) + " more findings are not shown");
    }
    instances.forEach(terminal.out()::println);
    terminal
        .out()
        .printf(
            "%s events of %s instances, %s other lines: %s%n",
            check.events(),
            instances.size(),
            check.others(),
            found == 0 ? "nothing is wrong" : found + " found");
    return found == 0 ? Exit.OK : Exit.FOUND;
  }

  private void show(RecordFinding finding) {
    found++;
    if (found <= MAX_SHOWN) {
      terminal.out().println(finding);
    }
  }

  private static RecordOptions options(Iterator<String> arguments, List<String> files)
      throws UsageException {
    RecordOptions options = RecordOptions.DEFAULT;
    boolean namesOnly = false;
    while (arguments.hasNext()) {
      String argument = arguments.next();
      if (namesOnly || argument.equals("-") || !argument.startsWith("-")) {
        files.add(argument);
      } else if (argument.equals("--")) {
        namesOnly = true;
      } else if (argument.equals("--chained")) {
        options = options.withChain(options.chain());
      } else if (argument.equals("--partial")) {
        options = options.asPartial();
      } else if (argument.startsWith("--key=")) {
        options = options.withChain(key(argument.substring("--key=".length())));
      } else if (argument.equals("--key") && arguments.hasNext()) {
        options = options.withChain(key(arguments.next()));
      } else {
        throw new UsageException(argument + " needs a value, or is no option; see events --help");
      }
    }
    return options;
  }

  private static LineChain key(String file) throws UsageException {
    try {
      return LineChain.keyFile(Path.of(file));
    } catch (InvalidPathException | UncheckedIOException e) {
      throw new UsageException("--key " + file + " cannot be read");
    } catch (IllegalArgumentException e) {
      throw new UsageException("--key " + file + ": " + e.getMessage());
    }
  }

  private void read(RecordCheck check, String file) throws UsageException {
    try {
      if (file.equals("-")) {
        check.read("stdin", terminal.in());
        return;
      }
      Path path = Path.of(file);
      if (Files.isDirectory(path)) {
        throw new UsageException(file + " is a directory; name the files in it");
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
        check.read(file, in);
      }
    } catch (InvalidPathException | IOException e) {
      throw new UsageException(file + " cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }
}
