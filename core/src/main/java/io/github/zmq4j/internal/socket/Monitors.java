package io.github.zmq4j.internal.socket;

import io.github.zmq4j.MonitorEvent;
import io.github.zmq4j.MonitorListener;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings monitor events to their listeners, in order, on one thread of the context's own that
 * starts with the first event. The queue is bounded: when listeners are too slow, events are
 * dropped and counted, and no socket waits.
 *
 * <p><b>Threading.</b> Thread-safe. Listeners are called without the lock.
 */
final class Monitors {
  private static final System.Logger LOG = System.getLogger("io.github.zmq4j");
  private static final int MAX_QUEUED = 65_536;

  private final Supplier<String> threadName;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final ArrayDeque<Delivery> queue = new ArrayDeque<>(); // guarded by lock
  private @Nullable Thread thread; // guarded by lock
  private boolean closed; // guarded by lock
  private long dropped; // guarded by lock

  private record Delivery(MonitorListener listener, MonitorEvent event) {}

  Monitors(Supplier<String> threadName) {
    this.threadName = threadName;
  }

  void deliver(MonitorListener listener, MonitorEvent event) {
    lock.lock();
    try {
      if (closed || queue.size() >= MAX_QUEUED) {
        dropped++;
        return;
      }
      queue.add(new Delivery(listener, event));
      arrived.signal();
      if (thread == null) {
        thread = new Thread(this::run, threadName.get());
        thread.setDaemon(true);
        thread.start();
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many events were dropped because listeners were too slow. */
  long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    for (Delivery next = take(); next != null; next = take()) {
      try {
        next.listener().onEvent(next.event());
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "A monitor listener failed at " + next.event(), e);
      }
    }
  }

  private @Nullable Delivery take() {
    lock.lock();
    try {
      while (queue.isEmpty()) {
        if (closed) {
          return null;
        }
        arrived.awaitUninterruptibly();
      }
      return queue.poll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the caller is a listener. */
  boolean isOnItsThread() {
    lock.lock();
    try {
      return thread == Thread.currentThread();
    } finally {
      lock.unlock();
    }
  }

  /** Delivers what is queued and ends the thread; waits for it unless it is the caller itself. */
  void close() {
    Thread running;
    lock.lock();
    try {
      closed = true;
      arrived.signal();
      running = thread;
    } finally {
      lock.unlock();
    }
    if (running == null || running == Thread.currentThread()) {
      return;
    }
    try {
      running.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
