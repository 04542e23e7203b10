package io.github.zmq4j.internal.socket;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.ZmqException;
import io.github.zmq4j.internal.engine.CallerThreads;
import io.github.zmq4j.internal.engine.Reactor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The reactors of a context. A thread opens them from the first socket on, while the application
 * sets that socket up: the first selector of a JVM takes a sixth of the time from a cold start to
 * the first reply.
 *
 * <p><b>Threading.</b> Thread-safe. The lock guards the opening; it is a leaf.
 */
final class ContextReactors {
  private final ContextThreads threads;
  private final boolean callerDrives;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Opening opening; // that goes on or has succeeded; guarded by lock
  private boolean closed; // guarded by lock
  private volatile List<Reactor> open = List.of(); // once somebody has asked for them

  ContextReactors(ContextThreads threads, boolean callerDrives) {
    this.threads = threads;
    this.callerDrives = callerDrives;
  }

  /** Opens the reactors on a thread of its own, whose end says that the outcome is there. */
  private final class Opening implements Runnable {
    private final int count;
    private final Thread thread = new Thread(this, threads.name("start"));
    private List<Reactor> opened = List.of();
    private @Nullable Throwable failure;

    Opening(int count) {
      this.count = count;
    }

    void start() {
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void run() {
      List<Reactor> fresh = new ArrayList<>();
      try {
        for (int i = 0; i < count; i++) {
          fresh.add(new Reactor(threads.name("io-" + i), callerDrives));
        }
        opened = List.copyOf(fresh);
      } catch (RuntimeException | Error e) { // such as for want of file descriptors
        failure = e;
        fresh.forEach(Reactor::close);
      }
    }

    List<Reactor> await() {
      CallerThreads.awaitEnd(thread);
      return opened;
    }
  }

  /** Begins to open so many reactors, unless that has begun before. */
  void begin(int count) {
    if (open.isEmpty() && count > 0) {
      opening(count);
    }
  }

  private @Nullable Opening opening(int count) {
    lock.lock();
    try {
      if (opening == null && !closed && count > 0) {
        Opening begun = new Opening(count);
        begun.start();
        opening = begun;
      }
      return opening;
    } finally {
      lock.unlock();
    }
  }

  /**
   * All reactors; opens so many if there are none yet. Waits until they are open.
   *
   * @return none if there are to be none, or the context has closed
   * @throws ZmqException EMTHREAD if they cannot be opened; the next call tries again
   */
  List<Reactor> all(int count) {
    if (!open.isEmpty()) {
      return open;
    }
    Opening begun = opening(count);
    if (begun == null) {
      return List.of();
    }
    List<Reactor> opened = begun.await();
    if (begun.failure != null) {
      forget(begun);
      throw new ZmqException(
          ErrorCode.EMTHREAD,
          "The context cannot open its I/O threads; are there too many open files?",
          begun.failure);
    }
    open = opened;
    return opened;
  }

  private void forget(Opening failed) {
    lock.lock();
    try {
      if (opening == failed) {
        opening = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /** The reactors that anybody has asked for; does not wait. */
  List<Reactor> inUse() {
    return open;
  }

  /** Ends all reactors and their threads, once they are open. None is opened any more. */
  void close() {
    Opening begun;
    lock.lock();
    try {
      closed = true;
      begun = opening;
    } finally {
      lock.unlock();
    }
    if (begun != null) {
      begun.await().forEach(Reactor::close);
    }
  }
}
