package io.github.zmq4j.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zmq4j.Stress;
import io.github.zmq4j.Stress.Crew;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class BriefLockStressTest {
  private static final int THREADS = 5;

  private final BriefLock lock = new BriefLock();
  private final AtomicLong rounds = new AtomicLong();
  private long guarded; // by the lock: plain on purpose

  @Test
  void isNotReentrant() {
    lock.lock();
    assertThat(lock.tryLock()).isFalse();
    assertThatThrownBy(lock::lock).isInstanceOf(AssertionError.class);
    lock.unlock();
    assertThat(lock.tryLock()).isTrue();
    lock.unlock();
  }

  @Test
  void knowsWhenSomebodyWaits() throws Exception {
    lock.lock();
    assertThat(lock.isAwaited()).isFalse();
    try (Crew crew = new Crew()) {
      crew.start(
          "waits",
          () -> {
            lock.lock();
            lock.unlock();
          });
      Stress.until("somebody waits", lock::isAwaited);
      lock.unlock();
      crew.join(Stress.PATIENCE);
    }
    assertThat(lock.isAwaited()).isFalse();
  }

  @Test
  void letsOneThreadInAtATime() {
    goRound(false);
  }

  @Test
  void letsOneVirtualThreadInAtATime() {
    if (Stress.hasVirtualThreads()) {
      goRound(true);
    }
  }

  private void goRound(boolean virtual) {
    long end = Stress.end();
    try (Crew crew = new Crew()) {
      for (int i = 0; i < THREADS; i++) {
        SplittableRandom random = new SplittableRandom(i);
        Crew.Work work = () -> count(random, end);
        if (virtual) {
          crew.startVirtual(work);
        } else {
          crew.start("counter-" + i, work);
        }
      }
      crew.join(Stress.PATIENCE.plusNanos(end - System.nanoTime()));
    }
    assertThat(guarded).isEqualTo(rounds.get()).isGreaterThan(1000);
  }

  /** Holders that dawdle have the others park. */
  private void count(SplittableRandom random, long end) {
    while (Stress.goesOn(end)) {
      if (random.nextInt(4) > 0) {
        lock.lock();
      } else if (!lock.tryLock()) {
        continue;
      }
      long seen = guarded;
      Stress.dawdle(random);
      guarded = seen + 1;
      lock.unlock();
      rounds.incrementAndGet();
    }
  }

  @Test
  void anInterruptIsKeptUntilTheLockIsTaken() {
    AtomicInteger entered = new AtomicInteger();
    lock.lock();
    try (Crew crew = new Crew()) {
      Thread waiting =
          crew.start(
              "waits",
              () -> {
                lock.lock();
                entered.set(Thread.currentThread().isInterrupted() ? 2 : 1);
                lock.unlock();
              });
      while (LockSupport.getBlocker(waiting) != lock) {
        Thread.onSpinWait();
      }
      waiting.interrupt();
      while (waiting.isInterrupted()) { // it has woken, and parks again
        Thread.onSpinWait();
      }
      assertThat(entered).hasValue(0);
      lock.unlock();
      crew.join(Stress.PATIENCE);
    }
    assertThat(entered).hasValue(2);
  }

  /** Of two threads that each write, leave and then look, one sees what the other wrote. */
  @Test
  void whatWasGuardedIsVisibleBeforeTheLeaverLooksOn() {
    Side left = new Side();
    Side right = new Side();
    try (Crew crew = new Crew()) {
      crew.start("left", () -> left.writeAndLook(right));
      crew.start("right", () -> right.writeAndLook(left));
      crew.join(Stress.PATIENCE);
    }
    for (int round = 1; round < Side.ROUNDS; round++) {
      assertThat(Math.max(left.seen[round], right.seen[round])).isGreaterThanOrEqualTo(round);
    }
  }

  private static final class Side {
    static final int ROUNDS = 100_000;

    private final BriefLock lock = new BriefLock();
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger atRound = new AtomicInteger();
    private final int[] seen = new int[ROUNDS];

    void writeAndLook(Side other) {
      for (int round = 1; round < ROUNDS; round++) {
        atRound.set(round);
        for (int i = 1; other.atRound.get() < round; i++) { // go on at the same moment, or nearly
          if (i % 1000 == 0) {
            Thread.yield();
          }
        }
        lock.lock();
        written.setPlain(round);
        lock.unlock();
        seen[round] = other.written.getPlain();
      }
    }
  }
}
