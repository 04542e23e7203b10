package io.github.zmq4j.internal.socket;

import io.github.zmq4j.EndpointSnapshot;
import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Metadata;
import io.github.zmq4j.MonitorEvent;
import io.github.zmq4j.Options;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.ZmqException;
import io.github.zmq4j.internal.engine.Reactor;
import io.github.zmq4j.internal.engine.Waiter;
import io.github.zmq4j.internal.pipe.MessageQueue;
import io.github.zmq4j.internal.pipe.Pipe;
import io.github.zmq4j.internal.session.Connector;
import io.github.zmq4j.internal.session.Listener;
import io.github.zmq4j.internal.session.Session;
import io.github.zmq4j.internal.session.SessionHost.Report;
import io.github.zmq4j.internal.session.SessionSettings;
import io.github.zmq4j.internal.transport.Endpoint;
import io.github.zmq4j.internal.transport.Transport;
import io.github.zmq4j.internal.transport.Transports;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Binding, connecting and their undoing, over every transport.
 *
 * <p><b>Threading.</b> Thread-safe. Listening and looking up happen without the socket's lock; it
 * is taken to note the outcome.
 */
final class SocketEndpoints {
  /** Types on which connecting twice to the same endpoint is the same as once, as in libzmq. */
  private static final Set<SocketType> CONNECT_ONCE =
      EnumSet.of(SocketType.DEALER, SocketType.SUB, SocketType.PUB, SocketType.REQ);

  private static final long RELEASE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final SocketBase socket;
  private final PatternHost host;
  private final SocketContext context;
  private final Endpoints endpoints = new Endpoints(); // guarded by the host's lock

  private volatile String last = "";
  private final ReentrantLock reactorsLock = new ReentrantLock(); // a leaf
  private volatile List<Reactor> reactors = List.of(); // that serve it; written under reactorsLock
  private boolean closed; // guarded by the host's lock

  SocketEndpoints(SocketBase socket, PatternHost host, SocketContext context) {
    this.socket = socket;
    this.host = host;
    this.context = context;
  }

  /** The endpoint of the last bind or connect. */
  String last() {
    return last;
  }

  // ---- Reactors --------------------------------------------------------------------------------

  /** The reactors that serve the socket: none while it has no endpoint on a network. */
  List<Reactor> reactors() {
    return reactors;
  }

  /** The reactor for a new connection or endpoint of this socket. */
  Reactor pickReactor(long affinity) {
    Reactor picked = context.pickReactor(affinity);
    if (!reactors.contains(picked)) {
      note(picked);
    }
    return picked;
  }

  private void note(Reactor picked) {
    reactorsLock.lock();
    try {
      if (!reactors.contains(picked)) {
        List<Reactor> more = new ArrayList<>(reactors);
        more.add(picked);
        reactors = List.copyOf(more);
      }
    } finally {
      reactorsLock.unlock();
    }
  }

  // ---- Bind ------------------------------------------------------------------------------------

  String bind(String text) {
    Endpoint endpoint = Endpoint.parse(text);
    String bound =
        endpoint.scheme().equals(Transports.INPROC) ? bindInproc(endpoint) : bindWire(endpoint);
    last = bound;
    return bound;
  }

  private String bindWire(Endpoint endpoint) {
    Transport transport = transportOf(endpoint);
    SessionSettings settings = socket.options().sessionSettings(context.inprocNames());
    Reactor reactor = pickReactor(settings.affinity());
    Transport.Listening listening;
    try {
      listening = transport.listen(endpoint.address(), settings.transport());
    } catch (ZmqException e) {
      socket
          .sessions()
          .report(
              new Report(
                  MonitorEvent.Type.BIND_FAILED,
                  endpoint.toString(),
                  "",
                  e.code().number(),
                  e.code(),
                  Frame.EMPTY,
                  String.valueOf(e.getMessage())));
      throw e;
    }
    Listener listener = keep(settings, transport, listening, reactor);
    listener.start();
    return listener.endpoint();
  }

