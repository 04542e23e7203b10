package io.github.zmq4j.internal.engine;

/**
 * Hears that something it asked about may have come true, and looks again. A {@link Waiter} is one:
 * a thread that goes on; so is whatever waits without a thread.
 */
@FunctionalInterface
public interface Signal {
  /**
   * There is news. Called by any thread, and under a socket's lock: it must return at once, take no
   * lock that others hold while they call into the library, and call nothing of the user's.
   */
  void signal();
}
