package io.github.zmq4j;

import java.util.List;
import java.util.Map;

/**
 * What a socket looked like at a moment. The counts of messages and bytes are those since it was
 * made, over connections that are gone as well; a message that goes to several peers counts once
 * for each. {@link ContextSnapshot} says how exact they are.
 *
 * <p><b>Threading.</b> Immutable.
 *
 * @param type its type
 * @param id its {@linkplain Socket#id() number}
 * @param state whether it is in use
 * @param options those that were set, with their values; arrays are copies, secrets are left out
 * @param endpoints what it is bound and connected to
 * @param connections its connections, those that still shake hands included
 * @param messagesSent handed to the network, or to the other socket over inproc
 * @param bytesSent over the network, with all that the protocol adds
 * @param messagesReceived that came in, whether the application has received them yet or not
 * @param bytesReceived over the network
 * @param messagesDropped messages that were to be sent and found no peer, or no room where the type
 *     of socket drops them
 * @param partsToSend frames given to {@code sendMore} whose message is not complete yet
 * @param partsToReceive frames left of a message that is received frame by frame
 */
public record SocketSnapshot(
    SocketType type,
    int id,
    State state,
    Map<SocketOption<?>, Object> options,
    List<EndpointSnapshot> endpoints,
    List<ConnectionSnapshot> connections,
    long messagesSent,
    long bytesSent,
    long messagesReceived,
    long bytesReceived,
    long messagesDropped,
    int partsToSend,
    int partsToReceive) {

  /** Whether a socket is in use. */
  public enum State {
    /** In use. */
    OPEN,
    /** Its context was shut down; it is to be closed. */
    SHUT_DOWN,
    /** Closed; what was sent before is being handed over, as {@link Options#LINGER} says. */
    CLOSED
  }
}
