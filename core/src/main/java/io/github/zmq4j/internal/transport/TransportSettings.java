package io.github.zmq4j.internal.transport;

/**
 * What a transport needs of a socket's options, as they stood at bind or connect. Sizes in bytes;
 * -1 leaves a value to the operating system.
 */
public record TransportSettings(
    boolean ipv6,
    int backlog,
    int sendBufferBytes,
    int receiveBufferBytes,
    int typeOfService,
    int keepAlive,
    int keepAliveCount,
    int keepAliveIdleSeconds,
    int keepAliveIntervalSeconds) {}
