package io.github.zmq4j.internal.socket;

import io.github.zmq4j.ConnectionSnapshot;
import io.github.zmq4j.ContextSnapshot;
import io.github.zmq4j.EndpointSnapshot;
import io.github.zmq4j.SocketSnapshot;
import java.util.ArrayList;
import java.util.List;

/** What a context has left to hand over, in words: which socket, how much, and for whom. */
final class Backlog {
  private static final int MOST_NAMED = 10;

  private Backlog() {}

  static String of(ContextSnapshot context) {
    List<String> parts = new ArrayList<>();
    for (SocketSnapshot socket : context.sockets()) {
      String name = socket.type() + " socket " + socket.id();
      socket.endpoints().forEach(endpoint -> addQueue(parts, name, endpoint));
      socket.connections().forEach(connection -> addQueue(parts, name, connection));
    }
    int unnamed = parts.size() - MOST_NAMED;
    if (unnamed <= 0) {
      return String.join("; ", parts);
    }
    return String.join("; ", parts.subList(0, MOST_NAMED)) + "; and " + unnamed + " more";
  }

  private static void addQueue(List<String> parts, String socket, EndpointSnapshot endpoint) {
    if (endpoint.sendQueue() > 0) {
      String why = endpoint.reason().isEmpty() ? "no connection yet" : endpoint.reason();
      parts.add(
          "%s: %d messages for %s (%s)"
              .formatted(socket, endpoint.sendQueue(), endpoint.endpoint(), why));
    }
  }

  private static void addQueue(List<String> parts, String socket, ConnectionSnapshot connection) {
    if (connection.sendQueue() > 0 || connection.isSendBlocked()) {
      String why = connection.isSendBlocked() ? "the peer does not read" : "being sent";
      parts.add(
          "%s: %d messages for %s (%s)"
              .formatted(socket, connection.sendQueue(), connection.remoteEndpoint(), why));
    }
  }
}
