package io.github.zmq4j.benchmarks;

import io.github.zmq4j.benchmarks.contender.Commands;
import io.github.zmq4j.benchmarks.contender.Contender;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/**
 * Round trips of one message at a time, each timed on its own; half the time of one is the figure.
 * A round's figure is its median. Does not own the process.
 */
final class RoundTrips {
  private static final int WARM_UP = 30_000;

  private final ChildProcess client;
  private final String command;
  private final int count;

  /**
   * Has a process make round trips.
   *
   * @param client the process
   * @param command the word that has it make some
   * @param count how many a round has
   */
  RoundTrips(ChildProcess client, String command, int count) {
    this.client = client;
    this.command = command;
    this.count = count;
  }

  void warmUp() throws IOException {
    for (int done = 0; done < WARM_UP; done += count) {
      round();
    }
  }

  Round round() throws IOException {
    client.command(command + " " + count);
    String[] words = client.answer("samples").split(" ", -1);
    long[] oneWay = Arrays.stream(words).mapToLong(word -> Long.parseLong(word) / 2).toArray();
    Arrays.sort(oneWay);
    return new Round(Map.of(Unit.MICROSECONDS, oneWay[oneWay.length / 2] / 1e3), oneWay);
  }

  /** The other side of it, in the process: makes the round trips of a round and tells the times. */
  static void measure(Contender.Caller caller, int count, Commands commands) throws IOException {
    long[] nanos = new long[count];
    roundTrips(caller, nanos);
    StringBuilder line = new StringBuilder("samples");
    for (long sample : nanos) {
      line.append(' ').append(sample);
    }
    commands.answer(line);
  }

  private static void roundTrips(Contender.Caller caller, long[] nanos) throws IOException {
    for (int k = 0; k < nanos.length; k++) {
      long start = System.nanoTime();
      caller.call(k);
      nanos[k] = System.nanoTime() - start;
    }
  }
}
