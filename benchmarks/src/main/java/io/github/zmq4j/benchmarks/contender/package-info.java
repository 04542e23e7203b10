/**
 * The libraries that are compared, each behind the same small interface, and the process they run
 * in. The contenders in C live in {@code src/main/c}.
 */
@NullMarked
package io.github.zmq4j.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
