/**
 * The link between a socket and one peer: two bounded queues of messages, and who hears of them.
 */
@NullMarked
package io.github.zmq4j.internal.pipe;

import org.jspecify.annotations.NullMarked;
