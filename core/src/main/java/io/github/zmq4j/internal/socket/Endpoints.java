package io.github.zmq4j.internal.socket;

import io.github.zmq4j.internal.pipe.Pipe;
import io.github.zmq4j.internal.session.Connector;
import io.github.zmq4j.internal.session.Listener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a socket is bound and connected to, by endpoint.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 */
final class Endpoints {
  private final Map<String, Listener> listeners = new LinkedHashMap<>();
  private final Map<String, List<Connector>> connectors = new LinkedHashMap<>();
  private final List<String> inprocNames = new ArrayList<>();
  private final Map<String, List<Pipe>> inprocPipes = new LinkedHashMap<>();

  void add(Listener listener) {
    listeners.put(listener.endpoint(), listener);
  }

  void add(Connector connector) {
    List<Connector> siblings =
        connectors.computeIfAbsent(connector.endpoint(), any -> new ArrayList<>());
    siblings.removeIf(Connector::isEnded);
    siblings.add(connector);
  }

  void addInproc(String name) {
    inprocNames.add(name);
  }

  void addInproc(String name, Pipe pipe) {
    inprocPipes.computeIfAbsent(name, any -> new ArrayList<>()).add(pipe);
  }

  @Nullable Listener removeListener(String endpoint) {
    return listeners.remove(endpoint);
  }

  /** Those that were given up are no longer known. */
  List<Connector> removeConnectors(String endpoint) {
    List<Connector> removed = connectors.remove(endpoint);
    return removed == null
        ? List.of()
        : removed.stream().filter(connector -> !connector.isEnded()).toList();
  }

  boolean removeInproc(String name) {
    return inprocNames.remove(name);
  }

  List<Pipe> removeInprocPipes(String name) {
    List<Pipe> removed = inprocPipes.remove(name);
    return removed == null ? List.of() : removed;
  }

  boolean isConnected(String endpoint) {
    List<Connector> there = connectors.getOrDefault(endpoint, List.of());
    return there.stream().anyMatch(connector -> !connector.isEnded());
  }

  List<Listener> listeners() {
    return List.copyOf(listeners.values());
  }

  List<Connector> connectors() {
    return connectors.values().stream().flatMap(List::stream).toList();
  }

  List<String> inprocNames() {
    return List.copyOf(inprocNames);
  }

  Map<String, List<Pipe>> inprocPipes() {
    return Map.copyOf(inprocPipes);
  }

  void clear() {
    listeners.clear();
    connectors.clear();
    inprocNames.clear();
    inprocPipes.clear();
  }
}
