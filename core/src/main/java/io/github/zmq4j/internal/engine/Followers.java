package io.github.zmq4j.internal.engine;

import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The threads that wait for a reactor without driving it. Those that may lead wait for a message or
 * for the role, whichever comes first; the passive ones, which must not lead, for a message alone.
 *
 * <p><b>Nobody waits beside a free role.</b> Who waits adds itself here and then reads {@code
 * driver}; who leaves the role clears {@code driver} and then reads the counts. All of these are
 * volatile, so one of the two sees the other: the leaver wakes a follower, or the caretaker for the
 * passive ones; or the waiting thread finds the role free and takes it, or wakes the caretaker
 * itself.
 *
 * <p><b>Nobody waits beside a driver that sleeps on.</b> The caretaker drives for as long as nobody
 * may lead. Who may lead adds itself and then reads {@code selecting}; the caretaker raises {@code
 * selecting} and then reads the count, see {@link EventLoop}.
 *
 * <p><b>Threading.</b> Thread-safe. The counts are written under the lock and read without it.
 */
final class Followers {
  private final ReentrantLock lock = new ReentrantLock(); // a leaf
  private final ArrayDeque<Waiter> waiters = new ArrayDeque<>(); // that may lead; under the lock
  private volatile int count; // of these
  private volatile int passiveCount; // of those that must not lead
  private volatile int enlistings; // how many there ever were of both

  /** Adds one that is about to wait; whether it may lead must be the same at its removal. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
  void add(Waiter waiter, boolean mayLead) {
    lock.lock();
    try {
      enlistings++;
      if (mayLead) {
        waiters.addLast(waiter);
        count = waiters.size();
      } else {
        passiveCount++;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Removes one that waits no more. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
  void remove(Waiter waiter, boolean mayLead) {
    lock.lock();
    try {
      if (mayLead) {
        waiters.remove(waiter);
        count = waiters.size();
      } else {
        passiveCount--;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Who has waited longest of those that may lead; null when there is none. */
  @Nullable Waiter first() {
    if (count == 0) {
      return null;
    }
    lock.lock();
    try {
      return waiters.peekFirst();
    } finally {
      lock.unlock();
    }
  }

  /** Whether somebody waits who may lead. */
  boolean mayLead() {
    return count > 0;
  }

  /** Whether somebody waits who must not lead. */
  boolean arePassive() {
    return passiveCount > 0;
  }

  /** How many there ever were. */
  int enlistings() {
    return enlistings;
  }
}
