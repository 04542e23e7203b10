package io.github.zmq4j;

import static io.github.zmq4j.OptionRow.flag;
import static io.github.zmq4j.OptionRow.integer;
import static io.github.zmq4j.OptionRow.text;
import static io.github.zmq4j.OptionRow.time;
import static io.github.zmq4j.SocketOption.INFINITE;
import static io.github.zmq4j.ValueRange.atLeast;
import static io.github.zmq4j.ValueRange.between;
import static io.github.zmq4j.ValueRange.secondsOrSystem;

import java.time.Duration;

/** Options of the transports, TCP above all. */
abstract class TransportOptions extends ConnectionOptions {
  private static final String NO_PEER_IDS =
      "the JDK tells the user at the other end by name only; use a ZAP handler";

  private static final String NO_UDP = "this version has no udp transport";

  /** {@code ZMQ_SNDBUF}: size of the kernel's send buffer in bytes; -1 is the system's default. */
  public static final SocketOption<Integer> SEND_BUFFER =
      integer(11, "SNDBUF", -1)
          .in(atLeast(-1))
          .unit("bytes")
          .says("Size of the kernel's send buffer; -1: the system's default");

  /** {@code ZMQ_RCVBUF}: size of the kernel's receive buffer in bytes; -1: the system's default. */
  public static final SocketOption<Integer> RECEIVE_BUFFER =
      integer(12, "RCVBUF", -1)
          .in(atLeast(-1))
          .unit("bytes")
          .says("Size of the kernel's receive buffer; -1: the system's default");

  /**
   * {@code ZMQ_IPV6}: use IPv6 beside IPv4. Without it names resolve to IPv4 addresses, and {@code
   * tcp://*} listens on IPv4 only.
   */
  public static final SocketOption<Boolean> IPV6 =
      flag(42, "IPV6", false).says("Use IPv6 beside IPv4");

  /** {@code ZMQ_IPV4ONLY}: the opposite of {@link Options#IPV6}, which replaces it. */
  public static final SocketOption<Boolean> IPV4_ONLY =
      flag(31, "IPV4ONLY", true).deprecated().says("The opposite of IPV6; use that");

  /** {@code ZMQ_TOS}: the type-of-service or traffic-class byte of outgoing packets. */
  public static final SocketOption<Integer> TYPE_OF_SERVICE =
      integer(57, "TOS", 0).in(atLeast(0)).says("Type of service of outgoing packets");

  /** {@code ZMQ_PRIORITY}: not available; the JDK has no {@code SO_PRIORITY}. */
  public static final SocketOption<Integer> PRIORITY =
      integer(112, "PRIORITY", 0)
          .in(atLeast(0))
          .draft()
          .unsupported("the JDK has no SO_PRIORITY; TOS may serve")
          .says("Protocol priority of outgoing packets");

  /** {@code ZMQ_BUSY_POLL}: not available; the JDK has no {@code SO_BUSY_POLL}. */
  public static final SocketOption<Integer> BUSY_POLL =
      integer(113, "BUSY_POLL", 0)
          .unit("µs")
          .draft()
          .unsupported("the JDK has no SO_BUSY_POLL; the sysctl net.core.busy_poll may serve")
          .says("How long the kernel polls the device for packets");

  /**
   * {@code ZMQ_TCP_KEEPALIVE}: 1 and 0 switch TCP keep-alive on and off; -1, the default, leaves it
   * as the system has it. To notice dead peers quickly use {@link Options#HEARTBEAT_INTERVAL}.
   */
  public static final SocketOption<Integer> TCP_KEEPALIVE =
      integer(34, "TCP_KEEPALIVE", -1)
          .in(between(-1, 1))
          .says("TCP keep-alive: 1 on, 0 off, -1 as the system has it");

  /**
   * {@code ZMQ_TCP_KEEPALIVE_CNT}: after how many unanswered probes a connection ends; -1: as the
   * system has it.
   */
  public static final SocketOption<Integer> TCP_KEEPALIVE_COUNT =
      integer(35, "TCP_KEEPALIVE_CNT", -1)
          .in(atLeast(-1))
          .unit("probes")
          .says("After how many unanswered probes a connection ends; -1: as the system has it");

  /**
   * {@code ZMQ_TCP_KEEPALIVE_IDLE}: after how much silence probing starts, in whole seconds;
   * negative, the default: as the system has it.
   */
  public static final SocketOption<Duration> TCP_KEEPALIVE_IDLE =
      time(36, "TCP_KEEPALIVE_IDLE", INFINITE)
          .in(secondsOrSystem())
          .unit("s")
          .says("After how much silence probing starts");

  /**
   * {@code ZMQ_TCP_KEEPALIVE_INTVL}: the time between probes, in whole seconds; negative, the
   * default: as the system has it.
   */
  public static final SocketOption<Duration> TCP_KEEPALIVE_INTERVAL =
      time(37, "TCP_KEEPALIVE_INTVL", INFINITE)
          .in(secondsOrSystem())
          .unit("s")
          .says("Time between probes");

