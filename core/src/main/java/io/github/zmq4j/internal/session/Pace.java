package io.github.zmq4j.internal.session;

/**
 * When a socket wrote to any of its peers last: tells its links whether a message is a lone one,
 * which its sender should write, or one of many, for whom the reactor should gather.
 *
 * <p>All links of a socket have one pace. If each kept its own, a sender that goes round thousands
 * of peers would find every one of them quiet, and make a system call for every message.
 *
 * <p><b>Threading.</b> Thread-safe, without order: who reads an old time writes too early or too
 * late, which does no harm.
 */
public final class Pace {
  private static final long QUIET_NANOS = 50_000;

  private long lastWriteNanos;

  /** The pace of a socket that has written nothing yet. */
  public Pace(long nowNanos) {
    lastWriteNanos = nowNanos - 2 * QUIET_NANOS;
  }

  /** Something was written just now. */
  void onWritten(long nowNanos) {
    lastWriteNanos = nowNanos;
  }

  /** Whether nothing was written for a while. */
  boolean isQuiet(long nowNanos) {
    return nowNanos - lastWriteNanos > QUIET_NANOS;
  }
}
