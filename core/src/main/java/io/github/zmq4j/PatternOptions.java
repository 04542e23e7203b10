package io.github.zmq4j;

import static io.github.zmq4j.OptionRow.bytes;
import static io.github.zmq4j.OptionRow.flag;
import static io.github.zmq4j.OptionRow.integer;
import static io.github.zmq4j.SocketType.DEALER;
import static io.github.zmq4j.SocketType.PUB;
import static io.github.zmq4j.SocketType.RADIO;
import static io.github.zmq4j.SocketType.REP;
import static io.github.zmq4j.SocketType.REQ;
import static io.github.zmq4j.SocketType.ROUTER;
import static io.github.zmq4j.SocketType.STREAM;
import static io.github.zmq4j.SocketType.SUB;
import static io.github.zmq4j.SocketType.XPUB;
import static io.github.zmq4j.SocketType.XSUB;
import static io.github.zmq4j.ValueRange.between;
import static io.github.zmq4j.ValueRange.bytesAtLeast;

/** Options of single patterns. */
abstract class PatternOptions extends LegacyTransportOptions {
  /**
   * {@code ZMQ_SUBSCRIBE}: adds a subscription to messages that start with these bytes; empty means
   * all. {@link Sub#subscribe(String)} says it shorter. On an XPUB in {@linkplain
   * Options#XPUB_MANUAL manual mode} it subscribes the peer whose request was received last.
   */
  public static final SocketOption<byte[]> SUBSCRIBE =
      bytes(6, "SUBSCRIBE")
          .on(SUB, XPUB)
          .commands()
          .says("Adds a subscription; on XPUB in manual mode, for the peer that asked last");

  /** {@code ZMQ_UNSUBSCRIBE}: takes a subscription back; without effect when there is none. */
  public static final SocketOption<byte[]> UNSUBSCRIBE =
      bytes(7, "UNSUBSCRIBE")
          .on(SUB, XPUB)
          .commands()
          .says("Takes a subscription back; on XPUB in manual mode, for the peer that asked last");

  /**
   * {@code ZMQ_XPUB_VERBOSE}: receive every subscription, not only the first to each topic; also
   * takes {@link Options#XPUB_VERBOSER} back.
   */
  public static final SocketOption<Boolean> XPUB_VERBOSE =
      flag(40, "XPUB_VERBOSE", false).on(XPUB).live().says("Receive every subscription");

  /**
   * {@code ZMQ_XPUB_VERBOSER}: receive every subscription and every unsubscription; sets {@link
   * Options#XPUB_VERBOSE} with it.
   */
  public static final SocketOption<Boolean> XPUB_VERBOSER =
      flag(78, "XPUB_VERBOSER", false)
          .on(XPUB)
          .live()
          .says("Receive every subscription and unsubscription");

  /**
   * {@code ZMQ_XPUB_MANUAL}: subscriptions are received, but not applied; the application does that
   * with {@link XPub#subscribe(byte[])}.
   */
  public static final SocketOption<Boolean> XPUB_MANUAL =
      flag(71, "XPUB_MANUAL", false)
          .on(XPUB)
          .live()
          .says("The application decides which subscriptions hold");

  /**
   * {@code ZMQ_XPUB_MANUAL_LAST_VALUE}: as {@link Options#XPUB_MANUAL}, and the first send after a
   * subscription was received goes to its peer alone: for caches of last values. Sets {@link
   * Options#XPUB_MANUAL} with it.
   */
  public static final SocketOption<Boolean> XPUB_MANUAL_LAST_VALUE =
      flag(98, "XPUB_MANUAL_LAST_VALUE", false)
          .on(XPUB)
          .live()
          .draft()
          .says("Manual, and the next send goes to the peer that asked last");

  /**
   * {@code ZMQ_XPUB_NODROP}: a send waits, or fails with {@link ErrorCode#EAGAIN}, when one of the
   * matching peers has no room, and nobody gets the message. Otherwise that peer misses it.
   */
  public static final SocketOption<Boolean> XPUB_NO_DROP =
      flag(69, "XPUB_NODROP", false)
          .on(PUB, XPUB, RADIO)
          .live()
          .says("Wait for peers without room, in place of dropping their messages");

  /**
   * {@code ZMQ_XPUB_WELCOME_MSG}: a message sent to each new peer, which sees it if it has
   * subscribed to it; empty means none.
   */
  public static final SocketOption<byte[]> XPUB_WELCOME_MESSAGE =
      bytes(72, "XPUB_WELCOME_MSG").on(XPUB).live().says("Sent to each new peer; empty: none");

  /** {@code ZMQ_INVERT_MATCHING}: deliver what does not match. To be set at both ends. */
  public static final SocketOption<Boolean> INVERT_MATCHING =
      flag(74, "INVERT_MATCHING", false)
          .on(PUB, XPUB, SUB, XSUB)
          .live()
          .says("Deliver what does not match; to be set at both ends");

