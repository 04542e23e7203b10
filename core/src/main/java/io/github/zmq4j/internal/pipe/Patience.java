package io.github.zmq4j.internal.pipe;

import java.util.function.BooleanSupplier;

/**
 * Learns whether a reader who finds a queue empty does well to look again for a moment before he
 * counts as asleep. A writer on another processor who is about to write then has nobody to wake,
 * and the reader sees the message some hundred nanoseconds later. Where the writer does not run, or
 * writes seldom, a few misses in a row end the looking, and it is tried again now and then.
 *
 * <p>A reader who is as quick as a writer who streams would see each message the moment it comes,
 * and the two would wrest the same cache lines from each other for every one. So when a message
 * comes at once, the reader lets some more gather before he looks the next time, as long as that
 * brings more than one; the longer, the more it brings. He holds his socket meanwhile, and ends
 * looking when another thread waits for it.
 *
 * <p>Measured over inproc with 16 bytes and two processors: a REQ and a REP take 0.5 microseconds
 * one way, and 1.9 without. In one process that went from one to the other, streams had 8 to 17
 * million messages a second where none gathered, 13 to 17 with a microsecond, 16 to 19 with six.
 *
 * <p><b>Threading.</b> Confined to the queue's reader.
 */
final class Patience {
  /** Whether there is another processor for the writer. */
  static final boolean IS_OF_USE = Runtime.getRuntime().availableProcessors() > 1;

  /** How long a reader looks: a few times as long as an answer takes that is on its way. */
  static final long LIMIT_NANOS = 2_000;

  /** A message that comes sooner is no answer, but the next one of a stream. */
  static final long AT_ONCE_NANOS = 300;

  /** How long messages of a stream gather at first, and at most. */
  static final long GATHER_NANOS = 1_000;

  static final long GATHER_MOST_NANOS = 8_000;

  /** So many messages at a time are worth a longer wait, and so few are not. */
  static final int MANY = 32;

  static final int FEW = 16;

  static final int MOST_MISSES = 16;
  static final int SKIPS = 63;

  private final BooleanSupplier isDisturbed;
  private int misses; // in a row
  private int skipsLeft;
  private long pauseNanos; // 0: messages do not gather
  private long readBefore; // what the reader had taken when he looked last

  /**
   * The patience of a reader who knows nothing yet.
   *
   * @param isDisturbed whether somebody waits for what the reader holds
   */
  Patience(BooleanSupplier isDisturbed) {
    this.isDisturbed = isDisturbed;
  }

  /** Whether to look again this time. */
  boolean isDue() {
    if (skipsLeft > 0) {
      skipsLeft--;
      return false;
    }
    return true;
  }

  /** How long to wait before the first look. */
  long pauseNanos() {
    return pauseNanos;
  }

  /** Whether to go on looking after so long, the pause included. */
  boolean lasts(long nanos) {
    return nanos < pauseNanos + LIMIT_NANOS && !isDisturbed.getAsBoolean();
  }

  /**
   * The reader has looked again.
   *
   * @param hasMessage whether he has seen a message
   * @param nanos how long he has looked, without the pause
   * @param read how many messages he ever took before
   */
  void ended(boolean hasMessage, long nanos, long read) {
    long gathered = read - readBefore - 1; // there at once, behind the one that the last look saw
    readBefore = read;
    if (hasMessage) {
      misses = 0;
      pauseNanos = nextPause(nanos, gathered);
    } else {
      pauseNanos = 0;
      if (++misses > MOST_MISSES) {
        misses = MOST_MISSES;
        skipsLeft = SKIPS;
      }
    }
  }

  private long nextPause(long nanos, long gathered) {
    if (pauseNanos == 0) {
      return nanos < AT_ONCE_NANOS ? GATHER_NANOS : 0;
    } else if (gathered == 0) {
      return 0;
    } else if (gathered >= MANY) {
      return Math.min(2 * pauseNanos, GATHER_MOST_NANOS);
    }
    return gathered < FEW ? Math.max(pauseNanos / 2, GATHER_NANOS) : pauseNanos;
  }
}
