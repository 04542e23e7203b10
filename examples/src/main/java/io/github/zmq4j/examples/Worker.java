package io.github.zmq4j.examples;

import io.github.zmq4j.Context;
import io.github.zmq4j.Pull;
import io.github.zmq4j.Push;

/**
 * PULL and PUSH: takes tasks from the {@link Ventilator}, does them, and sends the results to the
 * {@link Sink}. Start as many as you like. Ctrl-C ends it.
 */
public final class Worker {
  public static void main(String[] args) throws InterruptedException {
    try (Context context = Context.create();
        Pull tasks = context.pull();
        Push results = context.push()) {
      tasks.connect("tcp://127.0.0.1:5557");
      results.connect("tcp://127.0.0.1:5558");
      while (true) {
        work(tasks, results);
      }
    }
  }

  /** Takes one task, does it and sends the result on. */
  static void work(Pull tasks, Push results) throws InterruptedException {
    String milliseconds = tasks.receive().text();
    Thread.sleep(Integer.parseInt(milliseconds)); // stands for the work
    results.send(milliseconds);
  }

  private Worker() {}
}
