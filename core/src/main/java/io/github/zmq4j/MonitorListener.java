package io.github.zmq4j;

/**
 * Is told what happens to the endpoints and connections of a socket, or of all sockets of a
 * context.
 *
 * <pre>{@code
 * socket.monitor(event -> System.out.println(event.type() + " " + event.remoteEndpoint()));
 * }</pre>
 *
 * <p><b>Threading.</b> Called on a thread of the library that does no I/O, one event after the
 * other, those of a socket in the order they happened. A slow listener delays no socket; when too
 * many events wait, the newest are dropped and counted. It may use sockets, but should not wait for
 * long. What it throws is logged and otherwise ignored.
 */
@FunctionalInterface
public interface MonitorListener {
  /**
   * Takes an event.
   *
   * @param event what happened
   */
  void onEvent(MonitorEvent event);
}
