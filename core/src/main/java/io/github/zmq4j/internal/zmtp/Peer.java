package io.github.zmq4j.internal.zmtp;

import io.github.zmq4j.Metadata;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.zmtp.wire.Version;
import org.jspecify.annotations.Nullable;

/**
 * What a handshake learned of the peer.
 *
 * @param version the version that both sides speak from now on
 * @param socketType the peer's type; {@code null} when it did not tell
 * @param routingId the id it announced, at most 255 bytes; empty when there is none
 * @param metadata the properties that ride on its messages
 * @param subscribesToAll whether it is to be treated as if it had subscribed to everything: it
 *     speaks unversioned ZMTP 1.0, and our socket publishes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a record
public record Peer(
    Version version,
    @Nullable SocketType socketType,
    byte[] routingId,
    Metadata metadata,
    boolean subscribesToAll) {}
