package io.github.zmq4j.internal.pattern;

import static io.github.zmq4j.SocketType.CHANNEL;

/**
 * CHANNEL: a PAIR of one frame a message: one peer, both ways, and whoever comes meanwhile is
 * turned away.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @see <a href="https://rfc.zeromq.org/spec/52/">52/CHANNEL</a>
 */
final class ChannelPattern extends SingleFramePattern {
  ChannelPattern(Outbox outbox) {
    super(CHANNEL, new PairPattern(outbox));
  }
}
