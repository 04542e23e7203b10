package io.github.zmq4j;

import static io.github.zmq4j.OptionRow.bytes;
import static io.github.zmq4j.OptionRow.integer;
import static io.github.zmq4j.OptionRow.time;
import static io.github.zmq4j.SocketOption.INFINITE;
import static io.github.zmq4j.ValueRange.atLeast;
import static io.github.zmq4j.ValueRange.orNegative;
import static io.github.zmq4j.ValueRange.upTo;

import java.time.Duration;

/** Options of connections: making, keeping and losing them. */
abstract class ConnectionOptions extends GeneralOptions {
  /**
   * {@code ZMQ_RECONNECT_IVL}: how long to wait before a lost or refused connection is tried again,
   * plus a random part of up to the same length. 0 and negative mean never.
   */
  public static final SocketOption<Duration> RECONNECT_INTERVAL =
      time(18, "RECONNECT_IVL", Duration.ofMillis(100))
          .in(orNegative("never"))
          .says("How long to wait before a connection is tried again; 0 or negative: never");

  /**
   * {@code ZMQ_RECONNECT_IVL_MAX}: when positive, the wait doubles with each failure up to this
   * time. 0 means it stays as {@link Options#RECONNECT_INTERVAL} says.
   */
  public static final SocketOption<Duration> RECONNECT_INTERVAL_MAX =
      time(21, "RECONNECT_IVL_MAX", Duration.ZERO)
          .says("When positive, the wait between attempts doubles up to this time");

  /**
   * {@code ZMQ_RECONNECT_STOP}: after what a connecting endpoint is given up; bits: 1 the
   * connection was refused, 2 the handshake failed, 4 {@code disconnect} was called.
   */
  public static final SocketOption<Integer> RECONNECT_STOP =
      integer(109, "RECONNECT_STOP", 0)
          .unit("bits")
          .draft()
          .says(
              "After what an endpoint is given up: 1 refused, 2 handshake failed, 4 after"
                  + " disconnect");

  /**
   * {@code ZMQ_CONNECT_TIMEOUT}: how long one attempt to connect by TCP may take; 0 leaves it to
   * the operating system.
   */
  public static final SocketOption<Duration> CONNECT_TIMEOUT =
      time(79, "CONNECT_TIMEOUT", Duration.ZERO)
          .says("How long one attempt to connect may take; 0: as long as the system tries");

  /**
   * {@code ZMQ_HANDSHAKE_IVL}: how long the handshake of a connection may take before it is closed;
   * 0 means without limit.
   */
  public static final SocketOption<Duration> HANDSHAKE_INTERVAL =
      time(66, "HANDSHAKE_IVL", Duration.ofSeconds(30))
          .notOn(SocketType.STREAM)
          .says("How long a handshake may take; 0 means no limit");

  /** {@code ZMQ_HEARTBEAT_IVL}: how often a PING is sent to each peer; 0, the default: never. */
  public static final SocketOption<Duration> HEARTBEAT_INTERVAL =
      time(75, "HEARTBEAT_IVL", Duration.ZERO)
          .notOn(SocketType.STREAM)
          .says("How often each peer is sent a PING; 0: never");

  /**
   * {@code ZMQ_HEARTBEAT_TIMEOUT}: how long after a PING a silent peer is disconnected; 0 means
   * never, negative, the default, as long as {@link Options#HEARTBEAT_INTERVAL}.
   */
  public static final SocketOption<Duration> HEARTBEAT_TIMEOUT =
      time(77, "HEARTBEAT_TIMEOUT", INFINITE)
          .in(orNegative("as HEARTBEAT_IVL"))
          .notOn(SocketType.STREAM)
          .says("How long after a PING a silent peer is disconnected; 0: never");

  /**
   * {@code ZMQ_HEARTBEAT_TTL}: how long each PING asks the peer to wait for the next before it
   * closes the connection; 0 asks for nothing. From 0 to 6553.5 s. The protocol counts tenths of
   * seconds: the value is rounded down to a multiple of 100 ms, and so reads back, and less than
   * 100 ms becomes 0.
   */
  public static final SocketOption<Duration> HEARTBEAT_TTL =
      time(76, "HEARTBEAT_TTL", Duration.ZERO)
          .in(upTo(Duration.ofMillis(6_553_599), Duration.ofMillis(100)))
          .notOn(SocketType.STREAM)
          .says(
              "After how long without a PING the peer shall close the connection; rounded down to "
                  + "100 ms; 0: never");

  /** {@code ZMQ_BACKLOG}: how many connections may wait to be accepted at one endpoint. */
  public static final SocketOption<Integer> BACKLOG =
      integer(19, "BACKLOG", 100)
          .in(atLeast(0))
          .unit("connections")
          .says("How many connections may wait to be accepted");

  /**
   * {@code ZMQ_HELLO_MSG}: a message of one frame that is sent first on each new connection; empty
   * means none.
   */
  public static final SocketOption<byte[]> HELLO_MESSAGE =
      bytes(110, "HELLO_MSG")
          .draft()
          .on(
              SocketType.ROUTER,
              SocketType.DEALER,
              SocketType.CLIENT,
              SocketType.SERVER,
              SocketType.PEER,
              SocketType.REP)
          .says("Sent first on each new connection; empty: none");

  /**
   * {@code ZMQ_DISCONNECT_MSG}: a message of one frame that this socket receives, as if the peer
   * had sent it, when a peer that had connected to it leaves; empty means none.
   */
  public static final SocketOption<byte[]> DISCONNECT_MESSAGE =
      bytes(111, "DISCONNECT_MSG")
          .draft()
          .on(SocketType.ROUTER, SocketType.SERVER, SocketType.PEER, SocketType.REP)
          .says("Received here when an accepted peer leaves; empty: none");

  /**
   * {@code ZMQ_HICCUP_MSG}: a message of one frame that this socket receives, as if the peer had
   * sent it, when a connection that it had made breaks; empty means none.
   */
  public static final SocketOption<byte[]> HICCUP_MESSAGE =
      bytes(114, "HICCUP_MSG")
          .draft()
          .on(SocketType.DEALER, SocketType.CLIENT, SocketType.PEER)
          .says("Received here when an outgoing connection breaks; empty: none");

  ConnectionOptions() {}
}
