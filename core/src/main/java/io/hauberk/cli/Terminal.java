package io.hauberk.cli;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * What a command reads and writes.
 *
 * @param in what {@code -} stands for
 * @param out results
 * @param err what went wrong
 */
record Terminal(InputStream in, PrintStream out, PrintStream err) {}
