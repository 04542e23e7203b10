package io.github.zmq4j.internal.log;

/**
 * The library's logger, which is looked up when something is said for the first time: that takes a
 * tenth of the time from a cold start to a first reply.
 *
 * <p><b>Threading.</b> Thread-safe.
 */
public final class Log {
  private Log() {}

  private static final class LookedUp {
    static final System.Logger LOGGER = System.getLogger("io.github.zmq4j");
  }

  /** Where to log. */
  public static System.Logger logger() {
    return LookedUp.LOGGER;
  }
}
