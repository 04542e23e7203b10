package io.github.zmq4j;

import static io.github.zmq4j.OptionRow.bytes;
import static io.github.zmq4j.OptionRow.flag;
import static io.github.zmq4j.OptionRow.integer;
import static io.github.zmq4j.OptionRow.longInteger;
import static io.github.zmq4j.OptionRow.text;
import static io.github.zmq4j.OptionRow.time;
import static io.github.zmq4j.SocketOption.INFINITE;
import static io.github.zmq4j.ValueRange.atLeast;
import static io.github.zmq4j.ValueRange.orNegative;

import java.time.Duration;

/** Options of every socket: queues, waiting, names and state. */
abstract class GeneralOptions extends OptionTable {
  /**
   * {@code ZMQ_AFFINITY}: which I/O threads may serve new connections, as a bitmap; bit 0 is the
   * first thread, 0 means any.
   */
  public static final SocketOption<Long> AFFINITY =
      longInteger(4, "AFFINITY", 0)
          .unit("bitmap")
          .says("Which I/O threads may serve new connections; bit 0 is the first, 0 means any");

  /**
   * {@code ZMQ_ROUTING_ID}: the name that this socket shows its peers, by which a ROUTER addresses
   * it; 1 to 255 bytes. Names that start with a zero byte are reserved for those a ROUTER makes up.
   * On a STREAM socket it can only be read, and is the id of the newest connection.
   */
  public static final SocketOption<byte[]> ROUTING_ID =
      bytes(5, "ROUTING_ID")
          .alias("IDENTITY")
          .in(ValueRange.bytes(1, 255))
          .on(
              SocketType.REQ,
              SocketType.REP,
              SocketType.DEALER,
              SocketType.ROUTER,
              SocketType.STREAM)
          .readOnlyOn(SocketType.STREAM)
          .says(
              "The name that this socket shows its peers, by which a ROUTER addresses it; empty:"
                  + " the ROUTER makes one up. On STREAM: the id of the newest connection");

  /**
   * {@code ZMQ_SNDHWM}: how many whole messages may wait for one peer. At the limit a send waits or
   * drops, as each socket's page says. 0 means no limit: a slow peer then costs memory without
   * bound.
   */
  public static final SocketOption<Integer> SEND_HIGH_WATER_MARK =
      integer(23, "SNDHWM", 1000)
          .in(atLeast(0))
          .unit("messages")
          .live()
          .says("How many messages may wait to be sent to one peer; 0 means no limit");

  /**
   * {@code ZMQ_RCVHWM}: how many whole messages of one peer may wait to be received. At the limit
   * no more is read from that peer. 0 means no limit.
   */
  public static final SocketOption<Integer> RECEIVE_HIGH_WATER_MARK =
      integer(24, "RCVHWM", 1000)
          .in(atLeast(0))
          .unit("messages")
          .live()
          .says("How many messages of one peer may wait to be received; 0 means no limit");

  /**
   * {@code ZMQ_SNDTIMEO}: how long {@code send} waits before it fails with {@link
   * ErrorCode#EAGAIN}; 0 means it does not wait, {@link SocketOption#INFINITE} for ever.
   */
  public static final SocketOption<Duration> SEND_TIMEOUT =
      time(28, "SNDTIMEO", INFINITE)
          .in(orNegative("for ever"))
          .live()
          .says("How long a send waits before it fails with EAGAIN");

  /**
   * {@code ZMQ_RCVTIMEO}: how long {@code receive} waits before it fails with {@link
   * ErrorCode#EAGAIN}; 0 means it does not wait, {@link SocketOption#INFINITE} for ever.
   */
  public static final SocketOption<Duration> RECEIVE_TIMEOUT =
      time(27, "RCVTIMEO", INFINITE)
          .in(orNegative("for ever"))
          .live()
          .says("How long a receive waits before it fails with EAGAIN");

  /**
   * {@code ZMQ_LINGER}: how long messages not yet sent survive {@code close} or {@code disconnect},
   * and so how long closing the context may wait for them. 0 drops them at once. Sockets start with
   * {@link SocketOption#INFINITE}; SUB, XSUB and DISH, and all sockets of a context that is not
   * {@linkplain ContextOption#BLOCKY blocky}, with 0.
   */
  public static final SocketOption<Duration> LINGER =
      time(17, "LINGER", INFINITE)
          .in(orNegative("for ever"))
          .defaultOn(Duration.ZERO, SocketType.SUB, SocketType.XSUB, SocketType.DISH)
          .live()
          .says("How long unsent messages survive close and disconnect; 0 drops them at once");

  /**
   * {@code ZMQ_IMMEDIATE}: queue messages for completed connections only. Otherwise messages also
   * wait for peers that are not there yet. A connection that breaks loses what was queued for it.
   */
  public static final SocketOption<Boolean> IMMEDIATE =
      flag(39, "IMMEDIATE", false)
          .alias("DELAY_ATTACH_ON_CONNECT")
          .says("Queue messages for completed connections only");

