package io.github.zmq4j.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Stress;
import io.github.zmq4j.Stress.Crew;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class MpscQueueStressTest {
  private static final int PRODUCERS = 4;

  private final MpscQueue<Item> queue = new MpscQueue<>();
  private final AtomicInteger producing = new AtomicInteger(PRODUCERS);
  private final AtomicLong offered = new AtomicLong();
  private final AtomicLong polled = new AtomicLong();
  private final long[] next = new long[PRODUCERS]; // the consumer's

  private record Item(int producer, long number) {}

  private void produce(int producer, long end, Runnable afterEach) {
    SplittableRandom random = new SplittableRandom(producer);
    long number = 0;
    while (Stress.goesOn(end)) {
      for (int i = random.nextInt(200); i > 0; i--) {
        queue.offer(new Item(producer, number++));
        offered.incrementAndGet();
        afterEach.run();
      }
      while (offered.get() - polled.get() > 50_000 && Stress.goesOn(end)) {
        Thread.yield();
      }
      Stress.dawdle(random);
    }
    producing.decrementAndGet();
    afterEach.run();
  }

  private boolean consumeOne() {
    Item item = queue.poll();
    if (item == null) {
      return false;
    }
    if (item.number() != next[item.producer()]++) {
      throw new AssertionError(item + " where " + Arrays.toString(next) + " are next");
    }
    polled.lazySet(polled.get() + 1);
    return true;
  }

  private void checkAllCame() {
    assertThat(queue.isEmpty()).isTrue();
    assertThat(polled.get()).isEqualTo(offered.get()).isGreaterThan(10_000);
    assertThat(Arrays.stream(next).sum()).isEqualTo(offered.get());
  }

  @Test
  void manyProducersAndOneConsumer() {
    long end = Stress.end();
    try (Crew crew = new Crew()) {
      for (int i = 0; i < PRODUCERS; i++) {
        int producer = i;
        crew.start("producer-" + i, () -> produce(producer, end, () -> {}));
      }
      crew.start(
          "consumer",
          () -> {
            while (consumeOne() || producing.get() > 0 || !queue.isEmpty()) {
              Thread.onSpinWait();
            }
          });
      crew.join(Stress.PATIENCE.plusNanos(end - System.nanoTime()));
    }
    checkAllCame();
  }

  @Test
  void theConsumersRoleMovesBetweenThreads() {
    long end = Stress.end();
    ReentrantLock consuming = new ReentrantLock();
    try (Crew crew = new Crew()) {
      for (int i = 0; i < PRODUCERS; i++) {
        int producer = i;
        crew.start(
            "both-" + i,
            () ->
                produce(
                    producer,
                    end,
                    () -> { // the mailbox of a socket: who cannot have the lock goes
                      while (!queue.isEmpty() && consuming.tryLock()) {
                        try {
                          consumeOne();
                        } finally {
                          consuming.unlock();
                        }
                      }
                    }));
      }
      crew.join(Stress.PATIENCE.plusNanos(end - System.nanoTime()));
    }
    checkAllCame(); // whoever left found it empty, or found somebody who would look again
  }

  @Test
  void aConsumerThatSleepsWhenItFindsNothingIsWokenForEveryElement() {
    long end = Stress.end();
    FlagAndThread consumer = new FlagAndThread();
    try (Crew crew = new Crew()) {
      consumer.thread =
          crew.start(
              "consumer",
              () -> {
                while (true) {
                  while (consumeOne()) {
                    // go on
                  }
                  consumer.asleep = true; // raise the flag, then look again
                  if (queue.isEmpty()) {
                    if (producing.get() == 0) {
                      return;
                    }
                    LockSupport.park(this);
                  }
                  consumer.asleep = false;
                }
              });
      for (int i = 0; i < PRODUCERS; i++) {
        int producer = i;
        crew.start(
            "producer-" + i,
            () ->
                produce(
                    producer,
                    end,
                    () -> {
                      if (consumer.asleep) {
                        LockSupport.unpark(consumer.thread);
                      }
                    }));
      }
      crew.join(Stress.PATIENCE.plusNanos(end - System.nanoTime()));
    }
    checkAllCame();
  }

  private static final class FlagAndThread {
    volatile boolean asleep;
    volatile Thread thread;
  }
}
