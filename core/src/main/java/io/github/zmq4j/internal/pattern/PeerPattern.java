package io.github.zmq4j.internal.pattern;

import static io.github.zmq4j.SocketType.PEER;

/**
 * PEER: a SERVER that also connects, so that both ends of a link number each other. The rules are
 * those of {@link ServerPattern}.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @see <a href="https://rfc.zeromq.org/spec/51/">51/P2P</a>
 */
public final class PeerPattern extends ServerPattern {
  PeerPattern(Outbox outbox, int firstId) {
    super(PEER, outbox, firstId);
  }
}
