package io.github.zmq4j.internal.socket;

import io.github.zmq4j.ContextOption;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a context beside its reactors' own: for looking up names, for monitor listeners,
 * for futures and subscribers. What runs each kind is made when it is first asked for: many
 * programs need none, and would spend a good part of a cold start on it.
 *
 * <p><b>Threading.</b> Thread-safe. The lock guards what is made when; it is a leaf.
 */
final class ContextThreads {
  /** A name service that is slow to answer for one name should not hold up the others. */
  private static final int RESOLVERS = 4;

  private static final long RESOLVER_GRACE_MILLIS = 250;

  private final ContextOptions options;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Resolvers resolvers; // guarded by lock
  private @Nullable Monitors monitors; // guarded by lock
  private @Nullable CallbackThreads callbacks; // guarded by lock
  private boolean resolversEnded; // guarded by lock
  private boolean closed; // guarded by lock

  private record Resolvers(WorkerThreads threads, ThreadPoolExecutor pool) {}

  ContextThreads(ContextOptions options) {
    this.options = options;
  }

  /** The name of a thread that starts now: the prefix may change. */
  String name(String role) {
    String prefix = options.get(ContextOption.THREAD_NAME_PREFIX);
    return (prefix.isEmpty() ? "" : prefix + "/") + "zmq4j-" + role;
  }

  /** Where names are looked up; takes nothing more once {@link #endResolvers} was called. */
  Executor resolvers() {
    lock.lock();
    try {
      Resolvers made = resolvers;
      if (made == null) {
        made = newResolvers();
        resolvers = made;
        if (resolversEnded) {
          made.pool.shutdown();
        }
      }
      return made.pool;
    } finally {
      lock.unlock();
    }
  }

  private Resolvers newResolvers() {
    WorkerThreads threads = new WorkerThreads(() -> name("resolver"));
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            RESOLVERS, RESOLVERS, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    pool.allowCoreThreadTimeOut(true);
    return new Resolvers(threads, pool);
  }

  /** Where monitor listeners are called. */
  Monitors monitors() {
    lock.lock();
    try {
      Monitors made = monitors;
      if (made == null) {
        made = new Monitors(() -> name("monitor"));
        monitors = made;
        if (closed) {
          made.close();
        }
      }
      return made;
    } finally {
      lock.unlock();
    }
  }

  /** Where futures are completed and subscribers called. */
  Executor callbacks() {
    lock.lock();
    try {
      CallbackThreads made = callbacks;
      if (made == null) {
        made = new CallbackThreads(() -> name("callback"));
        callbacks = made;
        if (closed) {
          made.close();
        }
      }
      return made;
    } finally {
      lock.unlock();
    }
  }

  /** How many monitor events were dropped because listeners were too slow. */
  long droppedEvents() {
    Monitors made = monitorsMade();
    return made == null ? 0 : made.dropped();
  }

  /** Whether the caller is a monitor listener. */
  boolean isMonitorCalling() {
    Monitors made = monitorsMade();
    return made != null && made.isOnItsThread();
  }

  private @Nullable Monitors monitorsMade() {
    lock.lock();
    try {
      return monitors;
    } finally {
      lock.unlock();
    }
  }

  /** What still is looked up is for nobody; it cannot be stopped, and is not waited for long. */
  void endResolvers() {
    Resolvers made;
    lock.lock();
    try {
      resolversEnded = true;
      made = resolvers;
    } finally {
      lock.unlock();
    }
    if (made == null) {
      return;
    }
    made.pool.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      made.threads.awaitEnd(RESOLVER_GRACE_MILLIS);
    } catch (InterruptedException e) {
      interrupted = true; // it ends by itself
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Delivers what is queued for listeners, futures and subscribers, and ends their threads. */
  void close() {
    Monitors madeMonitors;
    CallbackThreads madeCallbacks;
    lock.lock();
    try {
      closed = true;
      madeMonitors = monitors;
      madeCallbacks = callbacks;
    } finally {
      lock.unlock();
    }
    if (madeMonitors != null) {
      madeMonitors.close();
    }
    if (madeCallbacks != null) {
      madeCallbacks.close();
    }
  }
}
