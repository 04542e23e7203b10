/** What stands on the wire: greeting, frames, commands, property lists. */
@NullMarked
package io.github.zmq4j.internal.zmtp.wire;

import org.jspecify.annotations.NullMarked;
