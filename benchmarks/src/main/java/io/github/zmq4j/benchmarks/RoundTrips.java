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
  private static final int WARM_UP_NANOS = 2_000_000_000;
  private static final int ROUND_TRIPS = 10_000;
  private static final int QUICK = 5;

  private final ChildProcess client;
  private final String command;
  private final int count;
  private final int warmUpNanos;

  /**
   * Has a process make round trips.
   *
   * @param client the process
   * @param command the word that has it make some
   * @param quick whether the rounds are to be short
   */
  RoundTrips(ChildProcess client, String command, boolean quick) {
    this.client = client;
    this.command = command;
    this.count = ROUND_TRIPS / (quick ? QUICK : 1);
    this.warmUpNanos = WARM_UP_NANOS / (quick ? QUICK : 1);
  }

  void warmUp() throws IOException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < warmUpNanos) {
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
