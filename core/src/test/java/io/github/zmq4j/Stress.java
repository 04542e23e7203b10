package io.github.zmq4j;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

/**
 * What the stress tests share: how long they run, their seeds, and threads that are all seen to
 * end.
 *
 * <p>{@code -Dstress.seconds=60} lets each of them run that long instead of its share of a normal
 * build; {@code -Dstress.seed=7} repeats one history.
 */
public final class Stress {
  /** How long a single step may take on a busy machine before it counts as hanging. */
  public static final Duration PATIENCE = Duration.ofSeconds(Long.getLong("stress.patience", 20L));

  private static final double SECONDS =
      Double.parseDouble(System.getProperty("stress.seconds", "0.5"));

  private Stress() {}

  /** When a test that starts now should come to its end, as {@code System.nanoTime()} counts. */
  public static long end() {
    return System.nanoTime() + (long) (SECONDS * 1e9);
  }

  /** Whether the time is not up yet. */
  public static boolean goesOn(long end) {
    return System.nanoTime() - end < 0;
  }

  /** Whether this JDK has virtual threads, in their final form. */
  public static boolean hasVirtualThreads() {
    return Runtime.version().feature() >= 21;
  }

  /** A few seeds, new ones each time, or the one that was asked for. */
  public static LongStream seeds(int count) {
    Long given = Long.getLong("stress.seed");
    return given != null
        ? LongStream.of(given)
        : ThreadLocalRandom.current().longs(count, 1, 1_000_000_000);
  }

  /**
   * Lets some time pass, anything from nothing to a few time slices: the chaos in a stress test.
   */
  public static void dawdle(SplittableRandom random) {
    int kind = random.nextInt(64);
    if (kind < 8) {
      Thread.yield();
    } else if (kind < 14) {
      for (int i = random.nextInt(500); i > 0; i--) {
        Thread.onSpinWait();
      }
    } else if (kind == 14) {
      java.util.concurrent.locks.LockSupport.parkNanos(random.nextInt(200_000));
    }
  }

  /** Waits, busily but politely, until something is so; fails when it is not in time. */
  public static void until(String what, BooleanSupplier isSo) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not in time: " + what);
      }
      Thread.onSpinWait();
      Thread.yield();
    }
  }

  /** Threads of one test. All must end, and none may fail. */
  public static final class Crew implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** What a thread does. */
    public interface Work {
      void run() throws Exception;
    }

    /** Starts a platform thread. */
    public Thread start(String name, Work work) {
      Thread thread = new Thread(() -> runNoting(work), name);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
      return thread;
    }

    /** Starts a virtual thread, where there are any; see {@link Stress#hasVirtualThreads()}. */
    public Thread startVirtual(Work work) {
      Runnable noting = () -> runNoting(work);
      try {
        Thread thread =
            (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, noting);
        threads.add(thread);
        return thread;
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }

    private void runNoting(Work work) {
      try {
        work.run();
      } catch (Throwable e) {
        failure.compareAndSet(null, e);
      }
    }

    /** Whether a thread has failed, so that the others may as well stop. */
    public boolean hasFailed() {
      return failure.get() != null;
    }

    /** Waits for the end of every thread; fails with the first failure, or with who hangs where. */
    public void join(Duration limit) {
      long deadline = System.nanoTime() + limit.toNanos();
      for (Thread thread : threads) {
        while (thread.isAlive() && !hasFailed() && System.nanoTime() - deadline < 0) {
          try {
            TimeUnit.NANOSECONDS.timedJoin(thread, 100_000_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
          }
        }
      }
      if (hasFailed()) {
        throw new AssertionError("a thread failed: " + failure.get(), failure.get());
      }
      if (threads.stream().anyMatch(Thread::isAlive)) {
        throw new AssertionError("threads hang\n" + stacks());
      }
    }

    /** Ends what is left after a failure, as far as interrupts do. */
    @Override
    public void close() {
      threads.forEach(Thread::interrupt);
    }
  }

  /** Where every thread stands that is of this library or its tests. */
  public static String stacks() {
    StringBuilder text = new StringBuilder();
    Thread.getAllStackTraces()
        .forEach(
            (thread, stack) -> {
              if (List.of(stack).toString().contains("io.github.zmq4j")) {
                text.append(thread).append(' ').append(thread.getState()).append('\n');
                for (StackTraceElement frame : stack) {
                  text.append("    ").append(frame).append('\n');
                }
              }
            });
    return text.toString();
  }
}
