package io.github.zmq4j.internal.engine;

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
  private volatile boolean signalled; // raised by anyone, lowered by the waiting thread
  private volatile @Nullable Reactor leading; // written by the waiting thread

  /** Makes a waiter of the current thread. */
  public Waiter() {}

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

  /** Parks until signalled, interrupted, or the deadline; for threads that wait on no reactor. */
  public void park(long deadlineNanos) {
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
