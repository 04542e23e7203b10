package io.github.zmq4j.internal.socket;

import io.github.zmq4j.internal.log.Log;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The threads of a context on which futures are completed and subscribers called: never a reactor's
 * driver, never under a lock. They start when there is something to do and end when there is not.
 *
 * <p><b>Threading.</b> Thread-safe.
 */
final class CallbackThreads implements Executor {
  private static final int MAX_THREADS = Math.max(4, Runtime.getRuntime().availableProcessors());
  private static final long IDLE_MILLIS = 500;

  /**
   * How long closing waits for callbacks that are on; they may wait for something of the user's.
   */
  private static final long END_MILLIS = 1000;

  private final AtomicInteger started = new AtomicInteger();
  private final WorkerThreads threads;
  private final ThreadPoolExecutor pool;

  CallbackThreads(Supplier<String> threadName) {
    this.threads = new WorkerThreads(() -> threadName.get() + "-" + started.getAndIncrement());
    this.pool =
        new ThreadPoolExecutor(
            MAX_THREADS,
            MAX_THREADS,
            IDLE_MILLIS,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            threads);
    pool.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable task) {
    Runnable logged = () -> runLogged(task);
    try {
      pool.execute(logged);
    } catch (RejectedExecutionException e) {
      ForkJoinPool.commonPool().execute(logged); // the context has ended meanwhile
    }
  }

  private static void runLogged(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | AssertionError e) {
      Log.logger().log(Level.WARNING, "A callback of the application failed", e);
    }
  }

  /** Runs what is queued and ends the threads; waits for that, unless one of them calls. */
  void close() {
    pool.shutdown();
    if (threads.areCalling()) {
      return;
    }
    try {
      if (!pool.awaitTermination(END_MILLIS, TimeUnit.MILLISECONDS)
          || !threads.awaitEnd(END_MILLIS)) {
        Log.logger()
            .log(
                Level.WARNING,
                "A callback of the application goes on after its context was closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
