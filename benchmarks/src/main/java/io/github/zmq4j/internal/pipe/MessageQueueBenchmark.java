package io.github.zmq4j.internal.pipe;

import io.github.zmq4j.Message;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.infra.Control;

/** How long it takes to pass a message through a pipe's queue. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MessageQueueBenchmark {
  private static final int BATCH = 64;
  private static final int HIGH_WATER_MARK = 1000;

  /** One thread has it. */
  @State(Scope.Thread)
  public static class Own {
    private final MessageQueue queue = new MessageQueue(HIGH_WATER_MARK, false);
    private final Message message = Message.of("a message");
  }

  /** A writer and a reader have it. */
  @State(Scope.Group)
  public static class Shared {
    private final MessageQueue queue = new MessageQueue(HIGH_WATER_MARK, false);
    private final Message message = Message.of("a message");
  }

  /**
   * One thread writes and reads a batch.
   *
   * @param own the queue
   * @param blackhole takes the messages
   */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void alone(Own own, Blackhole blackhole) {
    for (int i = 0; i < BATCH; i++) {
      if (!own.queue.offer(own.message)) {
        throw new IllegalStateException("the queue is full");
      }
    }
    for (int i = 0; i < BATCH; i++) {
      blackhole.consume(own.queue.poll());
      own.queue.givesCredit();
    }
  }

  /**
   * Writes, as soon as there is room.
   *
   * @param shared the queue
   * @param control tells of the end
   */
  @Benchmark
  @Group("pair")
  @GroupThreads(1)
  public void write(Shared shared, Control control) {
    while (!shared.queue.offer(shared.message) && !control.stopMeasurement) {
      Thread.onSpinWait();
    }
  }

  /**
   * Reads, as soon as there is a message.
   *
   * @param shared the queue
   * @param control tells of the end
   * @return the message
   */
  @Benchmark
  @Group("pair")
  @GroupThreads(1)
  public @Nullable Message read(Shared shared, Control control) {
    Message message;
    while ((message = shared.queue.poll()) == null && !control.stopMeasurement) {
      shared.queue.givesLastCredit();
      Thread.onSpinWait();
    }
    shared.queue.givesCredit();
    return message;
  }
}
