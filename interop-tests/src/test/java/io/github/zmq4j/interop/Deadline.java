package io.github.zmq4j.interop;

/** Ends a loop that waits for something by trying again. */
final class Deadline {
  private final long nanos = System.nanoTime() + PeerSocket.DEADLINE.toNanos();

  /** Fails, with a reason, when the time is over. */
  void check(String reason) {
    if (System.nanoTime() - nanos > 0) {
      throw new AssertionError(reason);
    }
  }
}
