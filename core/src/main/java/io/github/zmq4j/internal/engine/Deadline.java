package io.github.zmq4j.internal.engine;

import java.time.Duration;

/** Points in time as {@code System.nanoTime()} counts them, with one value for "never". */
public final class Deadline {
  /** Waits without end. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final long FURTHEST_NANOS = Long.MAX_VALUE / 4; // some 70 years

  private Deadline() {}

  /** The deadline a timeout from now; a negative timeout never passes. */
  public static long in(Duration timeout) {
    if (timeout.isNegative()) {
      return NEVER;
    }
    long nanos =
        timeout.compareTo(Duration.ofNanos(FURTHEST_NANOS)) < 0
            ? timeout.toNanos()
            : FURTHEST_NANOS;
    return System.nanoTime() + nanos;
  }

  /** The nanoseconds left until a deadline; 0 or less when it has passed. */
  public static long left(long deadlineNanos) {
    return deadlineNanos == NEVER ? Long.MAX_VALUE : deadlineNanos - System.nanoTime();
  }
}
