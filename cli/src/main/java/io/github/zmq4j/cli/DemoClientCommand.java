package io.github.zmq4j.cli;

import io.github.zmq4j.Context;
import io.github.zmq4j.Req;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The client alone. */
@Command(
    name = "client",
    description = "Send requests to a server, and show its replies.",
    mixinStandardHelpOptions = true,
    versionProvider = ZmqCommand.Version.class)
final class DemoClientCommand implements Runnable {
  private final Console console;

  @Option(
      names = "--endpoint",
      paramLabel = "ENDPOINT",
      converter = Converters.Meeting.class,
      description = "Where the server is; tcp://127.0.0.1:5555 by default.")
  private String endpoint = "tcp://127.0.0.1:5555";

  @Mixin private final Asking asking = new Asking();

  DemoClientCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    try (Context context = Context.create();
        Req client = context.req()) {
      asking.run(client, endpoint, console);
    }
  }
}
