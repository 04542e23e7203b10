/**
 * What the JDK's Flight Recorder is told. The only place that knows {@code jdk.jfr}, which may be
 * missing when the program runs.
 */
@NullMarked
package io.github.zmq4j.internal.flight;

import org.jspecify.annotations.NullMarked;
