package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.ZmqException;

/** Finds the pattern of a socket type. */
public final class Patterns {
  private Patterns() {}

  /**
   * Makes the pattern of a new socket.
   *
   * @param random where generated routing ids and request ids start: a random number, so that ids
   *     given before a restart are not given to others after it
   */
  public static Pattern of(SocketType type, Outbox outbox, int random) {
    return switch (type) {
      case REQ -> new RequestPattern(outbox, random);
      case REP -> new ReplyPattern(outbox);
      case DEALER -> new DealerPattern(outbox);
      case ROUTER -> new RouterPattern(outbox, random);
      case PUB -> new PubPattern(outbox);
      case SUB -> new SubPattern(outbox);
      case XPUB -> new XPubPattern(outbox);
      case XSUB -> new XSubPattern(outbox);
      case RADIO -> new RadioPattern(outbox);
      case DISH -> new DishPattern(outbox);
      case STREAM -> new StreamPattern(outbox, random);
      case PUSH -> new PushPattern(outbox);
      case PULL -> new PullPattern();
      case PAIR -> new PairPattern(outbox);
      case CLIENT -> new ClientPattern(outbox);
      case SERVER -> new ServerPattern(outbox, random);
      case PEER -> new PeerPattern(outbox, random);
      case CHANNEL -> new ChannelPattern(outbox);
      case SCATTER -> new ScatterPattern(outbox);
      case GATHER -> new GatherPattern();
      default ->
          throw new ZmqException(
              ErrorCode.ENOTSUP, "Sockets of the type " + type + " are not supported");
    };
  }
}
