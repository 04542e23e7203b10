package io.github.zmq4j.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Stress;
import io.github.zmq4j.Stress.Crew;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** Every element arrives once and in order, and what it carries was written before it is seen. */
class SpscQueueStressTest {
  private final SpscQueue<Cell> queue = new SpscQueue<>();
  private final AtomicLong offered = new AtomicLong();
  private long polled;

  /** Its fields are plain on purpose: the queue alone publishes them. */
  private static final class Cell {
    long number;
    long[] copies;

    Cell(long number) {
      this.number = number;
      this.copies = new long[] {number, ~number};
    }

    void check(long expected) {
      assertThat(number).isEqualTo(expected);
      if (copies[0] != expected || copies[1] != ~expected) {
        throw new AssertionError("half written: " + expected);
      }
    }
  }

  private void produce(long count) {
    for (long i = offered.get(), end = i + count; i < end; i++) {
      queue.offer(new Cell(i));
      offered.lazySet(i + 1);
    }
  }

  private void consume(long upTo) {
    while (polled < upTo) {
      boolean empty = queue.isEmpty();
      Cell peeked = queue.peek();
      Cell cell = queue.poll();
      if (cell == null) {
        if (peeked != null || !empty) {
          throw new AssertionError("an element that was seen is gone: " + polled);
        }
        Thread.onSpinWait();
      } else {
        if (peeked != null && peeked != cell) {
          throw new AssertionError("peek and poll differ at " + polled);
        }
        cell.check(polled++);
      }
    }
  }

  @Test
  void oneProducerAndOneConsumer() {
    long end = Stress.end();
    try (Crew crew = new Crew()) {
      long bound = 20_000; // how far the producer may be ahead, so that memory stays small
      AtomicLong consumed = new AtomicLong();
      AtomicLong last = new AtomicLong(Long.MAX_VALUE);
      crew.start(
          "producer",
          () -> {
            SplittableRandom random = new SplittableRandom(1);
            while (Stress.goesOn(end)) {
              produce(random.nextInt(3_000));
              while (offered.get() - consumed.get() > bound && !crew.hasFailed()) {
                Thread.onSpinWait();
              }
            }
            last.set(offered.get());
          });
      crew.start(
          "consumer",
          () -> {
            while (polled < last.get()) {
              consume(Math.min(offered.get(), polled + 1_000));
              consumed.set(polled);
            }
          });
      crew.join(Stress.PATIENCE.plusNanos(end - System.nanoTime()));
      assertThat(polled).isEqualTo(last.get()).isGreaterThan(100_000);
      assertThat(queue.isEmpty()).isTrue();
    }
  }

  @Test
  void theRolesMoveBetweenThreadsUnderALock() {
    long end = Stress.end();
    ReentrantLock producing = new ReentrantLock();
    ReentrantLock consuming = new ReentrantLock();
    try (Crew crew = new Crew()) {
      for (int i = 0; i < 4; i++) {
        SplittableRandom random = new SplittableRandom(i);
        crew.start(
            "both-" + i,
            () -> {
              while (Stress.goesOn(end)) {
                if (producing.tryLock()) {
                  try {
                    if (offered.get() - polled < 5_000) {
                      produce(random.nextInt(40));
                    }
                  } finally {
                    producing.unlock();
                  }
                }
                if (consuming.tryLock()) {
                  try {
                    consume(Math.min(offered.get(), polled + random.nextInt(40)));
                  } finally {
                    consuming.unlock();
                  }
                }
              }
            });
      }
      crew.join(Stress.PATIENCE.plusNanos(end - System.nanoTime()));
    }
    consume(offered.get());
    assertThat(queue.isEmpty()).isTrue();
    assertThat(polled).isGreaterThan(10_000);
  }
}
