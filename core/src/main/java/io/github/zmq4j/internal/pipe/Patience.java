package io.github.zmq4j.internal.pipe;

/**
 * Whether a reader who finds a queue empty does well to look again for a moment before it counts as
 * asleep. A writer on another processor who is about to write then has nobody to wake, and the
 * reader sees the message some hundred nanoseconds later. Where the writer does not run, or writes
 * seldom, a few misses in a row end the looking, and it is tried again now and then.
 *
 * <p><b>Threading.</b> Confined to the queue's reader.
 */
final class Patience {
  /** How long a reader looks: a few times as long as an answer takes that is on its way. */
  static final long LIMIT_NANOS = 2_000;

  private static final int MISSES_IN_A_ROW = 16;
  private static final int SKIPS = 63;
  private static final boolean HAS_TWO_PROCESSORS = Runtime.getRuntime().availableProcessors() > 1;

  private int misses;
  private int skipsLeft;

  /** Whether to look again this time. */
  boolean isDue() {
    if (skipsLeft > 0) {
      skipsLeft--;
      return false;
    }
    return HAS_TWO_PROCESSORS;
  }

  /** The reader has looked, and has seen a message or not. */
  void ended(boolean hasMessage) {
    if (hasMessage) {
      misses = 0;
    } else if (misses < MISSES_IN_A_ROW) {
      misses++;
    } else {
      skipsLeft = SKIPS;
    }
  }
}
