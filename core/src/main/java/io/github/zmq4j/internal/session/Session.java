package io.github.zmq4j.internal.session;

import io.github.zmq4j.ConnectionSnapshot;
import io.github.zmq4j.EndpointSnapshot;
import java.util.function.Consumer;

/**
 * What goes on at an endpoint of a socket, and keeps the context from ending: a listener, the
 * connections that it accepted, or a connecting endpoint.
 *
 * <p><b>Threading.</b> Thread-safe. What is told is read racily: plain fields of whoever works
 * there, which may be a moment old.
 */
public interface Session {
  /** Tells of its endpoint, if it is one, and of its connections. */
  void describe(Consumer<EndpointSnapshot> endpoints, Consumer<ConnectionSnapshot> connections);
}
