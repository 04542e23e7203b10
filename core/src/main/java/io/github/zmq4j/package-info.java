/** The public API: contexts, sockets, messages, options and errors. */
@NullMarked
package io.github.zmq4j;

import org.jspecify.annotations.NullMarked;
