package io.github.zmq4j.examples;

import io.github.zmq4j.Context;
import io.github.zmq4j.Message;
import io.github.zmq4j.Req;
import java.io.PrintStream;

/** Asks the {@link RequestServer} ten times. */
public final class RequestClient {
  public static void main(String[] args) {
    try (Context context = Context.create();
        Req client = context.req()) {
      client.connect("tcp://127.0.0.1:5555");
      for (int i = 0; i < 10; i++) {
        ask(client, System.out);
      }
    }
  }

  /** Sends one request and waits for its reply. */
  public static void ask(Req client, PrintStream out) {
    out.println("send hello");
    client.send("hello");
    Message reply = client.receive();
    out.printf("Received %s size = %d%n", reply.text(), reply.size());
  }

  private RequestClient() {}
}
