package io.github.zmq4j.internal.session;

import io.github.zmq4j.ConnectionSnapshot;
import io.github.zmq4j.EndpointSnapshot;
import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.MonitorEvent;
import io.github.zmq4j.internal.engine.Reactor;
import io.github.zmq4j.internal.engine.Selectable;
import io.github.zmq4j.internal.log.Log;
import io.github.zmq4j.internal.pipe.Pipe;
import io.github.zmq4j.internal.session.SessionHost.Report;
import io.github.zmq4j.internal.transport.NetworkErrors;
import io.github.zmq4j.internal.transport.Transport;
import io.github.zmq4j.internal.transport.Transport.Listening;
import io.github.zmq4j.internal.zmtp.Peer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A bound endpoint: accepts connections, gives each that completes its handshake a pipe, and closes
 * them all when the endpoint is unbound.
 *
 * <p>Strangers are kept few: at most {@value #MAX_HANDSHAKES} handshakes are open at a time; one
 * more, and the oldest is dropped.
 *
 * <p><b>Threading.</b> Confined to its reactor's driver, but for {@link #start} and {@link #close}.
 * With several reactors, connections may live on others than the listener's.
 */
public final class Listener implements Session, Selectable {
  private static final int MAX_HANDSHAKES = 4096;
  private static final int ACCEPTS_A_TURN = 64;
  private static final long PAUSE_NANOS = 100_000_000;

  private final SessionHost host;
  private final SessionSettings settings;
  private final Transport transport;
  private final Listening listening;
  private final Reactor reactor;
  private final Map<Reactor, Accepted> accepted = new ConcurrentHashMap<>(); // seen by snapshots
  private @Nullable SelectionKey key; // once registered
  private boolean closed;

  private final long sinceMillis = System.currentTimeMillis();
  private long acceptedCount; // read racily by snapshots

  /** Makes a listener of a channel that is bound already. */
  public Listener(
      SessionHost host,
      SessionSettings settings,
      Transport transport,
      Listening listening,
      Reactor reactor) {
    this.host = host;
    this.settings = settings;
    this.transport = transport;
    this.listening = listening;
    this.reactor = reactor;
    host.sessionStarted(this);
  }

  /** The effective endpoint. Thread-safe. */
  public String endpoint() {
    return listening.endpoint();
  }

  /** Whose driver serves the listener. Thread-safe. */
  public Reactor reactor() {
    return reactor;
  }

  /** Starts to accept. Thread-safe. */
  public void start() {
    report(MonitorEvent.Type.LISTENING, "", Report.NO_DESCRIPTOR, null, "listening");
    reactor.execute(this::register);
  }

  private void register() {
    if (closed) {
      return;
    }
    try {
      key = reactor.register(listening.channel(), SelectionKey.OP_ACCEPT, this);
    } catch (IOException e) {
      onBroken(e);
    }
  }

  // ---- Accepting -------------------------------------------------------------------------------

  @Override
  public void onReady(int readyOps) {
    try {
      for (int i = 0; i < ACCEPTS_A_TURN; i++) {
        SocketChannel channel = listening.channel().accept();
        if (channel == null) {
          return;
        }
        accept(channel);
      }
    } catch (IOException e) {
      ErrorCode code = NetworkErrors.codeOf(e);
      report(MonitorEvent.Type.ACCEPT_FAILED, "", code.number(), code, String.valueOf(e));
      Log.logger().log(Level.WARNING, "Cannot accept at {0}: {1}", endpoint(), e.getMessage());
      pause();
    }
  }

  /** The peer stays ready to be accepted; without a pause we would spin at the file limit. */
  private void pause() {
    SelectionKey accepting = key;
    if (accepting != null && accepting.isValid()) {
      accepting.interestOps(0);
      reactor
          .timers()
          .set(
              System.nanoTime() + PAUSE_NANOS,
              () -> {
                if (!closed) {
                  accepting.interestOps(SelectionKey.OP_ACCEPT);
                }
              });
    }
  }

  private void accept(SocketChannel channel) throws IOException {
    String remote = "";
    try {
      SocketAddress address = channel.getRemoteAddress();
      remote = transport.endpointOf(address);
      if (!transport.lets(address, settings.transport())) {
        channel.close();
        refused(remote, ErrorCode.EACCES, "the accept filter does not let this address in");
        return;
      }
      channel.configureBlocking(false);
      transport.configure(channel, settings.transport());
    } catch (IOException e) { // this peer has gone already; the next one may be fine
      channel.close();
      refused(remote, NetworkErrors.codeOf(e), String.valueOf(e.getMessage()));
      return;
    }
    acceptedCount++;
    report(MonitorEvent.Type.ACCEPTED, remote, Report.NO_DESCRIPTOR, null, "accepted");
    Reactor home = host.pickReactor(settings.affinity());
    Accepted connections = accepted.computeIfAbsent(home, Accepted::new);
    String peer = remote;
    home.execute(() -> connections.start(channel, peer));
  }

  private void refused(String remote, ErrorCode code, String reason) {
    report(MonitorEvent.Type.ACCEPT_FAILED, remote, code.number(), code, reason);
  }

  // ---- Closing ---------------------------------------------------------------------------------

  /**
   * Stops listening and closes the connections that came of it. Thread-safe.
   *
   * @param whenReleased run when the address is free again
   */
  public void close(Runnable whenReleased) {
    reactor.post(
        () -> {
          closeNow();
          whenReleased.run();
        });
  }

  private void closeNow() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      listening.channel().close();
    } catch (IOException e) {
      ErrorCode code = NetworkErrors.codeOf(e);
      report(MonitorEvent.Type.CLOSE_FAILED, "", code.number(), code, String.valueOf(e));
    }
    reactor.releaseClosed();
    listening.dispose();
    report(MonitorEvent.Type.CLOSED, "", Report.NO_DESCRIPTOR, null, "no longer listening");
    for (Accepted connections : accepted.values()) {
      connections.home.execute(connections::closeAll);
    }
    host.sessionEnded(this);
  }

  @Override
  public void describe(
      Consumer<EndpointSnapshot> endpoints, Consumer<ConnectionSnapshot> connections) {
    int count = 0;
    long handshakes = 0;
    for (Accepted group : accepted.values()) {
      count += group.connections.size();
      handshakes += group.handshakes;
    }
    endpoints.accept(
        new EndpointSnapshot(
            endpoint(),
            EndpointSnapshot.Kind.BOUND,
            closed ? EndpointSnapshot.State.ENDED : EndpointSnapshot.State.LISTENING,
            "",
            Instant.ofEpochMilli(sinceMillis),
            count,
            acceptedCount,
            handshakes,
            0));
  }

  @Override
  public void onBroken(Throwable cause) {
    Log.logger().log(Level.ERROR, "The listener at {0} failed and closes: {1}", endpoint(), cause);
    reactor.post(this::closeNow);
  }

  private void report(
      MonitorEvent.Type type, String remote, long value, @Nullable ErrorCode code, String reason) {
    host.report(new Report(type, endpoint(), remote, value, code, Frame.EMPTY, reason));
  }

  /**
   * The connections accepted onto one reactor. Confined to that reactor's driver, but for {@link
   * #describe}.
   */
  private final class Accepted implements Session, ConnectionOwner {
    private final Reactor home;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet(); // seen by snapshots
    private final Set<Connection> handshaking = new LinkedHashSet<>(); // the oldest first
    private boolean closing;
    private boolean ended; // told the host
    private long handshakes; // read racily by snapshots

    Accepted(Reactor home) {
      this.home = home;
      host.sessionStarted(this);
    }

    void start(SocketChannel channel, String remote) {
      try {
        if (closing) {
          channel.close();
          return;
        }
        Connection connection =
            new Connection(
                home.register(channel, 0, Listener.this),
                transport,
                settings,
                new WireLink(home, host.pace()),
                endpoint(),
                remote,
                this);
        connections.add(connection);
        handshaking.add(connection);
        if (handshaking.size() > MAX_HANDSHAKES) {
          handshaking.iterator().next().close(Loss.lost(ErrorCode.ENOBUFS, "too many handshakes"));
        }
        connection.start();
      } catch (IOException e) {
        Log.logger()
            .log(Level.DEBUG, "An accepted connection was lost at once: {0}", e.getMessage());
      }
    }

    @Override
    public void onEstablished(Connection connection, Peer peer) {
      handshaking.remove(connection);
      handshakes++;
      Pipe pipe = host.newPipe();
      connection.link().pipe(pipe, connection);
      pipe.introduce(Frame.wrap(peer.routingId()), peer.metadata(), connection.remote());
      pipe.raise(Pipe.ATTACHED | Pipe.CONNECTED);
      HandshakeReports.succeeded(host, connection, peer);
    }

    @Override
    public void onPipeClosed(Connection connection) {
      connection.closeWithin(host.lingerNanos(), "the socket closed");
    }

    @Override
    public void onLost(Connection connection, Loss loss) {
      handshaking.remove(connection);
      connections.remove(connection);
      host.connectionEnded(connection.traffic());
      Pipe pipe = connection.pipe();
      if (pipe != null) { // told before it is reported: who hears of it finds it so
        if (loss.kind() != Loss.Kind.CLOSED) {
          Connector.note(pipe, settings.notes().disconnect());
        }
        pipe.raise(Pipe.CLOSED);
        connection.link().end();
      }
      HandshakeReports.lost(host, connection, loss);
      endIfDone();
    }

    void closeAll() {
      closing = true;
      for (Connection connection : connections) {
        connection.closeWithin(host.lingerNanos(), "the endpoint is unbound");
      }
      endIfDone();
    }

    private void endIfDone() {
      if (closing && connections.isEmpty() && !ended) {
        ended = true;
        host.sessionEnded(this);
      }
    }

    @Override
    public void describe(Consumer<EndpointSnapshot> endpoints, Consumer<ConnectionSnapshot> into) {
      connections.forEach(connection -> into.accept(connection.snapshot()));
    }
  }
}
