package io.github.zmq4j.examples;

import io.github.zmq4j.Context;
import io.github.zmq4j.Pull;

/** PULL: collects the results of all {@link Worker}s, and tells what working together saved. */
public final class Sink {
  public static void main(String[] args) {
    try (Context context = Context.create();
        Pull sink = context.pull()) {
      sink.bind("tcp://127.0.0.1:5558");
      System.out.println(collect(sink));
    }
  }

  /** Waits for the results of all tasks. */
  static String collect(Pull sink) {
    int worked = Integer.parseInt(sink.receive().text());
    long start = System.nanoTime();
    for (int result = 1; result < Ventilator.TASKS; result++) {
      worked += Integer.parseInt(sink.receive().text());
    }
    long took = (System.nanoTime() - start) / 1_000_000;
    return Ventilator.TASKS + " results: " + worked + " ms of work in " + took + " ms";
  }

  private Sink() {}
}
