package io.github.zmq4j.benchmarks;

/**
 * What one contender did in one round.
 *
 * @param value the round's figure, in the unit of the part
 * @param samples the single measurements behind it in nanoseconds, sorted; empty where there are
 *     none
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once and never compared
record Round(double value, long[] samples) {}
