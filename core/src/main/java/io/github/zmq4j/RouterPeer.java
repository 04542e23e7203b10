package io.github.zmq4j;

/**
 * A peer of a {@link Router}.
 *
 * <p><b>Threading.</b> Immutable.
 *
 * @param routingId the first frame of the messages it sends, and of those sent to it
 * @param remoteEndpoint where it is, such as {@code tcp://192.0.2.7:40312}; the name of the
 *     endpoint over inproc
 * @param metadata what its handshake told; empty over inproc
 */
public record RouterPeer(Frame routingId, String remoteEndpoint, Metadata metadata) {}
