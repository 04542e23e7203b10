package io.github.zmq4j.internal.transport;

/**
 * What a transport needs of a socket's options, as they stood at bind or connect. Sizes in bytes;
 * -1 leaves a value to the operating system.
 *
 * @param ipv6 whether IPv6 is used beside IPv4
 * @param backlog how many connections may wait to be accepted
 * @param sendBufferBytes of the kernel
 * @param receiveBufferBytes of the kernel
 * @param typeOfService of outgoing packets
 * @param keepAlive 1 on, 0 off
 * @param keepAliveCount how many probes
 * @param keepAliveIdleSeconds before the first probe
 * @param keepAliveIntervalSeconds between probes
 * @param acceptFilter who may connect
 * @param socksProxy what to connect through
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
    int keepAliveIntervalSeconds,
    AcceptFilter acceptFilter,
    SocksProxy socksProxy) {}
