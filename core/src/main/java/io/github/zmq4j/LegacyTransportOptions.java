package io.github.zmq4j;

import static io.github.zmq4j.OptionRow.flag;
import static io.github.zmq4j.OptionRow.integer;
import static io.github.zmq4j.OptionRow.longInteger;
import static io.github.zmq4j.OptionRow.time;
import static io.github.zmq4j.SocketOption.INFINITE;
import static io.github.zmq4j.ValueRange.atLeast;
import static io.github.zmq4j.ValueRange.between;
import static io.github.zmq4j.ValueRange.orNegative;

import java.time.Duration;

/** Options of transports that only native libraries speak; listed so that their error says why. */
abstract class LegacyTransportOptions extends TransportOptions {
  private static final String NO_PGM = "there is no pgm transport, which needs a native library";
  private static final String NO_VMCI = "there is no vmci transport, which needs VMware's library";
  private static final String NO_NORM = "there is no norm transport, which needs a native library";

  /** {@code ZMQ_RATE}: not available; multicast rate of pgm. */
  public static final SocketOption<Integer> MULTICAST_RATE =
      integer(8, "RATE", 100)
          .in(atLeast(1))
          .unit("kbit/s")
          .unsupported(NO_PGM)
          .says("Rate of pgm multicast");

  /** {@code ZMQ_RECOVERY_IVL}: not available; recovery window of pgm. */
  public static final SocketOption<Duration> RECOVERY_INTERVAL =
      time(9, "RECOVERY_IVL", Duration.ofSeconds(10))
          .unsupported(NO_PGM)
          .says("How long a receiver of pgm may be away without loss");

  /** {@code ZMQ_MULTICAST_MAXTPDU}: not available; packet size of pgm. */
  public static final SocketOption<Integer> MULTICAST_MAX_TPDU =
      integer(84, "MULTICAST_MAXTPDU", 1500)
          .in(atLeast(1))
          .unit("bytes")
          .unsupported(NO_PGM)
          .says("Packet size of pgm multicast");

  /** {@code ZMQ_VMCI_BUFFER_SIZE}: not available. */
  public static final SocketOption<Long> VMCI_BUFFER_SIZE =
      longInteger(85, "VMCI_BUFFER_SIZE", 65_546)
          .unit("bytes")
          .unsupported(NO_VMCI)
          .says("Buffer size of vmci connections");

  /** {@code ZMQ_VMCI_BUFFER_MIN_SIZE}: not available. */
  public static final SocketOption<Long> VMCI_BUFFER_MIN_SIZE =
      longInteger(86, "VMCI_BUFFER_MIN_SIZE", 128)
          .unit("bytes")
          .unsupported(NO_VMCI)
          .says("Least buffer size of vmci connections");

  /** {@code ZMQ_VMCI_BUFFER_MAX_SIZE}: not available. */
  public static final SocketOption<Long> VMCI_BUFFER_MAX_SIZE =
      longInteger(87, "VMCI_BUFFER_MAX_SIZE", 262_144)
          .unit("bytes")
          .unsupported(NO_VMCI)
          .says("Largest buffer size of vmci connections");

  /** {@code ZMQ_VMCI_CONNECT_TIMEOUT}: not available. */
  public static final SocketOption<Duration> VMCI_CONNECT_TIMEOUT =
      time(88, "VMCI_CONNECT_TIMEOUT", INFINITE)
          .in(orNegative("as the system has it"))
          .unsupported(NO_VMCI)
          .says("How long one attempt to connect by vmci may take");

  /** {@code ZMQ_NORM_MODE}: not available. */
  public static final SocketOption<Integer> NORM_MODE =
      integer(117, "NORM_MODE", 1)
          .in(between(0, 4))
          .draft()
          .unsupported(NO_NORM)
          .says("Congestion control of norm: 0 fixed, 1 CC, 2 CCL, 3 CCE, 4 CCE with ECN only");

  /** {@code ZMQ_NORM_UNICAST_NACK}: not available. */
  public static final SocketOption<Boolean> NORM_UNICAST_NACK =
      flag(118, "NORM_UNICAST_NACK", false)
          .draft()
          .unsupported(NO_NORM)
          .says("Whether norm receivers ask by unicast for repairs");

  /** {@code ZMQ_NORM_BUFFER_SIZE}: not available. */
  public static final SocketOption<Integer> NORM_BUFFER_SIZE =
      integer(119, "NORM_BUFFER_SIZE", 2048)
          .in(atLeast(1))
          .unit("KB")
          .draft()
          .unsupported(NO_NORM)
          .says("Buffer size of norm");

  /** {@code ZMQ_NORM_SEGMENT_SIZE}: not available. */
  public static final SocketOption<Integer> NORM_SEGMENT_SIZE =
      integer(120, "NORM_SEGMENT_SIZE", 1400)
          .in(atLeast(1))
          .unit("bytes")
          .draft()
          .unsupported(NO_NORM)
          .says("Segment size of norm");

  /** {@code ZMQ_NORM_BLOCK_SIZE}: not available. */
  public static final SocketOption<Integer> NORM_BLOCK_SIZE =
      integer(121, "NORM_BLOCK_SIZE", 16)
          .in(between(1, 255))
          .unit("segments")
          .draft()
          .unsupported(NO_NORM)
          .says("Segments in a block of norm");

  /** {@code ZMQ_NORM_NUM_PARITY}: not available. */
  public static final SocketOption<Integer> NORM_NUM_PARITY =
      integer(122, "NORM_NUM_PARITY", 4)
          .in(between(0, 254))
          .unit("segments")
          .draft()
          .unsupported(NO_NORM)
          .says("Parity segments in a block of norm");

  /** {@code ZMQ_NORM_NUM_AUTOPARITY}: not available. */
  public static final SocketOption<Integer> NORM_NUM_AUTO_PARITY =
      integer(123, "NORM_NUM_AUTOPARITY", 0)
          .in(between(0, 254))
          .unit("segments")
          .draft()
          .unsupported(NO_NORM)
          .says("Parity segments that norm sends unasked");

  /** {@code ZMQ_NORM_PUSH}: not available. */
  public static final SocketOption<Boolean> NORM_PUSH =
      flag(124, "NORM_PUSH", false)
          .draft()
          .unsupported(NO_NORM)
          .says("Whether norm overwrites what a slow receiver has not taken");

  LegacyTransportOptions() {}
}
