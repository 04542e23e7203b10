package io.github.zmq4j.internal.engine;

/**
 * Learns whether those who wait on a socket do better to spin for a moment before they sleep.
 *
 * <p>A thread that sleeps on an idle processor takes some 25 microseconds to wake; one that looks
 * again and again sees its message within one. But on a busy machine it takes the processor that
 * its peer needs, and everything takes longer. The system does not tell which is the case, so both
 * ways are tried, and the one that ends the waits sooner is kept: now and then a few waits are
 * timed, and a few more go the other way. The longer the same way wins, the rarer the trials. Waits
 * that are long in any case are slept through.
 *
 * <p><b>Threading.</b> Plain fields that several threads may share without order: what gets lost
 * costs a wait that goes the wrong way.
 */
public final class Spinning {
  /** How long a spin lasts at most. Within that time a peer that sleeps wakes, and answers. */
  static final long LIMIT_NANOS = 50_000;

  /** Waits count as this long at most. */
  static final long LONG_NANOS = 4 * LIMIT_NANOS;

  /** Waits that are as short need not become shorter. */
  static final long SHORT_NANOS = 10_000;

  /** A way must be as many times better than the other, or chance would decide. */
  static final int WINS_BY = 2;

  /** More failed spins than successful ones, by this much, end the spinning. */
  static final int MOST_MISSES = 128;

  static final int PAUSE_WAITS = 256;
  static final int SAMPLE_WAITS = 16;
  static final int TRIAL_WAITS = 8;

  /** The first waits of a trial do not count: who shares in it on the other side still sleeps. */
  static final int TRIAL_START_WAITS = 8;

  static final int MOST_SKIPS = 63;
  static final int MOST_SKIPS_WHEN_SLOW = 7;

  /** What to do in a wait. */
  enum Way {
    /** Sleep at once; how long is not asked. */
    SLEEP(false, false),
    /** Sleep at once, and tell how long. */
    TIMED_SLEEP(false, true),
    /** Spin up to the limit, then sleep, and tell how long. */
    SPIN(true, true);

    final boolean spins;
    final boolean isTimed;

    Way(boolean spins, boolean isTimed) {
      this.spins = spins;
      this.isTimed = isTimed;
    }
  }

  private final boolean isOfUse;

  private boolean prefersSpin;
  private int misses; // of spins, lately

  // Waits go in rounds: a pause; a sample, which is timed; a trial of the other way, if it is due.
  private int pauseLeft = PAUSE_WAITS;
  private int sampleLeft;
  private int trialLeft;
  private long sampleNanos; // sums
  private long trialNanos;

  private boolean wasSlow; // by the last sample
  private int skips; // samples until the next trial
  private int lastSkips; // what that was in the beginning

  /**
   * Makes one that has seen no wait.
   *
   * @param isAllowed whether waits may spin at all; if not, none is timed either
   */
  public Spinning(boolean isAllowed) {
    this(isAllowed ? Runtime.getRuntime().availableProcessors() : 1);
  }

  Spinning(int processors) {
    this.isOfUse = processors > 1;
  }

  /** How the wait that begins now is to go. */
  Way begin() {
    if (!isOfUse) {
      return Way.SLEEP;
    }
    if (pauseLeft > 0 && --pauseLeft == 0) {
      sampleLeft = SAMPLE_WAITS;
      sampleNanos = 0;
    }
    boolean isTrial = pauseLeft == 0 && sampleLeft <= 0;
    if (prefersSpin != isTrial) {
      return Way.SPIN;
    }
    return pauseLeft == 0 ? Way.TIMED_SLEEP : Way.SLEEP;
  }

  /**
   * A wait has ended.
   *
   * @param way how it went: not an untimed one
   * @param nanos how long it took
   */
  void ended(Way way, long nanos) {
    long counted = Math.min(nanos, LONG_NANOS);
    if (way == Way.SPIN && prefersSpin && misses(counted)) {
      prefer(false);
    } else if (pauseLeft > 0) {
      return;
    } else if (way.spins == prefersSpin) {
      sampleNanos += counted;
      if (--sampleLeft <= 0) {
        onSample(sampleNanos / SAMPLE_WAITS);
      }
    } else {
      if (trialLeft <= TRIAL_WAITS) {
        trialNanos += counted;
      }
      if (--trialLeft <= 0) {
        onTrial();
      }
    }
  }

  /** Whether spins have missed so often that they are of no use: messages come too seldom. */
  private boolean misses(long nanos) {
    misses = nanos > LIMIT_NANOS ? misses + 1 : Math.max(0, misses - 1);
    return misses > MOST_MISSES;
  }

  private void onSample(long mean) {
    boolean isSeldom = mean > LONG_NANOS * 9 / 10; // no spin would last as long
    boolean isSlow = mean > SHORT_NANOS;
    boolean isDue = skips == 0 || (isSlow && !wasSlow);
    wasSlow = isSlow;
    if (isDue && !isSeldom) {
      trialLeft = TRIAL_START_WAITS + TRIAL_WAITS;
      trialNanos = 0;
    } else {
      skips = Math.max(0, skips - 1);
      pauseLeft = PAUSE_WAITS;
    }
  }

  private void onTrial() {
    if (trialNanos * SAMPLE_WAITS * WINS_BY < sampleNanos * TRIAL_WAITS) {
      prefer(!prefersSpin);
      return;
    }
    lastSkips = Math.min(2 * lastSkips + 1, wasSlow ? MOST_SKIPS_WHEN_SLOW : MOST_SKIPS);
    skips = lastSkips;
    pauseLeft = PAUSE_WAITS;
  }

  private void prefer(boolean spin) {
    prefersSpin = spin;
    misses = 0;
    skips = 0;
    lastSkips = 0;
    pauseLeft = PAUSE_WAITS;
  }
}
