package io.github.zmq4j.internal.session;

import io.github.zmq4j.FramePool;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.transport.TransportSettings;
import io.github.zmq4j.internal.zmtp.HandshakeSettings;
import org.jspecify.annotations.Nullable;

/**
 * A socket's options as they stood at bind or connect, as far as its sessions need them. Times in
 * nanoseconds.
 *
 * @param type the socket's type
 * @param routingId its own routing id; empty when none
 * @param properties what is announced to peers, as {@code PropertyList} encodes it
 * @param security who may come in
 * @param notes messages that tell of connections
 * @param affinity which reactors may serve connections; bit 0 is the first, 0 means any
 * @param maxMessageBytes the largest frame accepted; negative: no limit
 * @param rawMessageBytes the largest message that a STREAM socket makes of what it reads
 * @param isRaw whether peers are spoken to in plain TCP, without a protocol
 * @param immediate whether a connecting socket gets a pipe only for an established connection
 * @param handshakeNanos how long a handshake may take; 0: no limit
 * @param heartbeatNanos between two PINGs; 0: none
 * @param heartbeatTimeoutNanos how long a peer may be silent after a PING; negative: the interval
 * @param heartbeatTtlNanos the TTL announced in a PING; 0: none
 * @param stallNanos how long the network may take nothing of what is to be written; 0: no limit
 * @param connectTimeoutNanos how long one attempt to connect may take; 0: the system decides
 * @param reconnectNanos the shortest wait between two attempts; 0 or less: no second attempt
 * @param reconnectMaxNanos the longest wait; 0: always the shortest
 * @param reconnectStop bits: 1 when refused, 2 when a handshake fails, 4 after disconnect
 * @param receivePool where large frames are received into; null: the heap
 * @param transport what the transport needs
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a record
public record SessionSettings(
    SocketType type,
    byte[] routingId,
    byte[] properties,
    Security security,
    Notes notes,
    long affinity,
    long maxMessageBytes,
    int rawMessageBytes,
    boolean isRaw,
    boolean immediate,
    long handshakeNanos,
    long heartbeatNanos,
    long heartbeatTimeoutNanos,
    long heartbeatTtlNanos,
    long stallNanos,
    long connectTimeoutNanos,
    long reconnectNanos,
    long reconnectMaxNanos,
    int reconnectStop,
    @Nullable FramePool receivePool,
    TransportSettings transport) {

  /** {@code reconnectStop}: a refused connection ends the endpoint. */
  static final int STOP_WHEN_REFUSED = 1;

  /** {@code reconnectStop}: a connection that ends before its handshake ends the endpoint. */
  static final int STOP_WHEN_HANDSHAKE_FAILS = 2;

  /** {@code reconnectStop}: after disconnect no attempt is made to deliver what is left. */
  static final int STOP_AFTER_DISCONNECT = 4;

  /**
   * Messages that a socket sends or receives by itself when connections come and go; empty: none.
   *
   * @param hello sent first on each connection
   * @param disconnect received when an accepted peer has left
   * @param hiccup received when a connection made here has broken
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a record
  public record Notes(byte[] hello, byte[] disconnect, byte[] hiccup) {}

  HandshakeSettings handshake(String peerAddress) {
    return new HandshakeSettings(
        type,
        routingId,
        properties,
        maxMessageBytes,
        peerAddress,
        security.mechanism(),
        security.authenticates(),
        security.letsOldPeersIn());
  }

  /** Whether what waits for a lost peer is stale: subscriptions, which are sent afresh. */
  boolean forgetsWhenLost() {
    return type == SocketType.SUB || type == SocketType.XSUB || type == SocketType.DISH;
  }
}
