/**
 * The ZeroMQ message transport protocol as arithmetic: bytes and times go in; messages, bytes to
 * send and deadlines come out. No socket, thread, clock or lock lives here.
 */
@NullMarked
package io.github.zmq4j.internal.zmtp;

import org.jspecify.annotations.NullMarked;
