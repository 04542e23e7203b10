package io.github.zmq4j.internal.session;

import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.transport.TransportSettings;
import io.github.zmq4j.internal.zmtp.HandshakeSettings;
import io.github.zmq4j.spi.Mechanism;
import java.util.Map;

/**
 * A socket's options as they stood at bind or connect, as far as its sessions need them. Times in
 * nanoseconds.
 *
 * @param type the socket's type
 * @param routingId its own routing id; empty when none
 * @param metadata the application's properties, announced to peers
 * @param mechanism makes the security mechanism of each connection
 * @param maxMessageBytes the largest frame accepted; negative: no limit
 * @param immediate whether a connecting socket gets a pipe only for an established connection
 * @param handshakeNanos how long a handshake may take; 0: no limit
 * @param heartbeatNanos between two PINGs; 0: none
 * @param heartbeatTimeoutNanos how long a peer may be silent after a PING; negative: the interval
 * @param heartbeatTtlNanos the TTL announced in a PING; 0: none
 * @param connectTimeoutNanos how long one attempt to connect may take; 0: the system decides
 * @param reconnectNanos the shortest wait between two attempts; 0 or less: no second attempt
 * @param reconnectMaxNanos the longest wait; 0: always the shortest
 * @param reconnectStop bits: 1 when refused, 2 when a handshake fails, 4 after disconnect
 * @param transport what the transport needs
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a record
public record SessionSettings(
    SocketType type,
    byte[] routingId,
    Map<String, String> metadata,
    Mechanism.Factory mechanism,
    long maxMessageBytes,
    boolean immediate,
    long handshakeNanos,
    long heartbeatNanos,
    long heartbeatTimeoutNanos,
    long heartbeatTtlNanos,
    long connectTimeoutNanos,
    long reconnectNanos,
    long reconnectMaxNanos,
    int reconnectStop,
    TransportSettings transport) {

  /** {@code reconnectStop}: a refused connection ends the endpoint. */
  public static final int STOP_WHEN_REFUSED = 1;

  /** {@code reconnectStop}: a connection that ends before its handshake ends the endpoint. */
  public static final int STOP_WHEN_HANDSHAKE_FAILS = 2;

  HandshakeSettings handshake(String peerAddress) {
    return new HandshakeSettings(
        type, routingId, metadata, maxMessageBytes, peerAddress, mechanism, false, true);
  }

  /** Whether what waits for a lost peer is stale: subscriptions, which are sent afresh. */
  boolean forgetsWhenLost() {
    return type == SocketType.SUB || type == SocketType.XSUB || type == SocketType.DISH;
  }

  boolean isRaw() {
    return type == SocketType.STREAM;
  }
}