  /**
   * {@code ZMQ_CONFLATE}: keep only the newest message in each direction of each connection, in
   * place of the queues. Only for messages of one frame.
   */
  public static final SocketOption<Boolean> CONFLATE =
      flag(54, "CONFLATE", false)
          .on(SocketType.PULL, SocketType.PUSH, SocketType.SUB, SocketType.PUB, SocketType.DEALER)
          .says("Keep only the newest message; for messages of one frame");

  /**
   * {@code ZMQ_MAXMSGSIZE}: the largest frame that a peer may send, in bytes; a larger one ends its
   * connection. -1, the default, means no limit. A message has at most 1,048,576 frames in any
   * case.
   */
  public static final SocketOption<Long> MAX_MESSAGE_SIZE =
      longInteger(22, "MAXMSGSIZE", -1)
          .in(new SizeLimit())
          .unit("bytes")
          .says("The largest frame that a peer may send, else it is disconnected");

  /** {@code ZMQ_RCVMORE}: whether more frames of the message being received follow. */
  public static final SocketOption<Boolean> RECEIVE_MORE =
      flag(13, "RCVMORE", false)
          .reports()
          .says("Whether more frames of the message being received follow");

  /**
   * {@code ZMQ_EVENTS}: what can be done at once: bit 0 ({@code POLLIN}) a receive, bit 1 ({@code
   * POLLOUT}) a send.
   */
  public static final SocketOption<Integer> EVENTS =
      integer(15, "EVENTS", 0)
          .unit("bits")
          .reports()
          .says("What can be done at once: 1 receive, 2 send");

  /** {@code ZMQ_FD}: not available; a JVM has no file descriptors to hand out. */
  public static final SocketOption<Integer> FILE_DESCRIPTOR =
      integer(14, "FD", -1)
          .reports()
          .unsupported("a JVM hands out no file descriptors; wait in receive or in a Poller")
          .says("A file descriptor that becomes readable when the socket's state changes");

  /** {@code ZMQ_TYPE}: the type of the socket. */
  public static final SocketOption<SocketType> TYPE =
      OptionRow.type(16, "TYPE").reports().says("The type of the socket");

  /** {@code ZMQ_THREAD_SAFE}: true; every socket of this library is thread-safe. */
  public static final SocketOption<Boolean> THREAD_SAFE =
      flag(81, "THREAD_SAFE", true)
          .reports()
          .says("Whether threads may share the socket: always true here");

  /**
   * {@code ZMQ_LAST_ENDPOINT}: the endpoint of the last bind or connect, with wildcards resolved;
   * empty before the first.
   */
  public static final SocketOption<String> LAST_ENDPOINT =
      text(32, "LAST_ENDPOINT")
          .reports()
          .says("The endpoint of the last bind or connect, wildcards resolved");

  /** {@code ZMQ_USE_FD}: not available; a JVM cannot adopt file descriptors. */
  public static final SocketOption<Integer> USE_FILE_DESCRIPTOR =
      integer(89, "USE_FD", -1)
          .in(atLeast(-1))
          .unsupported("a JVM cannot adopt file descriptors made elsewhere")
          .says("An already open socket to bind or connect with");

  /**
   * {@code ZMQ_IN_BATCH_SIZE}: the largest message that a STREAM socket, or a raw ROUTER, makes of
   * what it reads, in bytes. Other sockets read what has come, up to 128 KiB at a time, whatever
   * this says: the buffer is the I/O thread's, and messages are cut out of it.
   */
  public static final SocketOption<Integer> RECEIVE_BATCH_SIZE =
      integer(101, "IN_BATCH_SIZE", 8192)
          .in(atLeast(1))
          .unit("bytes")
          .draft()
          .says("The largest message that a STREAM socket makes of what it reads");

  /**
   * {@code ZMQ_OUT_BATCH_SIZE}: kept, without effect. Small messages are gathered into writes of up
   * to 64 KiB, as many as are there: waiting for more would cost latency, and writing less at a
   * time throughput.
   */
  public static final SocketOption<Integer> SEND_BATCH_SIZE =
      integer(102, "OUT_BATCH_SIZE", 8192)
          .in(atLeast(1))
          .unit("bytes")
          .draft()
          .says("Kept without effect: up to 64 KiB of small messages go into one write");

  private static final class SizeLimit extends ValueRange<Long> {
    SizeLimit() {
      super("a size; negative: no limit");
    }

    @Override
    boolean holds(Long size) {
      return true;
    }

    @Override
    Long kept(Long size) {
      return Math.max(size, -1);
    }
  }

  GeneralOptions() {}
}
