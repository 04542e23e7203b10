package io.github.zmq4j.internal.engine;

/**
 * Hears that something it asked about may have come true, and looks again. A {@link Waiter} is one:
 * a thread that goes on; so is whatever waits without a thread.
 */
@FunctionalInterface
public interface Signal {
  /**
   * There is news. Called by any thread, a reactor's driver among them, and perhaps late: when the
   * news is no more. It must return at once, and call nothing of the user's.
   */
  void signal();
}
