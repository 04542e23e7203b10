package io.github.zmq4j;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The socket types of ZeroMQ, with the numbers and names that the protocol and libzmq's API use.
 *
 * <p><b>Threading.</b> Immutable.
 *
 * @see <a href="https://rfc.zeromq.org/spec/37/">37/ZMTP, the Socket-Type property</a>
 */
public enum SocketType {
  /** Exclusive pair. */
  PAIR(0),
  /** Publisher. */
  PUB(1),
  /** Subscriber. */
  SUB(2),
  /** Requester: one request, one reply, in turn. */
  REQ(3),
  /** Replier: one reply for each request, in turn. */
  REP(4),
  /** Asynchronous requester: deals out, fair-queues in. */
  DEALER(5),
  /** Asynchronous replier: addresses its peers by routing id. */
  ROUTER(6),
  /** Receives work. */
  PULL(7),
  /** Deals out work. */
  PUSH(8),
  /** Publisher that sees the subscriptions. */
  XPUB(9),
  /** Subscriber that sends its subscriptions as messages. */
  XSUB(10),
  /** Plain TCP peers. */
  STREAM(11),
  /** Thread-safe replier, single frames. */
  SERVER(12),
  /** Thread-safe requester, single frames. */
  CLIENT(13),
  /** Publisher to groups. */
  RADIO(14),
  /** Member of groups. */
  DISH(15),
  /** Receives work, single frames. */
  GATHER(16),
  /** Deals out work, single frames. */
  SCATTER(17),
  /** UDP datagrams. */
  DGRAM(18),
  /** Server and client at once. */
  PEER(19),
  /** Exclusive pair, single frames. */
  CHANNEL(20);

  private final int number;

  SocketType(int number) {
    this.number = number;
  }

  /**
   * The number of the type in libzmq's API and in the ZMTP 2.0 greeting.
   *
   * @return 0 to 20
   */
  public int number() {
    return number;
  }

  /**
   * Finds a type by its name on the wire, ignoring case.
   *
   * @param name such as {@code "DEALER"}
   * @return the type, or nothing when the name is none
   */
  public static Optional<SocketType> named(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    for (SocketType type : values()) {
      if (type.name().equals(upper)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /**
   * The types that this one may talk to.
   *
   * @return a new set
   */
  public Set<SocketType> peers() {
    return switch (this) {
      case REQ -> EnumSet.of(REP, ROUTER);
      case REP -> EnumSet.of(REQ, DEALER);
      case DEALER -> EnumSet.of(REP, DEALER, ROUTER);
      case ROUTER -> EnumSet.of(REQ, DEALER, ROUTER);
      case PUB, XPUB -> EnumSet.of(SUB, XSUB);
      case SUB, XSUB -> EnumSet.of(PUB, XPUB);
      case PUSH -> EnumSet.of(PULL);
      case PULL -> EnumSet.of(PUSH);
      case PAIR -> EnumSet.of(PAIR);
      case CLIENT -> EnumSet.of(SERVER);
      case SERVER -> EnumSet.of(CLIENT);
      case RADIO -> EnumSet.of(DISH);
      case DISH -> EnumSet.of(RADIO);
      case SCATTER -> EnumSet.of(GATHER);
      case GATHER -> EnumSet.of(SCATTER);
      case PEER -> EnumSet.of(PEER);
      case CHANNEL -> EnumSet.of(CHANNEL);
      case STREAM, DGRAM -> EnumSet.noneOf(SocketType.class);
    };
  }

  /**
   * Whether this type announces a routing id to its peers.
   *
   * @return true for REQ, DEALER and ROUTER
   */
  public boolean announcesRoutingId() {
    return this == REQ || this == DEALER || this == ROUTER;
  }
}
