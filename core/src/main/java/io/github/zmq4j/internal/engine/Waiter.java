package io.github.zmq4j.internal.engine;

import io.github.zmq4j.internal.engine.Spinning.Way;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One thread that waits for one thing. Whoever makes it happen calls {@link #signal()}; the thread
 * sees it wherever it waits: parked, or inside the selector of a reactor that it drives.
 *
 * <p><b>Threading.</b> {@code signal} and {@code isSignalled} are thread-safe; the rest belongs to
 * the waiting thread.
 */
public final class Waiter implements Signal {
  private final Thread thread = Thread.currentThread();
  private final @Nullable Spinning spinning;
  private Way way = Way.SLEEP; // the wait that is on goes
  private long began; // when it is timed
  private volatile boolean signalled; // raised by anyone, lowered by the waiting thread
  private volatile @Nullable Reactor leading; // written by the waiting thread

  /** Makes a waiter of the current thread, which never spins. */
  public Waiter() {
    this.spinning = null;
  }

  /** Makes a waiter of the current thread, which spins when that is said to be of use. */
  public Waiter(Spinning spinning) {
    this.spinning = CallerThreads.isVirtual(thread) ? null : spinning;
  }

  /** Ends the wait, or the next one when none is on. */
  @Override
  public void signal() {
    if (signalled) {
      return;
    }
    signalled = true;
    if (thread != Thread.currentThread()) {
      Reactor reactor = leading;
      if (reactor != null) {
        reactor.wakeSelector();
      } else {
        LockSupport.unpark(thread);
      }
    }
  }

  /** Whether it has been signalled since the last {@link #reset()}. */
  public boolean isSignalled() {
    return signalled;
  }

  /** Prepares for the next wait. */
  public void reset() {
    signalled = false;
  }

  /** A wait begins. */
  void begin() {
    if (spinning != null) {
      way = spinning.begin();
      if (way.isTimed) {
        began = System.nanoTime();
      }
    }
  }

  /** The wait has ended. */
  void end() {
    if (way.isTimed && spinning != null) {
      spinning.ended(way, System.nanoTime() - began);
      way = Way.SLEEP;
    }
  }

  /** Whether to look again rather than to sleep. */
  boolean spins() {
    return way.spins && System.nanoTime() - began < Spinning.LIMIT_NANOS;
  }

  /** Parks until signalled, interrupted, or the deadline; for threads that wait on no reactor. */
  public void park(long deadlineNanos) {
    while (!signalled && spins()) {
      Thread.onSpinWait();
    }
    while (!signalled && !thread.isInterrupted()) {
      long left = Deadline.left(deadlineNanos);
      if (left <= 0) {
        return;
      }
      LockSupport.parkNanos(this, left);
    }
  }

  void leads(@Nullable Reactor reactor) {
    leading = reactor;
  }

  Thread thread() {
    return thread;
  }
}