  /** Makes a listener of what is bound, unless the socket was closed meanwhile. */
  private Listener keep(
      SessionSettings settings,
      Transport transport,
      Transport.Listening listening,
      Reactor reactor) {
    host.enter();
    try {
      if (!closed) {
        Listener listener =
            new Listener(socket.sessions(), settings, transport, listening, reactor);
        endpoints.add(listener);
        return listener;
      }
    } finally {
      host.leave();
    }
    listening.abandon();
    throw socket.notOpen();
  }

  private Transport transportOf(Endpoint endpoint) {
    Transport transport = Transports.of(endpoint);
    if (socket.type() == SocketType.STREAM && !endpoint.scheme().equals("tcp")) {
      throw new ZmqException(
          ErrorCode.ENOCOMPATPROTO, "STREAM sockets speak tcp only, not '" + endpoint + "'");
    }
    return transport;
  }

  private String bindInproc(Endpoint endpoint) {
    String name = endpoint.address();
    List<InprocNames.Waiting> waiting = context.inprocNames().bind(name, socket);
    boolean keep;
    host.enter();
    try {
      keep = !closed;
      if (keep) {
        endpoints.addInproc(name);
      }
    } finally {
      host.leave();
    }
    if (!keep) {
      context.inprocNames().unbind(name, socket);
    }
    for (InprocNames.Waiting one : waiting) {
      join(one.socket(), one.pipe(), socket, name);
    }
    if (!keep) {
      throw socket.notOpen();
    }
    return endpoint.toString();
  }

  // ---- Connect ---------------------------------------------------------------------------------

  /** Connects; answers the pipe that is there at once, or null when there is none yet. */
  @Nullable Pipe connect(String text) {
    Endpoint endpoint = Endpoint.parse(text);
    Pipe pipe =
        endpoint.scheme().equals(Transports.INPROC)
            ? connectInproc(endpoint)
            : connectWire(endpoint);
    last = text;
    return pipe;
  }

  private @Nullable Pipe connectWire(Endpoint endpoint) {
    Transport transport = transportOf(endpoint);
    String text = endpoint.toString();
    SessionSettings settings = socket.options().sessionSettings(context.inprocNames());
    Transport.Target target = transport.target(endpoint.address(), settings.transport());
    Pipe pipe = null;
    Connector connector = null;
    host.enter();
    try {
      if (closed) {
        throw socket.notOpen();
      }
      if (!CONNECT_ONCE.contains(socket.type()) || !endpoints.isConnected(text)) {
        connector =
            new Connector(
                socket.sessions(),
                settings,
                transport,
                target,
                text,
                socket.appliedOptions().takeConnectRoutingId(),
                pickReactor(settings.affinity()),
                ThreadLocalRandom.current().nextLong());
        endpoints.add(connector);
        pipe = settings.immediate() ? null : connector.newPipe();
        if (pipe != null) {
          host.attach(pipe);
        }
      }
    } finally {
      host.leave();
    }
    if (connector != null) {
      connector.start(pipe);
    }
    return pipe;
  }

  private @Nullable Pipe connectInproc(Endpoint endpoint) {
    String name = endpoint.address();
    Pipe pipe;
    host.enter();
    try {
      if (closed) {
        throw socket.notOpen();
      }
      pipe = socket.sessions().newPipe();
      Frame peerName = socket.appliedOptions().takeConnectRoutingId();
      if (peerName.size() > 0) {
        pipe.connectRoutingId(peerName);
      }
      greet(socket, pipe.out());
      endpoints.addInproc(name, pipe);
      host.attach(pipe);
    } finally {
      host.leave();
    }
    SocketBase binder = context.inprocNames().connect(name, new InprocNames.Waiting(socket, pipe));
    if (binder != null) {
      join(socket, pipe, binder, name);
    }
    return pipe;
  }

  /** Joins a connecting socket's pipe to a new pipe of the binder. */
  private static void join(SocketBase connecting, Pipe pipe, SocketBase binder, String name) {
    Pipe far = new Pipe(binder.host(), pipe.in(), pipe.out());
    greet(binder, far.out());
    pipe.introduce(routingIdOf(binder), Metadata.EMPTY, "");
    far.introduce(routingIdOf(connecting), Metadata.EMPTY, "");
    InprocLink.join(
        new InprocLink.End(pipe, connecting),
        new InprocLink.End(far, binder),
        Transports.INPROC + "://" + name);
    far.raise(Pipe.ATTACHED | Pipe.CONNECTED | Pipe.READABLE);
    pipe.raise(Pipe.CONNECTED | Pipe.WRITABLE | Pipe.READABLE);
    if (pipe.isClosed()) {
      pipe.link().onClosed(); // it was closed before it had a far end to tell
    }
  }

