package io.github.zmq4j.internal.engine;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long it takes from posting a task until it has run and who waits for it knows: by the waiting
 * thread itself, which drives the reactor, and by the caretaker, which hands the news over.
 */
@SuppressWarnings("NullAway.Init") // open() comes first
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReactorBenchmark {
  private static final long DEADLINE_NANOS = 10_000_000_000L;

  /** Whether the thread that waits may drive. */
  @Param({"true", "false"})
  boolean callerDrives;

  private Reactor reactor;

  /** Opens the reactor. */
  @Setup
  public void open() {
    reactor = new Reactor("benchmark", callerDrives);
  }

  /** Closes the reactor. */
  @TearDown
  public void close() {
    reactor.close();
  }

  /** Posts a task and waits until it has run. */
  @Benchmark
  public void dispatch() {
    Waiter waiter = new Waiter();
    reactor.post(waiter::signal);
    if (!reactor.await(waiter, System.nanoTime() + DEADLINE_NANOS)) {
      throw new IllegalStateException("the task has not run");
    }
  }
}
