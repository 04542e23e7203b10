package io.github.zmq4j.internal.pattern;

import static io.github.zmq4j.SocketType.SCATTER;

/**
 * SCATTER: a PUSH of one frame a message. It deals them to its GATHERs in turn; a send waits while
 * no peer has room.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @see <a href="https://rfc.zeromq.org/spec/49/">49/SCATTERGATHER, the SCATTER socket type</a>
 */
final class ScatterPattern extends SingleFramePattern {
  ScatterPattern(Outbox outbox) {
    super(SCATTER, new PushPattern(outbox));
  }
}
