package io.github.zmq4j.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/**
 * The processes of a contender that lets messages stream. While it warms up it finds how many
 * messages make a round of the wanted length.
 */
final class StreamRunner implements Runner {
  private static final long ROUND_NANOS = 500_000_000;
  private static final long WARM_UP_NANOS = 3_000_000_000L;
  private static final int QUICK = 5;
  private static final long FEWEST = 100;

  private final Processes processes;
  private final ChildProcess meter;
  private final List<ChildProcess> senders;
  private final DoubleFunction<Map<Unit, Double>> values;
  private final long roundNanos;
  private final long warmUpNanos;
  private long count = FEWEST;

  /**
   * Takes over the processes.
   *
   * @param processes all, to be ended
   * @param meter the one that measures
   * @param senders those that must be told of each round besides
   * @param quick whether the rounds are to be short
   * @param values makes a round's figures of the messages in a second
   */
  StreamRunner(
      Processes processes,
      ChildProcess meter,
      List<ChildProcess> senders,
      boolean quick,
      DoubleFunction<Map<Unit, Double>> values) {
    this.processes = processes;
    this.meter = meter;
    this.senders = senders;
    this.values = values;
    this.roundNanos = ROUND_NANOS / (quick ? QUICK : 1);
    this.warmUpNanos = WARM_UP_NANOS / (quick ? QUICK : 1);
  }

  @Override
  public void warmUp() throws IOException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < warmUpNanos) {
      long nanos = Math.max(1, run());
      double wanted = count * (double) roundNanos / nanos;
      count = Math.max(FEWEST, (long) Math.min(wanted, count * 8.0));
    }
  }

  @Override
  public Round round() throws IOException {
    long nanos = run();
    return Round.of(values.apply((count - 1) * 1e9 / nanos));
  }

  Processes processes() {
    return processes;
  }

  /** How many messages a round has. */
  long count() {
    return count;
  }

  private long run() throws IOException {
    meter.command("round " + count);
    for (ChildProcess sender : senders) {
      sender.command("round " + count);
    }
    for (ChildProcess sender : senders) {
      sender.answer("sent");
    }
    return Long.parseLong(meter.answer("nanos"));
  }

  @Override
  public void close() {
    processes.close();
  }
}
