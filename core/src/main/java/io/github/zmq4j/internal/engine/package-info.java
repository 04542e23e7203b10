/**
 * The reactor, which any waiting thread may drive, its timers, and the one way to wait. The only
 * place that knows {@code Selector}.
 */
@NullMarked
package io.github.zmq4j.internal.engine;

import org.jspecify.annotations.NullMarked;
