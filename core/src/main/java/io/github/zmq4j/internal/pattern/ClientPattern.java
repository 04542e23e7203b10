package io.github.zmq4j.internal.pattern;

import static io.github.zmq4j.SocketType.CLIENT;

/**
 * CLIENT: deals messages of one frame to its SERVERs in turn, and takes theirs in turn. Neither id
 * nor delimiter goes over the wire: the SERVER numbers its clients itself. A send waits while no
 * peer has room.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @see <a href="https://rfc.zeromq.org/spec/41/">41/CLISRV, the CLIENT socket type</a>
 */
final class ClientPattern extends SingleFramePattern {
  ClientPattern(Outbox outbox) {
    super(CLIENT, new DealerPattern(outbox));
  }
}
