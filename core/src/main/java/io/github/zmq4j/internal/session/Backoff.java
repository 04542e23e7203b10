package io.github.zmq4j.internal.session;

import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt to connect: the interval plus a random part of it, and,
 * with a maximum, twice as long each time up to that. It starts over when a handshake has succeeded
 * - not when the network connected, so that a server which accepts and then drops is left in peace
 * too.
 *
 * <p><b>Threading.</b> Confined to the connection's driver.
 */
final class Backoff {
  private final long intervalNanos;
  private final long maxNanos;
  private final RandomGenerator random;
  private long currentNanos;

  Backoff(long intervalNanos, long maxNanos, RandomGenerator random) {
    this.intervalNanos = intervalNanos;
    this.maxNanos = maxNanos;
    this.random = random;
    this.currentNanos = intervalNanos;
  }

  /** Whether there is a next attempt at all. */
  boolean mayRetry() {
    return intervalNanos > 0;
  }

  /** The wait before the next attempt. */
  long nextNanos() {
    if (maxNanos <= 0) {
      return intervalNanos + random.nextLong(intervalNanos);
    }
    long base = Math.min(currentNanos, maxNanos);
    currentNanos = Math.min(base * 2, maxNanos);
    return base - random.nextLong(base / 4 + 1); // never beyond the maximum
  }

  void reset() {
    currentNanos = intervalNanos;
  }
}
