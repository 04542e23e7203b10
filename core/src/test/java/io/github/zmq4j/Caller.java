package io.github.zmq4j;

import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A call on a thread of its own: one that waits in a socket while the test does something. */
final class Caller<T> {
  private final FutureTask<T> task;
  private final Thread thread;

  private Caller(FutureTask<T> task, Thread thread) {
    this.task = task;
    this.thread = thread;
  }

  /**
   * Starts a call, on a platform thread where {@link VirtualCallers} does not have it otherwise.
   */
  static <T> Caller<T> start(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    return new Caller<>(task, Callers.start(task));
  }

  /** Starts a call that answers nothing, likewise. */
  static Caller<Void> run(Runnable call) {
    return start(
        () -> {
          call.run();
          return null;
        });
  }

  /** Starts a call on a virtual thread; the test is skipped where there are none. */
  static <T> Caller<T> startVirtual(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    try {
      Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
      return new Caller<>(task, (Thread) start.invoke(null, task));
    } catch (NoSuchMethodException e) {
      Assumptions.abort("virtual threads came with JDK 21");
      throw new AssertionError(e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** Returns once the thread waits inside the library. */
  Caller<T> awaitWaiting() {
    Patience.until("a thread waits in a socket", () -> task.isDone() || isWaiting());
    return this;
  }

  private boolean isWaiting() {
    return Stream.of(thread.getStackTrace())
        .anyMatch(
            call ->
                call.getClassName().startsWith("io.github.zmq4j.internal.engine.")
                    && (call.getMethodName().equals("await")
                        || call.getMethodName().equals("park")));
  }

  Caller<T> interrupt() {
    thread.interrupt();
    return this;
  }

  boolean isDone() {
    return task.isDone();
  }

  /** What the call answered; what it threw is thrown. */
  T result() {
    try {
      return task.get(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      } else if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new AssertionError(e.getCause());
    } catch (TimeoutException e) {
      AssertionError stuck = new AssertionError("The call is still not done");
      stuck.setStackTrace(thread.getStackTrace());
      throw stuck;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
