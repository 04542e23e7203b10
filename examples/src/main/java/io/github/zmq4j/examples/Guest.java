package io.github.zmq4j.examples;

import io.github.zmq4j.Context;
import io.github.zmq4j.Dealer;

/** DEALER: visits the {@link GreetingRouter} under a name, says thanks and leaves. */
public final class Guest {
  public static void main(String[] args) {
    try (Context context = Context.create();
        Dealer guest = context.dealer()) {
      guest.routingId(args.length > 0 ? args[0] : "guest-" + ProcessHandle.current().pid());
      guest.connect("tcp://127.0.0.1:5561");
      System.out.println(guest.receive().text());
      guest.send("thank you");
    }
  }

  private Guest() {}
}
