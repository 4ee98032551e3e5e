package io.hauberk.cli;

import io.hauberk.json.Json;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * What a command reads and writes.
 *
 * @param in what {@code -} stands for
 * @param out results
 * @param err what went wrong
 */
record Terminal(InputStream in, PrintStream out, PrintStream err) {

  /** Says in one line what went wrong. The line may hold arguments: nothing in it is obeyed. */
  void complain(String line) {
    err.println(Json.printable(line));
  }
}
