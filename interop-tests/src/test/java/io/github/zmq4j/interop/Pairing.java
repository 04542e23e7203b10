package io.github.zmq4j.interop;

import static io.github.zmq4j.SocketType.DEALER;
import static io.github.zmq4j.SocketType.PAIR;
import static io.github.zmq4j.SocketType.PUB;
import static io.github.zmq4j.SocketType.PULL;
import static io.github.zmq4j.SocketType.PUSH;
import static io.github.zmq4j.SocketType.REP;
import static io.github.zmq4j.SocketType.REQ;
import static io.github.zmq4j.SocketType.ROUTER;
import static io.github.zmq4j.SocketType.STREAM;
import static io.github.zmq4j.SocketType.SUB;
import static io.github.zmq4j.SocketType.XPUB;
import static io.github.zmq4j.SocketType.XSUB;

import io.github.zmq4j.SocketType;
import java.util.List;
import java.util.function.Supplier;

/**
 * Two socket types that may talk.
 *
 * @param first begins the conversation
 * @param second goes on with it
 * @param conversation makes what they say
 */
record Pairing(SocketType first, SocketType second, Supplier<Conversation> conversation) {
  /** Bytes without a protocol. */
  static final Pairing STREAMS = new Pairing(STREAM, STREAM, Streaming::new);

  /** All pairs of types that speak ZeroMQ's protocol. */
  static final List<Pairing> ALL =
      List.of(
          new Pairing(REQ, REP, () -> Conversations.requestReply(REQ, REP)),
          new Pairing(REQ, ROUTER, () -> Conversations.requestReply(REQ, ROUTER)),
          new Pairing(DEALER, REP, () -> Conversations.requestReply(DEALER, REP)),
          new Pairing(DEALER, DEALER, Conversations::bothWays),
          new Pairing(DEALER, ROUTER, Conversations::dealerAndRouter),
          new Pairing(ROUTER, ROUTER, Conversations::routers),
          new Pairing(PUB, SUB, () -> new PublishSubscribe(PUB, SUB)),
          new Pairing(PUB, XSUB, () -> new PublishSubscribe(PUB, XSUB)),
          new Pairing(XPUB, SUB, () -> new PublishSubscribe(XPUB, SUB)),
          new Pairing(XPUB, XSUB, () -> new PublishSubscribe(XPUB, XSUB)),
          new Pairing(PUSH, PULL, Conversations::oneWay),
          new Pairing(PAIR, PAIR, Conversations::bothWays));
}
