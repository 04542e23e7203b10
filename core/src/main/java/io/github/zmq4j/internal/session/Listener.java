package io.github.zmq4j.internal.session;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.MonitorEvent;
import io.github.zmq4j.internal.engine.Reactor;
import io.github.zmq4j.internal.engine.Selectable;
import io.github.zmq4j.internal.pipe.Pipe;
import io.github.zmq4j.internal.session.SessionHost.Report;
import io.github.zmq4j.internal.transport.NetworkErrors;
import io.github.zmq4j.internal.transport.Transport;
import io.github.zmq4j.internal.transport.Transport.Listening;
import io.github.zmq4j.internal.zmtp.Peer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
public final class Listener implements Selectable {
  private static final System.Logger LOG = System.getLogger("io.github.zmq4j");
  private static final int MAX_HANDSHAKES = 4096;
  private static final int ACCEPTS_A_TURN = 64;
  private static final long PAUSE_NANOS = 100_000_000;

  private final SessionHost host;
  private final SessionSettings settings;
  private final Transport transport;
  private final Listening listening;
  private final Reactor reactor;
  private final Map<Reactor, Accepted> accepted = new HashMap<>();
  private @Nullable SelectionKey key; // once registered
  private boolean closed;

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
    host.sessionStarted();
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
    report(MonitorEvent.Type.LISTENING, "", 0, null, "listening");
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
      LOG.log(Level.WARNING, "Cannot accept at {0}: {1}", endpoint(), e.getMessage());
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
    String remote;
    try {
      channel.configureBlocking(false);
      transport.configure(channel, settings.transport());
      remote = transport.endpointOf(channel.getRemoteAddress());
    } catch (IOException e) {
      channel.close(); // this peer has gone already; the next one may be fine
      return;
    }
    report(MonitorEvent.Type.ACCEPTED, remote, 0, null, "accepted");
    Reactor home = host.pickReactor();
    Accepted connections = accepted.computeIfAbsent(home, Accepted::new);
    host.sessionStarted();
    home.execute(() -> connections.start(channel, remote));
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
    report(MonitorEvent.Type.CLOSED, "", 0, null, "no longer listening");
    for (Accepted connections : accepted.values()) {
      connections.home.execute(connections::closeAll);
    }
    host.sessionEnded();
  }

  @Override
  public void onBroken(Throwable cause) {
    LOG.log(Level.ERROR, "The listener at {0} failed and closes: {1}", endpoint(), cause);
    reactor.post(this::closeNow);
  }

  private void report(
      MonitorEvent.Type type, String remote, long value, @Nullable ErrorCode code, String reason) {
    host.report(new Report(type, endpoint(), remote, value, code, Frame.EMPTY, reason));
  }

  /** The connections accepted onto one reactor. Confined to that reactor's driver. */
  private final class Accepted implements ConnectionOwner {
    private final Reactor home;
    private final Map<Connection, String> remotes = new HashMap<>();
    private final Set<Connection> handshaking = new LinkedHashSet<>(); // the oldest first
    private boolean closing;

    Accepted(Reactor home) {
      this.home = home;
    }

    void start(SocketChannel channel, String remote) {
      try {
        if (closing) {
          channel.close();
          host.sessionEnded();
          return;
        }
        Connection connection =
            new Connection(
                home.register(channel, 0, Listener.this),
                transport,
                settings,
                new WireLink(home),
                this);
        remotes.put(connection, remote);
        handshaking.add(connection);
        if (handshaking.size() > MAX_HANDSHAKES) {
          handshaking.iterator().next().close(Loss.lost(ErrorCode.ENOBUFS, "too many handshakes"));
        }
        connection.start();
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "An accepted connection was lost at once: {0}", e.getMessage());
        host.sessionEnded();
      }
    }

    @Override
    public void onEstablished(Connection connection, Peer peer) {
      handshaking.remove(connection);
      String remote = remotes.getOrDefault(connection, "");
      Pipe pipe = host.newPipe();
      connection
          .link()
          .pipe(pipe, () -> connection.closeWithin(host.lingerNanos(), "the socket closed"));
      Frame routingId = Frame.wrap(peer.routingId());
      pipe.introduce(routingId, peer.metadata(), remote);
      HandshakeReports.succeeded(host, endpoint(), remote, peer);
      pipe.raise(Pipe.ATTACHED | Pipe.CONNECTED);
    }

    @Override
    public void onLost(Connection connection, Loss loss) {
      handshaking.remove(connection);
      String remote = remotes.remove(connection);
      HandshakeReports.lost(host, connection, endpoint(), remote == null ? "" : remote, loss);
      Pipe pipe = connection.pipe();
      if (pipe != null) {
        pipe.raise(Pipe.CLOSED);
      }
      host.sessionEnded();
    }

    void closeAll() {
      closing = true;
      for (Connection connection : List.copyOf(remotes.keySet())) {
        connection.closeWithin(host.lingerNanos(), "the endpoint is unbound");
      }
    }
  }
}
