/** Sockets and their context: the lock, the endpoints, the options, the waiting. */
@NullMarked
package io.github.zmq4j.internal.socket;

import org.jspecify.annotations.NullMarked;
