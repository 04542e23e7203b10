package io.github.zmq4j.examples;

import io.github.zmq4j.Context;
import io.github.zmq4j.ContextTerminatedException;
import io.github.zmq4j.Dealer;
import io.github.zmq4j.Receiving;
import io.github.zmq4j.Rep;
import io.github.zmq4j.Router;
import io.github.zmq4j.Sending;

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
        start(name, () -> work(context, name));
      }
      run(clients, workers);
    }
  }

  /** Sockets are thread-safe, so each direction can have a thread of its own. */
  static void run(Router clients, Dealer workers) {
    start("replies", () -> forward(workers, clients));
    forward(clients, workers);
  }

  /** The envelopes that ROUTER and REP write lead each reply back to the client that asked. */
  private static void forward(Receiving source, Sending target) {
    while (true) {
      target.send(source.receive());
    }
  }

  static void work(Context context, String name) {
    try (Rep worker = context.rep()) {
      worker.connect("inproc://workers");
      while (true) {
        String request = worker.receive().text();
        worker.send(name + " got " + request);
      }
    }
  }

  /** Runs a loop until the context ends. */
  private static void start(String name, Runnable loop) {
    Runnable untilTheEnd =
        () -> {
          try {
            loop.run();
          } catch (ContextTerminatedException e) {
            // The program ends.
          }
        };
    new Thread(untilTheEnd, name).start();
  }

  private RouterDealerBroker() {}
}
