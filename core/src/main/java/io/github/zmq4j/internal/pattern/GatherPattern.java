package io.github.zmq4j.internal.pattern;

import static io.github.zmq4j.SocketType.GATHER;

/**
 * GATHER: a PULL of one frame a message. It takes them from its SCATTERs in turn.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @see <a href="https://rfc.zeromq.org/spec/49/">49/SCATTERGATHER, the GATHER socket type</a>
 */
final class GatherPattern extends SingleFramePattern {
  GatherPattern() {
    super(GATHER, new PullPattern());
  }
}
