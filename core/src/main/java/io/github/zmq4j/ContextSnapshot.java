package io.github.zmq4j;

import java.time.Instant;
import java.util.List;

/**
 * What a context looked like at a moment: its sockets, and through them every endpoint and
 * connection, with what went through them and what waits. {@link Context#snapshot()} takes one.
 *
 * <p>The counts are read while the library goes on. Each is exact for the moment it was read at,
 * give or take the messages that were just on their way, but the moments differ a little: do not
 * expect two ends of a connection to add up while messages flow.
 *
 * <p><b>Threading.</b> Immutable; lists and maps in a snapshot cannot be changed.
 *
 * @param time when it was taken
 * @param sockets the open ones, in the order they were made, and those closed sockets that still
 *     have messages to hand over
 * @param monitorEventsDropped how many {@linkplain MonitorEvent events} no listener was told of,
 *     because the listeners were too slow
 */
public record ContextSnapshot(
    Instant time, List<SocketSnapshot> sockets, long monitorEventsDropped) {}
