package io.github.zmq4j.internal.socket;

import io.github.zmq4j.MonitorEvent;
import io.github.zmq4j.MonitorListener;
import io.github.zmq4j.internal.engine.CallerThreads;
import io.github.zmq4j.internal.log.Log;
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
  private static final int MAX_QUEUED = 65_536;
  private static final long PATIENCE_NANOS = 1_000_000_000;

  private final Supplier<String> threadName;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final ArrayDeque<Delivery> queue = new ArrayDeque<>(); // guarded by lock
  private @Nullable Thread thread; // guarded by lock
  private boolean closed; // guarded by lock
  private long dropped; // guarded by lock

  private record Delivery(MonitorListener listener, MonitorEvent event) {}

  /** What a listener watches, until it is told MONITOR_STOPPED. */
  static final class Watch {
    private final MonitorListener listener;
    private boolean ended; // guarded by lock

    Watch(MonitorListener listener) {
      this.listener = listener;
    }
  }

  Monitors(Supplier<String> threadName) {
    this.threadName = threadName;
  }

  /** Queues an event; after MONITOR_STOPPED, which is never dropped, the listener gets no other. */
  void deliver(Watch watch, MonitorEvent event) {
    boolean isLast = event.type() == MonitorEvent.Type.MONITOR_STOPPED;
    lock.lock();
    try {
      if (watch.ended) {
        return; // who reported it did not know yet
      }
      watch.ended = isLast;
      if (closed || (queue.size() >= MAX_QUEUED && !isLast)) {
        dropped++;
        return;
      }
      queue.add(new Delivery(watch.listener, event));
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
      } catch (Throwable e) { // whatever it is, other listeners wait for theirs
        Log.logger().log(Level.WARNING, "A monitor listener failed at " + next.event(), e);
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

  /**
   * Delivers what is queued and ends the thread; waits for it unless it is the caller itself. A
   * listener that does not come back is interrupted, and what is queued behind it is dropped.
   */
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
      if (!CallerThreads.awaitEnd(running, PATIENCE_NANOS)) {
        Log.logger()
            .log(Level.WARNING, "A monitor listener holds up the end of its context: interrupted");
        drop();
        running.interrupt();
        CallerThreads.awaitEnd(running, PATIENCE_NANOS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void drop() {
    lock.lock();
    try {
      dropped += queue.size();
      queue.clear();
    } finally {
      lock.unlock();
    }
  }
}
