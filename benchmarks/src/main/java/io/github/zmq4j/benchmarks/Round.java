package io.github.zmq4j.benchmarks;

import java.util.Map;

/**
 * What one contender did in one round.
 *
 * @param values the round's figures; those of a unit may be missing
 * @param samples the single measurements behind a figure in microseconds, in nanoseconds and
 *     sorted; empty where there are none
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once and never compared
record Round(Map<Unit, Double> values, long[] samples) {
  /** A round without samples. */
  static Round of(Map<Unit, Double> values) {
    return new Round(values, new long[0]);
  }
}