  /**
   * {@code ZMQ_ONLY_FIRST_SUBSCRIBE}: in a message of several frames, only the first may be a
   * subscription.
   */
  public static final SocketOption<Boolean> ONLY_FIRST_SUBSCRIBE =
      flag(108, "ONLY_FIRST_SUBSCRIBE", false)
          .on(XPUB, XSUB)
          .live()
          .draft()
          .says("Only the first frame of a message may be a subscription");

  /**
   * {@code ZMQ_XSUB_VERBOSE_UNSUBSCRIBE}: send every unsubscription upstream, not only the last.
   */
  public static final SocketOption<Boolean> XSUB_VERBOSE_UNSUBSCRIBE =
      flag(115, "XSUB_VERBOSE_UNSUBSCRIBE", false)
          .on(XSUB)
          .live()
          .draft()
          .says("Send every unsubscription upstream");

  /**
   * {@code ZMQ_TOPICS_COUNT}: how many different topics are subscribed to: by this socket (SUB,
   * XSUB) or by all its peers (PUB, XPUB).
   */
  public static final SocketOption<Integer> TOPICS_COUNT =
      integer(116, "TOPICS_COUNT", 0)
          .unit("topics")
          .on(PUB, XPUB, SUB, XSUB)
          .reports()
          .draft()
          .says("How many different topics are subscribed to");

  /**
   * {@code ZMQ_ROUTER_MANDATORY}: a message to an unknown peer fails with {@link
   * ErrorCode#EHOSTUNREACH}, and one to a peer without room waits. Otherwise both are dropped.
   */
  public static final SocketOption<Boolean> ROUTER_MANDATORY =
      flag(33, "ROUTER_MANDATORY", false)
          .alias("FAIL_UNROUTABLE", "ROUTER_BEHAVIOR")
          .on(ROUTER)
          .live()
          .says("Report messages that cannot be routed, in place of dropping them");

  /**
   * {@code ZMQ_ROUTER_HANDOVER}: a peer that comes with the routing id of another takes its place.
   * Otherwise the newcomer is ignored.
   */
  public static final SocketOption<Boolean> ROUTER_HANDOVER =
      flag(56, "ROUTER_HANDOVER", false)
          .on(ROUTER)
          .live()
          .says("A newcomer takes over the routing id of an older peer");

  /** {@code ZMQ_ROUTER_RAW}: talk to plain TCP peers; {@link Stream} replaces it. */
  public static final SocketOption<Boolean> ROUTER_RAW =
      flag(41, "ROUTER_RAW", false)
          .on(ROUTER)
          .deprecated()
          .says("Talk to plain TCP peers; use a STREAM socket");

  /**
   * {@code ZMQ_ROUTER_NOTIFY}: receive a message of routing id and empty frame when a peer comes
   * (bit 0) or goes (bit 1).
   */
  public static final SocketOption<Integer> ROUTER_NOTIFY =
      integer(97, "ROUTER_NOTIFY", 0)
          .in(between(0, 3))
          .unit("bits")
          .on(ROUTER)
          .draft()
          .says("Receive [id, empty] when a peer comes (1) or goes (2)");

  /**
   * {@code ZMQ_PROBE_ROUTER}: send an empty message to each new peer, so that a ROUTER knows it.
   */
  public static final SocketOption<Boolean> PROBE_ROUTER =
      flag(51, "PROBE_ROUTER", false)
          .on(ROUTER, DEALER, REQ)
          .live()
          .says("Send an empty message to each new peer");

  /**
   * {@code ZMQ_CONNECT_ROUTING_ID}: the routing id of the peer that the next connect leads to,
   * whatever name that peer gives itself. One connect uses it up.
   */
  public static final SocketOption<byte[]> CONNECT_ROUTING_ID =
      bytes(61, "CONNECT_ROUTING_ID")
          .alias("CONNECT_RID")
          .in(bytesAtLeast(1))
          .on(ROUTER, STREAM, REP)
          .live()
          .says("The routing id of the next connect's peer");

  /**
   * {@code ZMQ_REQ_CORRELATE}: number the requests, so that a late reply to an earlier one is not
   * taken for the reply to this one.
   */
  public static final SocketOption<Boolean> REQ_CORRELATE =
      flag(52, "REQ_CORRELATE", false)
          .on(REQ)
          .live()
          .says("Number the requests and skip replies to others");

  /**
   * {@code ZMQ_REQ_RELAXED}: a new request may be sent before the reply to the last has come, which
   * is given up. Set {@link Options#REQ_CORRELATE} too.
   */
  public static final SocketOption<Boolean> REQ_RELAXED =
      flag(53, "REQ_RELAXED", false)
          .on(REQ)
          .live()
          .says("Allow a new request before the reply to the last");

  /**
   * {@code ZMQ_STREAM_NOTIFY}: receive a message of routing id and empty frame when a peer comes or
   * goes.
   */
  public static final SocketOption<Boolean> STREAM_NOTIFY =
      flag(73, "STREAM_NOTIFY", true)
          .on(STREAM)
          .says("Receive [id, empty] when a peer comes or goes");

  PatternOptions() {}
}
