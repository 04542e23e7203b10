package io.github.zmq4j.internal.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tells virtual threads from platform threads, on a JDK that may not know virtual ones yet, and
 * waits for threads in a way that is good for both.
 */
public final class CallerThreads {
  private static final long LOOK_NANOS = 500_000;

  private static final @Nullable MethodHandle IS_VIRTUAL = find();

  private CallerThreads() {}

  static boolean isVirtual(Thread thread) {
    if (IS_VIRTUAL == null) {
      return false;
    }
    try {
      return (boolean) IS_VIRTUAL.invokeExact(thread);
    } catch (Throwable e) {
      throw new IllegalStateException("Thread.isVirtual failed", e);
    }
  }

  /**
   * Waits a while for the end of a platform thread; answers whether it has come. To join it would
   * hold the carrier of a virtual thread on JDK 21 to 23.
   */
  public static boolean awaitEnd(Thread thread, long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    for (long left = nanos; thread.isAlive() && left > 0; left = deadline - System.nanoTime()) {
      if (isVirtual(Thread.currentThread())) {
        LockSupport.parkNanos(thread, Math.min(left, LOOK_NANOS));
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      } else {
        TimeUnit.NANOSECONDS.timedJoin(thread, left);
      }
    }
    return !thread.isAlive();
  }

  /** Waits for the end of a platform thread that ends within moments; an interrupt is for later. */
  public static void awaitEnd(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        awaitEnd(thread, Long.MAX_VALUE);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static @Nullable MethodHandle find() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null; // before JDK 21
    }
  }
}
