package io.github.zmq4j.internal.socket;

import io.github.zmq4j.EndpointSnapshot;
import io.github.zmq4j.internal.pipe.Pipe;
import io.github.zmq4j.internal.session.Connector;
import io.github.zmq4j.internal.session.Listener;
import io.github.zmq4j.internal.session.Session;
import io.github.zmq4j.internal.transport.Transports;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a socket is bound and connected to, by endpoint.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 */
final class Endpoints {
  private final Map<String, Listener> listeners = new LinkedHashMap<>();
  private final Map<String, List<Connector>> connectors = new LinkedHashMap<>();
  private final Map<String, Instant> inprocNames = new LinkedHashMap<>(); // since when
  private final Map<String, List<InprocPipe>> inprocPipes = new LinkedHashMap<>();

  /** A pipe to an inproc name, and since when it is there. */
  private record InprocPipe(Pipe pipe, Instant since) {}

  void add(Listener listener) {
    listeners.put(listener.endpoint(), listener);
  }

  void add(Connector connector) {
    List<Connector> siblings = new ArrayList<>();
    for (Connector sibling : connectors.getOrDefault(connector.endpoint(), List.of())) {
      if (!sibling.isEnded()) {
        siblings.add(sibling);
      }
    }
    siblings.add(connector);
    connectors.put(connector.endpoint(), siblings);
  }

  void addInproc(String name) {
    inprocNames.put(name, Instant.now());
  }

  void addInproc(String name, Pipe pipe) {
    inprocPipes
        .computeIfAbsent(name, any -> new ArrayList<>())
        .add(new InprocPipe(pipe, Instant.now()));
  }

  @Nullable Listener removeListener(String endpoint) {
    return listeners.remove(endpoint);
  }

  /** Takes out those of an endpoint, without those that count as disconnected already. */
  List<Connector> removeConnectors(String endpoint) {
    List<Connector> removed = connectors.remove(endpoint);
    return removed == null
        ? List.of()
        : removed.stream().filter(connector -> !connector.isForgotten()).toList();
  }

  boolean removeInproc(String name) {
    return inprocNames.remove(name) != null;
  }

  List<Pipe> removeInprocPipes(String name) {
    List<InprocPipe> removed = inprocPipes.remove(name);
    return removed == null ? List.of() : removed.stream().map(InprocPipe::pipe).toList();
  }

  /** Whether an endpoint is connected and has not given up. */
  boolean isConnected(String endpoint) {
    for (Connector connector : connectors.getOrDefault(endpoint, List.of())) {
      if (!connector.isEnded()) {
        return true;
      }
    }
    return false;
  }

  List<Listener> listeners() {
    return List.copyOf(listeners.values());
  }

  List<Connector> connectors() {
    return connectors.values().stream().flatMap(List::stream).toList();
  }

  List<String> inprocNames() {
    return List.copyOf(inprocNames.keySet());
  }

  /** Calls back for each pipe to an inproc name. */
  void forEachInproc(BiConsumer<String, Pipe> action) {
    inprocPipes.forEach((name, pipes) -> pipes.forEach(one -> action.accept(name, one.pipe)));
  }

  /** Adds the connecting endpoints that were given up, whose sessions are over. */
  void addGivenUp(Set<Session> sessions) {
    for (Connector connector : connectors()) {
      if (connector.isEnded() && !connector.isForgotten()) {
        sessions.add(connector);
      }
    }
  }

  /** Those of inproc, which have no sessions. */
  void describeInproc(Consumer<EndpointSnapshot> into) {
    inprocNames.forEach(
        (name, since) ->
            into.accept(
                inproc(
                    name,
                    EndpointSnapshot.Kind.BOUND,
                    EndpointSnapshot.State.LISTENING,
                    since,
                    0,
                    0)));
    inprocPipes.forEach(
        (name, pipes) -> pipes.forEach(one -> into.accept(describe(name, one.pipe, one.since))));
  }

  private static EndpointSnapshot describe(String name, Pipe pipe, Instant since) {
    boolean linked = pipe.link() instanceof InprocLink;
    EndpointSnapshot.State state =
        pipe.isClosed()
            ? EndpointSnapshot.State.ENDED
            : linked ? EndpointSnapshot.State.CONNECTED : EndpointSnapshot.State.WAITING;
    int connections = state == EndpointSnapshot.State.CONNECTED ? 1 : 0;
    long queue = linked ? 0 : pipe.out().depth();
    return inproc(name, EndpointSnapshot.Kind.CONNECTED, state, since, connections, queue);
  }

  private static EndpointSnapshot inproc(
      String name,
      EndpointSnapshot.Kind kind,
      EndpointSnapshot.State state,
      Instant since,
      int connections,
      long sendQueue) {
    return new EndpointSnapshot(
        Transports.INPROC + "://" + name, kind, state, "", since, connections, 0, 0, sendQueue);
  }

  void clear() {
    listeners.clear();
    connectors.clear();
    inprocNames.clear();
    inprocPipes.clear();
  }
}