  /** Puts a socket's HELLO_MSG first into a queue that nobody else has. */
  private static void greet(SocketBase socket, MessageQueue out) {
    byte[] hello = socket.options().note(Options.HELLO_MESSAGE);
    if (hello.length > 0) {
      out.add(Message.wrap(hello));
    }
  }

  private static Frame routingIdOf(SocketBase socket) {
    return Options.ROUTING_ID.appliesTo(socket.type())
        ? Frame.wrap(socket.options().get(Options.ROUTING_ID))
        : Frame.EMPTY;
  }

  // ---- Undoing ---------------------------------------------------------------------------------

  void unbind(String text) {
    Endpoint endpoint = Endpoint.parse(text);
    if (endpoint.scheme().equals(Transports.INPROC)) {
      boolean known;
      host.enter();
      try {
        known = endpoints.removeInproc(endpoint.address());
      } finally {
        host.leave();
      }
      checkKnown(known, text, "bound");
      context.inprocNames().unbind(endpoint.address(), socket);
      return;
    }
    transportOf(endpoint);
    Listener listener;
    host.enter();
    try {
      listener = endpoints.removeListener(text);
    } finally {
      host.leave();
    }
    checkKnown(listener != null, text, "bound");
    if (listener != null) {
      closeAndAwait(listener);
    }
  }

  void disconnect(String text) {
    Endpoint endpoint = Endpoint.parse(text);
    boolean inproc = endpoint.scheme().equals(Transports.INPROC);
    if (!inproc) {
      transportOf(endpoint);
    }
    host.enter();
    try {
      List<Pipe> pipes = endpoints.removeInprocPipes(inproc ? endpoint.address() : "");
      List<Connector> connectors = endpoints.removeConnectors(text);
      checkKnown(!pipes.isEmpty() || !connectors.isEmpty(), text, "connected");
      for (Pipe pipe : pipes) {
        context.inprocNames().forget(endpoint.address(), pipe);
        host.drop(pipe);
      }
      for (Connector connector : connectors) {
        Pipe pipe = connector.pipe(); // before it is gone
        connector.disconnect(); // before the pipe tells it that the socket is done
        if (pipe != null) {
          host.drop(pipe);
        }
      }
    } finally {
      host.leave();
    }
  }

  private void checkKnown(boolean known, String text, String verb) {
    if (!known) {
      throw new ZmqException(
          ErrorCode.ENOENT,
          "%s is not %s to '%s'; for wildcards use the endpoint that bind answered"
              .formatted(socket, verb, text));
    }
  }

  /**
   * Waits till the address is free, so that it can be bound again at once. That takes moments; an
   * interrupt is kept for later.
   */
  private static void closeAndAwait(Listener listener) {
    Waiter released = new Waiter();
    listener.close(released::signal);
    long deadline = System.nanoTime() + RELEASE_NANOS;
    boolean interrupted = false;
    do {
      interrupted |= Thread.interrupted();
    } while (!listener.reactor().await(released, deadline)
        && Thread.currentThread().isInterrupted());
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends everything; the socket's pipes are closed already. */
  void close() {
    List<Listener> listeners;
    List<Connector> connectors;
    host.enter();
    try {
      closed = true;
      listeners = endpoints.listeners();
      connectors = endpoints.connectors();
      endpoints.inprocNames().forEach(name -> context.inprocNames().unbind(name, socket));
      endpoints.forEachInproc((name, pipe) -> context.inprocNames().forget(name, pipe));
      endpoints.clear();
    } finally {
      host.leave();
    }
    connectors.forEach(Connector::close);
    listeners.forEach(SocketEndpoints::closeAndAwait);
  }

  /** Tells of the inproc endpoints, which have no sessions, and adds the sessions given up. */
  void describe(Consumer<EndpointSnapshot> into, Set<Session> sessions) {
    endpoints.describeInproc(into);
    endpoints.addGivenUp(sessions);
  }
}
