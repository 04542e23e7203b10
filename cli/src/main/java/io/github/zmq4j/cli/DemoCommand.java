package io.github.zmq4j.cli;

import io.github.zmq4j.Context;
import io.github.zmq4j.ContextTerminatedException;
import io.github.zmq4j.Rep;
import io.github.zmq4j.Req;
import io.github.zmq4j.examples.RequestServer;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Server and client in one process. Each has a context of its own, as if they were two. */
@Command(
    name = "demo",
    description = {
      "Run a request-reply server and its client, and show what each says.",
      "Alone it runs both in one process, over TCP; with 'server' or 'client', one of them."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ZmqCommand.Version.class)
final class DemoCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--endpoint",
      paramLabel = "ENDPOINT",
      converter = Converters.Meeting.class,
      description = "Where the two meet; tcp://127.0.0.1:* by default: any free port.")
  private String endpoint = "tcp://127.0.0.1:*";

  @Mixin private final Asking asking = new Asking();

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Context here = Context.create();
        Context there = Context.create();
        Rep server = there.rep();
        Req client = here.req()) {
      String bound = server.bind(endpoint);
      Thread serving = new Thread(() -> serve(server, asking.lines(console)), "server");
      serving.start();
      try {
        asking.run(client, bound, console);
      } finally {
        there.shutdown();
        serving.join();
      }
    }
    return 0;
  }

  private static void serve(Rep server, PrintStream lines) {
    try {
      RequestServer.serve(server, lines);
    } catch (ContextTerminatedException e) {
      // The client has all its replies.
    }
  }
}
