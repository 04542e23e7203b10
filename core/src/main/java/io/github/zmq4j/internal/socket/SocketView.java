package io.github.zmq4j.internal.socket;

import io.github.zmq4j.ConnectionSnapshot;
import io.github.zmq4j.EndpointSnapshot;
import io.github.zmq4j.SocketSnapshot;
import io.github.zmq4j.internal.session.Session;
import io.github.zmq4j.internal.session.SessionHost.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A look at a socket: what only its owner may read under its lock, which is soon left, and then its
 * sessions as they go on.
 *
 * <p><b>Threading.</b> For one look, by any thread.
 */
final class SocketView {
  private final SocketBase socket;
  private final List<EndpointSnapshot> endpoints = new ArrayList<>();
  private final List<ConnectionSnapshot> connections = new ArrayList<>();
  private long messagesDropped;
  private int partsToSend;
  private int partsToReceive;

  SocketView(SocketBase socket) {
    this.socket = socket;
  }

  SocketSnapshot snapshot() {
    Set<Session> sessions = socket.sessions().live();
    lookUnderLock(sessions);
    sessions.forEach(session -> session.describe(endpoints::add, connections::add));
    socket.sessions().describeLinks(connections::add);
    Traffic traffic = traffic();
    return new SocketSnapshot(
        socket.type(),
        socket.id(),
        socket.shownState(),
        socket.options().shown(),
        List.copyOf(endpoints),
        List.copyOf(connections),
        traffic.messagesSent(),
        traffic.bytesSent(),
        traffic.messagesReceived(),
        traffic.bytesReceived(),
        messagesDropped,
        partsToSend,
        partsToReceive);
  }

  private void lookUnderLock(Set<Session> sessions) {
    PatternHost host = socket.host();
    host.enter();
    try {
      socket.endpoints().describe(endpoints::add, sessions);
      messagesDropped = host.pattern().drops();
      partsToSend = socket.exchange().partsToSend();
      partsToReceive = socket.exchange().partsToReceive();
    } finally {
      host.leave();
    }
  }

  /** What went over the connections that are there, and those that are gone. */
  private Traffic traffic() {
    Traffic past = socket.sessions().pastTraffic();
    long messagesSent = past.messagesSent();
    long bytesSent = past.bytesSent();
    long messagesReceived = past.messagesReceived();
    long bytesReceived = past.bytesReceived();
    for (ConnectionSnapshot connection : connections) {
      messagesSent += connection.messagesSent();
      bytesSent += connection.bytesSent();
      messagesReceived += connection.messagesReceived();
      bytesReceived += connection.bytesReceived();
    }
    return new Traffic(messagesSent, bytesSent, messagesReceived, bytesReceived);
  }
}
