package io.github.zmq4j.internal.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Message;
import io.github.zmq4j.Stress;
import io.github.zmq4j.Stress.Crew;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A writer and a reader that sleep when the queue tells them to, and whom nothing wakes but what
 * the queue says: one lost word, and the test hangs.
 */
class MessageQueueStressTest {
  /** One side's sleep. */
  private static final class Bed {
    private final Semaphore told = new Semaphore(0);

    /** Forgets what was said so far; look at the queue afterwards. */
    void getUp() {
      told.drainPermits();
    }

    void sleep() throws InterruptedException {
      told.acquire();
    }

    void wake() {
      told.release();
    }
  }

  private final Bed writer = new Bed();
  private final Bed reader = new Bed();

  static LongStream seeds() {
    return Stress.seeds(3);
  }

  private static Message numbered(long number) {
    return Message.of(ByteBuffer.allocate(8).putLong(0, number).array());
  }

  private static long numberOf(Message message) {
    return message.frame(0).buffer().getLong(0);
  }

  private static int randomHwm(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> 1 + random.nextInt(3);
      case 1 -> 1 + random.nextInt(100);
      case 2 -> 1000 + random.nextInt(2000);
      default -> 0;
    };
  }

  private void write(MessageQueue queue, long number, SplittableRandom random) throws Exception {
    writer.getUp();
    while (!(random.nextBoolean() || queue.canWrite()) || !queue.offer(numbered(number))) {
      if (queue.canWrite()) {
        continue;
      }
      writer.sleep();
      writer.getUp();
    }
    VarHandle.fullFence();
    if (queue.wakesReader()) {
      reader.wake();
    }
  }

  /** The next message, for which it sleeps. */
  private Message read(MessageQueue queue, SplittableRandom random) throws Exception {
    while (true) {
      reader.getUp();
      boolean mayRead = random.nextInt(3) > 0 || queue.canRead();
      Message message = mayRead ? queue.poll() : null;
      if (message != null ? queue.givesCredit() : queue.givesLastCredit()) {
        writer.wake();
      }
      if (message != null) {
        return message;
      }
      reader.sleep();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void nobodySleepsForEver(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long end = Stress.end();
    MessageQueue queue = new MessageQueue(1 + random.nextInt(20), false);
    SplittableRandom readersRandom = random.split();
    long[] counts = new long[2];
    try (Crew crew = new Crew()) {
      crew.start(
          "writer",
          () -> {
            long number = 0;
            for (; Stress.goesOn(end); number++) {
              write(queue, number, random);
              if (random.nextInt(2_000) == 0) {
                queue.setHwm(randomHwm(random));
              }
              while (queue.depth() > 10_000) {
                Thread.onSpinWait();
              }
              Stress.dawdle(random);
            }
            counts[0] = number;
            write(queue, -1, random);
          });
      crew.start(
          "reader",
          () -> {
            long number;
            while ((number = numberOf(read(queue, readersRandom))) >= 0) {
              assertThat(number).isEqualTo(counts[1]++);
              Stress.dawdle(readersRandom);
            }
          });
      crew.join(Stress.PATIENCE.plusNanos(end - System.nanoTime()));
    }
    assertThat(counts[1]).isEqualTo(counts[0]).isGreaterThan(1_000);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theNewestMessageIsSeenWhenEarlierOnesAreReplaced(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long end = Stress.end();
    MessageQueue queue = new MessageQueue(1, true);
    SplittableRandom readersRandom = random.split();
    try (Crew crew = new Crew()) {
      crew.start(
          "writer",
          () -> {
            for (long number = 0; Stress.goesOn(end); number++) {
              write(queue, number, random);
              Stress.dawdle(random);
            }
            write(queue, Long.MAX_VALUE, random);
          });
      crew.start(
          "reader",
          () -> {
            long last = -1;
            while (last < Long.MAX_VALUE) {
              long number = numberOf(read(queue, readersRandom));
              assertThat(number).isGreaterThan(last);
              last = number;
              Stress.dawdle(readersRandom);
            }
          });
      crew.join(Stress.PATIENCE.plusNanos(end - System.nanoTime()));
    }
    assertThat(queue.depth()).isZero();
  }
}
