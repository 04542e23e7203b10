package io.github.zmq4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;

/** Where the {@code zmq} command starts. */
public final class Main {
  /** Runs the command that the arguments name, and exits with its code. */
  public static void main(String[] args) {
    System.exit(run(new Console(utf8(FileDescriptor.out), utf8(FileDescriptor.err)), args));
  }

  /** Runs a command and returns its exit code; see {@link ZmqCommand} for what the codes mean. */
  static int run(Console console, String... args) {
    CommandLine demo =
        new CommandLine(new DemoCommand(console))
            .addSubcommand(new DemoServerCommand(console))
            .addSubcommand(new DemoClientCommand(console));
    OneLineErrors errors = new OneLineErrors();
    return new CommandLine(new ZmqCommand())
        .addSubcommand(demo)
        .addSubcommand(new ExampleCommand(console))
        .setOut(new PrintWriter(console.out(), true, UTF_8))
        .setErr(new PrintWriter(console.err(), true, UTF_8))
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .setUsageHelpAutoWidth(true)
        .execute(args.length == 0 ? new String[] {"--help"} : args);
  }

  /** Output that does not depend on the locale: a median is given in µs in a C locale too. */
  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, UTF_8);
  }

  private Main() {}
}
