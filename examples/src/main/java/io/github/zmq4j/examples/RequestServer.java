package io.github.zmq4j.examples;

import io.github.zmq4j.Context;
import io.github.zmq4j.Message;
import io.github.zmq4j.Rep;
import java.io.PrintStream;

/** Answers each request with the next of ten words. Ctrl-C ends it. */
public final class RequestServer {
  public static void main(String[] args) {
    try (Context context = Context.create();
        Rep server = context.rep()) {
      server.bind("tcp://127.0.0.1:5555");
      serve(server, System.out);
    }
  }

  /** Answers until the context is shut down, which ends the wait with an exception. */
  public static void serve(Rep server, PrintStream out) {
    for (int n = 1; ; n = (n + 1) % 10) {
      Message request = server.receive();
      out.printf("Received %s, size %d%n", request.text(), request.size());
      out.println("send word " + n);
      server.send("word " + n);
    }
  }

  private RequestServer() {}
}
