package io.github.zmq4j.examples;

import io.github.zmq4j.Context;
import io.github.zmq4j.Rep;
import io.github.zmq4j.Req;

/** A question and its answer, over TCP. */
public final class Hello {
  public static void main(String[] args) {
    try (Context context = Context.create();
        Rep server = context.rep();
        Req client = context.req()) {
      client.connect(server.bind("tcp://127.0.0.1:*"));

      client.send("Who is there?");
      server.send("You asked: " + server.receive().text());
      System.out.println(client.receive().text());
    }
  }

  private Hello() {}
}
