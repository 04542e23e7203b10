/** Queues between threads. Knows nothing of messages, sockets or reactors. */
@NullMarked
package io.github.zmq4j.internal.concurrent;

import org.jspecify.annotations.NullMarked;