  /**
   * {@code ZMQ_TCP_MAXRT}: how long the network may take nothing of what is to be sent before the
   * connection ends; 0 leaves it to the operating system. The JDK cannot reach the kernel's own
   * {@code TCP_USER_TIMEOUT}, so bytes that the kernel's buffer has taken count as sent; {@link
   * Options#HEARTBEAT_INTERVAL} notices a peer that is gone also when little is sent.
   */
  public static final SocketOption<Duration> TCP_MAX_RETRANSMIT_TIME =
      time(80, "TCP_MAXRT", Duration.ZERO)
          .says("How long the network may take nothing of what is to be sent; 0: no limit");

  /**
   * {@code ZMQ_TCP_ACCEPT_FILTER}: adds a rule, {@code address} or {@code address/bits}; once there
   * is one, listeners refuse every other peer. Empty removes all rules. A ZAP handler is the better
   * choice.
   */
  public static final SocketOption<String> TCP_ACCEPT_FILTER =
      text(38, "TCP_ACCEPT_FILTER")
          .in(ValueRange.text(255))
          .unit("address[/bits]")
          .deprecated()
          .says("Adds an address that may connect; empty removes all rules; use ZAP instead");

  /** {@code ZMQ_IPC_FILTER_PID}: not available. */
  public static final SocketOption<Integer> IPC_FILTER_PID =
      integer(58, "IPC_FILTER_PID", 0)
          .deprecated()
          .unsupported(NO_PEER_IDS)
          .says("Adds a process that may connect by ipc");

  /** {@code ZMQ_IPC_FILTER_UID}: not available. */
  public static final SocketOption<Integer> IPC_FILTER_UID =
      integer(59, "IPC_FILTER_UID", 0)
          .deprecated()
          .unsupported(NO_PEER_IDS)
          .says("Adds a user that may connect by ipc");

  /** {@code ZMQ_IPC_FILTER_GID}: not available. */
  public static final SocketOption<Integer> IPC_FILTER_GID =
      integer(60, "IPC_FILTER_GID", 0)
          .deprecated()
          .unsupported(NO_PEER_IDS)
          .says("Adds a group that may connect by ipc");

  /** {@code ZMQ_BINDTODEVICE}: not available; bind to the interface's name instead. */
  public static final SocketOption<String> BIND_TO_DEVICE =
      text(92, "BINDTODEVICE")
          .in(ValueRange.text(16))
          .unsupported("the JDK has no SO_BINDTODEVICE; bind to tcp://<interface>:<port>")
          .says("The only network interface to use");

  /** {@code ZMQ_LOOPBACK_FASTPATH}: not available for a single socket. */
  public static final SocketOption<Boolean> LOOPBACK_FASTPATH =
      flag(94, "LOOPBACK_FASTPATH", false)
          .draft()
          .unsupported("the JDK has it for the whole process: -Djdk.net.useFastTcpLoopback=true")
          .says("Fast loopback connections on Windows");

  /**
   * {@code ZMQ_SOCKS_PROXY}: the SOCKS5 proxy to connect through, as {@code host:port}; empty means
   * none.
   */
  public static final SocketOption<String> SOCKS_PROXY =
      text(68, "SOCKS_PROXY").unit("host:port").says("The SOCKS5 proxy to connect through");

  /** {@code ZMQ_SOCKS_USERNAME}: the user's name for the proxy; empty means no authentication. */
  public static final SocketOption<String> SOCKS_USERNAME =
      text(99, "SOCKS_USERNAME")
          .in(ValueRange.text(255))
          .draft()
          .says("The user's name for the proxy; empty: no authentication");

  /** {@code ZMQ_SOCKS_PASSWORD}: the password for the proxy. */
  public static final SocketOption<String> SOCKS_PASSWORD =
      text(100, "SOCKS_PASSWORD")
          .in(ValueRange.text(255))
          .secret()
          .draft()
          .says("The password for the proxy");

  /** {@code ZMQ_MULTICAST_HOPS}: how many networks a multicast packet may cross. */
  public static final SocketOption<Integer> MULTICAST_HOPS =
      integer(25, "MULTICAST_HOPS", 1)
          .in(atLeast(1))
          .unit("hops")
          .unsupported(NO_UDP)
          .says("How many networks a multicast packet may cross");

  /** {@code ZMQ_MULTICAST_LOOP}: whether this host receives its own multicast packets. */
  public static final SocketOption<Boolean> MULTICAST_LOOP =
      flag(96, "MULTICAST_LOOP", true)
          .draft()
          .unsupported(NO_UDP)
          .says("Whether this host receives its own multicast packets");

  TransportOptions() {}
}
