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
  static final long LONG_NANOS = 2 * LIMIT_NANOS;

  static final int FIRST_PAUSE = 256;
  static final int LONGEST_PAUSE = 8 * 1024;
  static final int SAMPLE_WAITS = 16;
  static final int TRIAL_WAITS = 8;
  static final int MOST_MISSES = 32;

  /** A way must be as many times better than the other, or chance would decide. */
  static final int WINS_BY = 2;

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
  private int pause = FIRST_PAUSE; // waits between two trials
  private int untilSample = FIRST_PAUSE; // of them left
  private int sampleLeft; // waits to time before the trial
  private int trialLeft; // waits to go the other way
  private long sampleNanos; // sums
  private long trialNanos;
  private int misses; // of spins, lately

  /** Makes one that has seen no wait. */
  public Spinning() {
    this(Runtime.getRuntime().availableProcessors());
  }

  Spinning(int processors) {
    this.isOfUse = processors > 1;
  }

  /** How the wait that begins now is to go. */
  Way begin() {
    if (!isOfUse) {
      return Way.SLEEP;
    }
    if (untilSample > 0 && --untilSample == 0) {
      sampleLeft = SAMPLE_WAITS;
      sampleNanos = 0;
    }
    boolean isTrial = untilSample == 0 && sampleLeft <= 0;
    if (prefersSpin != isTrial) {
      return Way.SPIN;
    }
    return untilSample == 0 ? Way.TIMED_SLEEP : Way.SLEEP;
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
    } else if (untilSample > 0) {
      return;
    } else if (way.spins == prefersSpin) {
      sampleNanos += counted;
      if (--sampleLeft <= 0) {
        beginTrial();
      }
    } else {
      trialNanos += counted;
      if (--trialLeft <= 0) {
        decide();
      }
    }
  }

  /** Whether spins have missed so often that they are of no use: messages come too seldom. */
  private boolean misses(long nanos) {
    misses = nanos > LIMIT_NANOS ? misses + 2 : Math.max(0, misses - 1);
    return misses > MOST_MISSES;
  }

  private void beginTrial() {
    if (!prefersSpin && sampleNanos > SAMPLE_WAITS * LIMIT_NANOS) {
      keep(); // no spin would have lasted
    } else {
      trialLeft = TRIAL_WAITS;
      trialNanos = 0;
    }
  }

  private void decide() {
    if (trialNanos * SAMPLE_WAITS * WINS_BY < sampleNanos * TRIAL_WAITS) {
      prefer(!prefersSpin);
    } else {
      keep();
    }
  }

  private void prefer(boolean spin) {
    prefersSpin = spin;
    misses = 0;
    keep();
  }

  private void keep() {
    pause = Math.min(2 * pause, LONGEST_PAUSE);
    untilSample = pause;
  }
}
