package io.github.zmq4j.cli;

import io.github.zmq4j.Context;
import io.github.zmq4j.ContextTerminatedException;
import io.github.zmq4j.Options;
import io.github.zmq4j.Rep;
import io.github.zmq4j.examples.RequestServer;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The server alone. */
@Command(
    name = "server",
    description = "Answer the requests of clients, until Ctrl-C.",
    mixinStandardHelpOptions = true,
    versionProvider = ZmqCommand.Version.class)
final class DemoServerCommand implements Runnable {
  private final Console console;

  @Option(
      names = "--endpoint",
      paramLabel = "ENDPOINT",
      converter = Converters.Meeting.class,
      description = "Where to listen; tcp://127.0.0.1:5555 by default. tcp://*:5555: to everybody.")
  private String endpoint = "tcp://127.0.0.1:5555";

  DemoServerCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    try (CtrlC ctrlC = new CtrlC();
        Context context = Context.create();
        Rep server = context.rep()) {
      server.set(Options.LINGER, Duration.ofSeconds(1));
      ctrlC.shutsDown(context);
      String bound = server.bind(endpoint);
      console.err().println("Listening at " + bound + "; Ctrl-C ends it");
      RequestServer.serve(server, console.out());
    } catch (ContextTerminatedException e) {
      console.err().println("Stopped");
    }
  }
}
