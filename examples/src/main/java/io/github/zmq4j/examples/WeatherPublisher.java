package io.github.zmq4j.examples;

import io.github.zmq4j.Context;
import io.github.zmq4j.Message;
import io.github.zmq4j.Pub;
import java.util.concurrent.ThreadLocalRandom;

/** PUB: reports the weather of three cities, to whoever listens. Ctrl-C ends it. */
public final class WeatherPublisher {
  public static void main(String[] args) throws InterruptedException {
    try (Context context = Context.create();
        Pub publisher = context.pub()) {
      publisher.bind("tcp://127.0.0.1:5556");
      while (true) {
        report(publisher);
        Thread.sleep(100);
      }
    }
  }

  /** Publishes one report a city: the topic, and the temperature. */
  static void report(Pub publisher) {
    for (String city : new String[] {"paris", "tokyo", "lima"}) {
      int degrees = ThreadLocalRandom.current().nextInt(-10, 35);
      publisher.send(Message.of("weather." + city, Integer.toString(degrees)));
    }
  }

  private WeatherPublisher() {}
}
