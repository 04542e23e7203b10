package io.github.zmq4j.examples;

import io.github.zmq4j.Context;
import io.github.zmq4j.Message;
import io.github.zmq4j.Sub;

/** SUB: listens to the {@link WeatherPublisher}, one city only, and prints ten reports. */
public final class WeatherSubscriber {
  public static void main(String[] args) {
    try (Context context = Context.create();
        Sub subscriber = context.sub()) {
      subscriber.connect("tcp://127.0.0.1:5556");
      subscriber.subscribe("weather.paris");
      for (int i = 0; i < 10; i++) {
        System.out.println(next(subscriber));
      }
    }
  }

  /** Waits for the next report. */
  static String next(Sub subscriber) {
    Message report = subscriber.receive();
    return report.text() + ": " + report.frame(1).text() + " degrees";
  }

  private WeatherSubscriber() {}
}
