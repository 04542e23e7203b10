package io.github.zmq4j.examples;

import io.github.zmq4j.Context;
import io.github.zmq4j.Push;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * PUSH: deals out a hundred tasks to the {@link Worker}s; the {@link Sink} collects the results.
 */
public final class Ventilator {
  static final int TASKS = 100;

  public static void main(String[] args) throws IOException {
    try (Context context = Context.create();
        Push ventilator = context.push()) {
      ventilator.bind("tcp://127.0.0.1:5557");
      System.out.println("Press Enter when the sink and the workers are running");
      System.in.read();
      deal(ventilator);
    } // closing waits until the workers have taken all tasks
  }

  /** Sends the tasks: each is a number of milliseconds to work. */
  static void deal(Push ventilator) {
    for (int task = 0; task < TASKS; task++) {
      ventilator.send(Integer.toString(ThreadLocalRandom.current().nextInt(1, 50)));
    }
  }

  private Ventilator() {}
}
