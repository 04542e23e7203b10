package io.github.zmq4j.examples;

import io.github.zmq4j.Context;
import io.github.zmq4j.ContextTerminatedException;
import io.github.zmq4j.Dealer;
import io.github.zmq4j.Proxy;
import io.github.zmq4j.Rep;
import io.github.zmq4j.Router;

/**
 * ROUTER and DEALER: a broker that spreads the requests of many clients over its workers, here
 * three threads. Any {@link RequestClient} can ask it. Ctrl-C ends it.
 */
public final class RouterDealerBroker {
  public static void main(String[] args) {
    try (Context context = Context.create();
        Router clients = context.router();
        Dealer workers = context.dealer()) {
      clients.bind("tcp://127.0.0.1:5555");
      workers.bind("inproc://workers");
      for (int id = 1; id <= 3; id++) {
        String name = "worker " + id;
        new Thread(() -> work(context, name)).start();
      }
      Proxy.between(clients, workers).run();
    }
  }

  /** Answers requests; the envelopes lead each reply back to the client that asked. */
  static void work(Context context, String name) {
    try (Rep worker = context.rep()) {
      worker.connect("inproc://workers");
      while (true) {
        String request = worker.receive().text();
        worker.send(name + " got " + request);
      }
    } catch (ContextTerminatedException e) {
      // The program ends.
    }
  }

  private RouterDealerBroker() {}
}
