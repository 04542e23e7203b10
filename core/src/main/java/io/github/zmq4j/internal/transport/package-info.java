/** Where bytes travel: endpoint syntax, listening and connecting, for tcp, ipc and inproc. */
@NullMarked
package io.github.zmq4j.internal.transport;

import org.jspecify.annotations.NullMarked;
