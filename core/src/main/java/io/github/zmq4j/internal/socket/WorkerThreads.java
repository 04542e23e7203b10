package io.github.zmq4j.internal.socket;

import io.github.zmq4j.internal.engine.CallerThreads;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The threads of a pool, which remembers them: a pool that has ended answers so when its workers
 * have nothing left to do, and that is moments before their threads are no more.
 *
 * <p><b>Threading.</b> Thread-safe.
 */
final class WorkerThreads implements ThreadFactory {
  private final Supplier<String> threadName;
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  WorkerThreads(Supplier<String> threadName) {
    this.threadName = threadName;
  }

  @Override
  public Thread newThread(Runnable worker) {
    Thread thread = new Thread(worker, threadName.get());
    thread.setDaemon(true);
    threads.removeIf(earlier -> earlier.getState() == Thread.State.TERMINATED);
    threads.add(thread);
    return thread;
  }

  /** Whether the caller is one of them. */
  boolean areCalling() {
    return threads.contains(Thread.currentThread());
  }

  /** Waits a while for the end of all of them; answers whether it has come. */
  boolean awaitEnd(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    boolean haveEnded = true;
    for (Thread thread : threads) {
      haveEnded &= CallerThreads.awaitEnd(thread, deadline - System.nanoTime());
    }
    return haveEnded;
  }
}
