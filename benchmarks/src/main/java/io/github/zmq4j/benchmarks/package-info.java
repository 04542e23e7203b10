/** Measurements: JMH benchmarks, and runs beside libzmq and JeroMQ. */
@NullMarked
package io.github.zmq4j.benchmarks;

import org.jspecify.annotations.NullMarked;
