package io.github.zmq4j.cli;

import java.io.PrintStream;

/**
 * Where a command writes.
 *
 * @param out results, for people and for pipes
 * @param err errors and hints
 */
record Console(PrintStream out, PrintStream err) {}
