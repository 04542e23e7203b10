package io.github.zmq4j.internal.socket;

import io.github.zmq4j.ConnectionSnapshot;
import io.github.zmq4j.Options;
import io.github.zmq4j.internal.engine.Reactor;
import io.github.zmq4j.internal.pipe.MessageQueue;
import io.github.zmq4j.internal.pipe.Pipe;
import io.github.zmq4j.internal.session.Pace;
import io.github.zmq4j.internal.session.Session;
import io.github.zmq4j.internal.session.SessionHost;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * What goes on between a socket and its peers: the sessions of its endpoints, and its links to
 * other sockets of the context. Sessions live on when their socket is closed, as long as they have
 * messages to hand over and linger allows; the last one to end tells the context.
 *
 * <p><b>Threading.</b> Thread-safe; never waits.
 */
final class SocketSessions implements SessionHost {
  private final SocketBase socket;
  private final PatternHost host;
  private final SocketContext context;
  private final SocketMonitor monitor;
  private final Pace pace = new Pace(System.nanoTime());
  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
  private final Set<InprocLink> links = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger(1); // of the sessions, and the open socket

  // What went over connections that are gone.
  private final LongAdder messagesSent = new LongAdder();
  private final LongAdder bytesSent = new LongAdder();
  private final LongAdder messagesReceived = new LongAdder();
  private final LongAdder bytesReceived = new LongAdder();

  SocketSessions(
      SocketBase socket, PatternHost host, SocketContext context, SocketMonitor monitor) {
    this.socket = socket;
    this.host = host;
    this.context = context;
    this.monitor = monitor;
  }

  // ---- SessionHost -----------------------------------------------------------------------------

  @Override
  public Pipe newPipe() {
    SocketOptions options = socket.options();
    return new Pipe(
        host,
        new MessageQueue(options.sendHwm(), options.conflatesOut()),
        new MessageQueue(options.receiveHwm(), options.conflatesIn()));
  }

  @Override
  public Pace pace() {
    return pace;
  }

  @Override
  public Reactor pickReactor(long affinity) {
    return socket.endpoints().pickReactor(affinity);
  }

  @Override
  public Executor blockingWork() {
    return context.threads().resolvers();
  }

  @Override
  public long lingerNanos() {
    return socket.options().nanos(Options.LINGER);
  }

  @Override
  public void report(Report report) {
    monitor.report(report);
  }

  @Override
  public void sessionStarted(Session session) {
    sessions.add(session);
    count.incrementAndGet();
  }

  @Override
  public void sessionEnded(Session session) {
    sessions.remove(session);
    endIfDone();
  }

  @Override
  public void connectionEnded(Traffic traffic) {
    messagesSent.add(traffic.messagesSent());
    bytesSent.add(traffic.bytesSent());
    messagesReceived.add(traffic.messagesReceived());
    bytesReceived.add(traffic.bytesReceived());
  }

  // ---- Inproc ----------------------------------------------------------------------------------

  void linked(InprocLink link) {
    links.add(link);
  }

  void unlinked(InprocLink link) {
    if (links.remove(link)) {
      connectionEnded(link.traffic());
    }
  }

  // ---- The end ---------------------------------------------------------------------------------

  /** The socket is closed and starts no session any more. */
  void socketClosed() {
    endIfDone();
  }

  private void endIfDone() {
    if (count.decrementAndGet() == 0) {
      monitor.replace(null);
      context.ended(socket);
    }
  }

  // ---- Seeing in -------------------------------------------------------------------------------

  /** The sessions that go on. */
  Set<Session> live() {
    return new LinkedHashSet<>(sessions);
  }

  /** Tells of the connections to other sockets of the context. */
  void describeLinks(Consumer<ConnectionSnapshot> into) {
    links.forEach(link -> into.accept(link.snapshot()));
  }

  /** What went over connections that are gone. */
  Traffic pastTraffic() {
    return new Traffic(
        messagesSent.sum(), bytesSent.sum(), messagesReceived.sum(), bytesReceived.sum());
  }
}
