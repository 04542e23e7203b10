/** The {@code zmq} command. */
@NullMarked
package io.github.zmq4j.cli;

import org.jspecify.annotations.NullMarked;
