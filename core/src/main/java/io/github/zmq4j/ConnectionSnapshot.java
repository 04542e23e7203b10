package io.github.zmq4j;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a connection to one peer looked like at a moment. {@link ContextSnapshot} says how exact the
 * counts are.
 *
 * <p>Over inproc there are no bytes, no handshake and no time; the endpoint is the name on both
 * sides.
 *
 * <p><b>Threading.</b> Immutable.
 *
 * @param localEndpoint this side; the endpoint bound to, when the peer connected; empty if unknown
 * @param remoteEndpoint the other side; the endpoint as given to {@code connect}, when this side
 *     connected
 * @param state how far it is
 * @param peerRoutingId the routing id that the peer announced; empty before the handshake, and when
 *     it has none
 * @param peerType the type of the peer's socket; {@code null} before the handshake, and when the
 *     peer does not tell
 * @param since since when it is there
 * @param messagesSent handed to the network
 * @param bytesSent with all that the protocol adds
 * @param messagesReceived that came in, whether the application has received them yet or not
 * @param bytesReceived with all that the protocol adds
 * @param messagesDropped that were for this peer and found no room; of the types of socket that
 *     drop them
 * @param sendQueue messages that wait to be sent
 * @param sendHighWaterMark how many may wait; 0 means no limit
 * @param receiveQueue messages that wait to be received
 * @param receiveHighWaterMark how many may wait; 0 means no limit
 * @param isSendBlocked whether bytes wait for the network, which takes no more at the moment
 * @param isReceivePaused whether nothing is read, because the receive queue is full
 */
public record ConnectionSnapshot(
    String localEndpoint,
    String remoteEndpoint,
    State state,
    Frame peerRoutingId,
    @Nullable SocketType peerType,
    Instant since,
    long messagesSent,
    long bytesSent,
    long messagesReceived,
    long bytesReceived,
    long messagesDropped,
    long sendQueue,
    int sendHighWaterMark,
    long receiveQueue,
    int receiveHighWaterMark,
    boolean isSendBlocked,
    boolean isReceivePaused) {

  /** How far a connection is. */
  public enum State {
    /** Both sides introduce themselves. */
    HANDSHAKE,
    /** Messages flow. */
    OPEN,
    /** It is over. */
    CLOSED
  }
}
