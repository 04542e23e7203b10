package io.github.zmq4j;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an endpoint or a connection of a socket.
 *
 * <p>Usual sequences: where a socket binds, {@code LISTENING, ACCEPTED, HANDSHAKE_SUCCEEDED}, and
 * {@code DISCONNECTED} in the end; where it connects, {@code CONNECT_DELAYED, CONNECTED,
 * HANDSHAKE_SUCCEEDED}; while nobody listens there, {@code CONNECT_DELAYED, CLOSED,
 * CONNECT_RETRIED} over and over. Connections over inproc have no events.
 *
 * <p><b>Threading.</b> Immutable.
 *
 * @param type what happened
 * @param socketType the type of the socket it happened to
 * @param socketId the {@linkplain Socket#id() number} of that socket
 * @param localEndpoint this side of the connection, or the endpoint bound to; empty if not known
 * @param remoteEndpoint the other side; empty if not known
 * @param peerRoutingId the routing id that the peer announced; {@link Frame#EMPTY} before the
 *     handshake, and when it has none
 * @param value the number that libzmq sends with the event; what it means stands at each type
 * @param error the failure, or {@code null} for events that are none
 * @param reason what happened, in words for people
 * @param time when it happened
 * @see <a href="https://libzmq.readthedocs.io/en/latest/zmq_socket_monitor.html">zmq_socket_monitor
 *     </a>
 */
public record MonitorEvent(
    Type type,
    SocketType socketType,
    int socketId,
    String localEndpoint,
    String remoteEndpoint,
    Frame peerRoutingId,
    long value,
    @Nullable ErrorCode error,
    String reason,
    Instant time) {

  /** What can happen. Where libzmq gives a file descriptor as value, the value here is -1. */
  public enum Type {
    /** The transport has connected to the peer; the handshake follows. */
    CONNECTED(0x0001),
    /** An attempt to connect has begun; the value is the number of {@code EINPROGRESS}. */
    CONNECT_DELAYED(0x0002),
    /** The next attempt to connect is due; the value is the wait until then in milliseconds. */
    CONNECT_RETRIED(0x0004),
    /** The socket is bound. */
    LISTENING(0x0008),
    /** A bind failed; the value is the number of the error. */
    BIND_FAILED(0x0010),
    /** A peer has connected; the handshake follows. */
    ACCEPTED(0x0020),
    /** A peer could not be accepted; the value is the number of the error. */
    ACCEPT_FAILED(0x0040),
    /** A listener was closed, or an attempt to connect given up. */
    CLOSED(0x0080),
    /** A listener could not be closed; the value is the number of the error. */
    CLOSE_FAILED(0x0100),
    /** A connection has ended, during or after its handshake. */
    DISCONNECTED(0x0200),
    /** The last event that the listener of a socket gets; that of a context gets none. */
    MONITOR_STOPPED(0x0400),
    /** A handshake ended because the connection did; the value is the number of the error. */
    HANDSHAKE_FAILED_NO_DETAIL(0x0800),
    /** A handshake is complete: messages can flow. */
    HANDSHAKE_SUCCEEDED(0x1000),
    /** The peer broke the protocol of the handshake; the value is libzmq's code for how. */
    HANDSHAKE_FAILED_PROTOCOL(0x2000),
    /** The peer was refused; the value is the status of the authentication: 300, 400 or 500. */
    HANDSHAKE_FAILED_AUTH(0x4000);

    private final int bit;

    Type(int bit) {
      this.bit = bit;
    }

    /**
     * The bit that stands for the type in libzmq's event masks.
     *
     * @return a power of two
     */
    public int bit() {
      return bit;
    }
  }
}
