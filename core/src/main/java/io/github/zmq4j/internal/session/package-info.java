/**
 * One peer link's life: listening, connecting, handshake, traffic, heartbeats, reconnection,
 * linger.
 */
@NullMarked
package io.github.zmq4j.internal.session;

import org.jspecify.annotations.NullMarked;
