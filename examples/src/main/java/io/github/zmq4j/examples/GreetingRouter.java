package io.github.zmq4j.examples;

import io.github.zmq4j.Context;
import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Options;
import io.github.zmq4j.Router;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** ROUTER: greets each {@link Guest} as it comes, and notices when it goes. Ctrl-C ends it. */
public final class GreetingRouter {
  private static final int COMING_AND_GOING = 3;

  public static void main(String[] args) {
    try (Context context = Context.create();
        Router host = context.router()) {
      host.set(Options.ROUTER_NOTIFY, COMING_AND_GOING);
      host.set(Options.HEARTBEAT_INTERVAL, Duration.ofSeconds(1)); // notice the silent ones too
      host.bind("tcp://127.0.0.1:5561");
      Set<Frame> guests = new HashSet<>();
      while (true) {
        System.out.println(next(host, guests));
      }
    }
  }

  /** A guest's id with an empty frame is the notice: of its coming, or later of its going. */
  static String next(Router host, Set<Frame> guests) {
    Message message = host.receive();
    Frame guest = message.frame(0);
    if (message.frame(1).size() > 0) {
      return guest.text() + " says " + message.frame(1).text();
    } else if (guests.add(guest)) {
      host.send(Message.of(guest, "Welcome, " + guest.text()));
      return guest.text() + " came, guests: " + guests.size();
    } else {
      guests.remove(guest);
      return guest.text() + " left, guests: " + guests.size();
    }
  }

  private GreetingRouter() {}
}
