package io.github.zmq4j.internal.session;

import io.github.zmq4j.ConnectionSnapshot;
import io.github.zmq4j.EndpointSnapshot;
import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.MonitorEvent;
import io.github.zmq4j.internal.engine.Reactor;
import io.github.zmq4j.internal.engine.Selectable;
import io.github.zmq4j.internal.engine.Timers.Timer;
import io.github.zmq4j.internal.pipe.Pipe;
import io.github.zmq4j.internal.session.SessionHost.Report;
import io.github.zmq4j.internal.transport.NetworkErrors;
import io.github.zmq4j.internal.transport.SocksHandshake;
import io.github.zmq4j.internal.transport.Transport;
import io.github.zmq4j.internal.transport.Transport.Target;
import io.github.zmq4j.internal.zmtp.Peer;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connected endpoint: makes the connection, and makes it again whenever it is lost.
 *
 * <p>Its pipe is there from the start and outlives the connections, so that messages sent meanwhile
 * wait for the next one; with {@code immediate} each connection gets a pipe of its own instead.
 *
 * <p><b>Threading.</b> Confined to the reactor's driver, but for {@link #start}, {@link #close} and
 * {@link #endpoint}.
 */
public final class Connector implements Session, Selectable, ConnectionOwner, ProxyTunnel.Owner {
  private final SessionHost host;
  private final SessionSettings settings;
  private final Transport transport;
  private final Target target;
  private final String endpoint;
  private final Reactor reactor;
  private final WireLink link; // of the lasting pipe; unused with immediate
  private final Backoff backoff;
  private final Frame peerName; // what the application calls the peer; empty: nothing

  private volatile State state = State.WAITING;
  private @Nullable Timer timer; // the next attempt, or the end of this one
  private @Nullable Timer linger; // while closing, when that has a limit
  private @Nullable SocketChannel channel; // while CONNECTING
  private @Nullable SelectionKey key; // likewise
  private List<SocketAddress> addresses = List.of(); // those left to try in this round
  private volatile @Nullable Connection connection; // while CONNECTED
  private boolean closing; // the socket is done; what is queued may still go out
  private boolean disconnected; // by the application, not by a close of the socket
  private volatile boolean ended; // written by the driver: no connection comes any more
  private volatile boolean forgotten; // likewise: it ended as if it had been disconnected
  private boolean hostKnows; // that it ended

  // Read racily by snapshots.
  private String reason = ""; // for not being connected
  private long sinceMillis = System.currentTimeMillis(); // in this state
  private long attempts;
  private long handshakes;

  private enum State {
    /** Until the next attempt. Next: RESOLVING. */
    WAITING,
    /** A name is being looked up. Next: CONNECTING, or WAITING when that failed. */
    RESOLVING,
    /** The network connects. Next: CONNECTED, or WAITING when that failed. */
    CONNECTING,
    /** There is a connection, perhaps still shaking hands. Next: WAITING. */
    CONNECTED,
    /** The attempt failed and no other is wanted, but the endpoint stays. Next: ENDED. */
    RESTING,
    /** Given up or closed. From everywhere. */
    ENDED
  }

  /**
   * Makes a connector; nothing happens before {@link #start}.
   *
   * @param peerName what {@code CONNECT_ROUTING_ID} calls the peer; empty: nothing
   */
  public Connector(
      SessionHost host,
      SessionSettings settings,
      Transport transport,
      Target target,
      String endpoint,
      Frame peerName,
      Reactor reactor,
      long seed) {
    this.host = host;
    this.settings = settings;
    this.transport = transport;
    this.target = target;
    this.endpoint = endpoint;
    this.peerName = peerName;
    this.reactor = reactor;
    this.link = new WireLink(reactor);
    this.backoff =
        new Backoff(
            settings.reconnectNanos(), settings.reconnectMaxNanos(), new SplittableRandom(seed));
    host.sessionStarted(this);
  }

  /** The endpoint as given to connect. Thread-safe. */
  public String endpoint() {
    return endpoint;
  }

  /** Whether no connection will come of it any more. Thread-safe. */
  public boolean isEnded() {
    return ended;
  }

  /**
   * The pipe: the lasting one, once started, or with {@code immediate} the one of the connection;
   * null when there is none. Thread-safe.
   */
  public @Nullable Pipe pipe() {
    Connection current = connection;
    if (!settings.immediate()) {
      return link.pipe();
    }
    return current == null ? null : current.link().pipe();
  }

  /** Whether it ended in a way that counts as disconnected, as in libzmq. Thread-safe. */
  public boolean isForgotten() {
    return forgotten;
  }

  /** A pipe with this socket's marks, and the peer's name if it has one. Thread-safe. */
  public Pipe newPipe() {
    Pipe pipe = host.newPipe();
    if (peerName.size() > 0) {
      pipe.connectRoutingId(peerName);
    }
    return pipe;
  }

  private void enter(State next) {
    state = next;
    sinceMillis = System.currentTimeMillis();
  }

  /**
   * Starts to connect. Thread-safe.
   *
   * @param pipe the lasting pipe, attached to its socket already; null with {@code immediate}
   */
  public void start(@Nullable Pipe pipe) {
    if (pipe != null) {
      link.pipe(pipe, () -> closeWithin(host.lingerNanos()));
    }
    reactor.post(this::attempt);
  }

  // ---- Connecting ------------------------------------------------------------------------------

  private void attempt() {
    timer = null;
    if (state != State.WAITING) {
      return;
    }
    enter(State.RESOLVING);
    attempts++;
    if (target.isResolved()) {
      resolve();
      return;
    }
    try {
      host.blockingWork()
          .execute(
              () -> {
                try {
                  List<SocketAddress> found = target.resolve();
                  reactor.post(() -> onResolved(found));
                } catch (IOException e) {
                  reactor.post(() -> onUnresolved(e));
                } catch (RuntimeException e) { // such as a name that no resolver takes
                  reactor.post(() -> onUnresolved(new IOException(e)));
                }
              });
    } catch (RejectedExecutionException e) {
      end(); // the context is closing
    }
  }

  private void resolve() {
    try {
      onResolved(target.resolve());
    } catch (IOException e) {
      onUnresolved(e);
    }
  }

  private void onUnresolved(IOException e) {
    if (state == State.RESOLVING) {
      retry(NetworkErrors.codeOf(e), "cannot find the host: " + e.getMessage());
    }
  }

  private void onResolved(List<SocketAddress> found) {
    if (state != State.RESOLVING) {
      return;
    }
    enter(State.CONNECTING);
    addresses = found;
    tryNextAddress();
  }

  private void tryNextAddress() {
    SocketAddress address = addresses.get(0);
    addresses = addresses.subList(1, addresses.size());
    try {
      SocketChannel opened = target.open(address);
      channel = opened;
      opened.configureBlocking(false);
      transport.configure(opened, settings.transport());
      limit(settings.connectTimeoutNanos(), "the connect timeout passed");
      if (opened.connect(address)) {
        onConnected(reactor.register(opened, 0, this));
        return;
      }
      key = reactor.register(opened, SelectionKey.OP_CONNECT, this);
      report(
          MonitorEvent.Type.CONNECT_DELAYED,
          ErrorCode.EINPROGRESS.number(),
          ErrorCode.EINPROGRESS,
          "connecting");
    } catch (IOException e) {
      failed(NetworkErrors.codeOf(e), String.valueOf(e.getMessage()));
    }
  }

  /** Gives the attempt up after a while; 0: never. */
  private void limit(long nanos, String reason) {
    if (nanos > 0) {
      timer =
          reactor
              .timers()
              .set(System.nanoTime() + nanos, () -> failed(ErrorCode.ETIMEDOUT, reason));
    }
  }

  @Override
  public void onReady(int readyOps) {
    SocketChannel pending = channel;
    SelectionKey ready = key;
    if (state != State.CONNECTING || pending == null || ready == null) {
      return;
    }
    try {
      if (pending.finishConnect()) {
        onConnected(ready);
      }
    } catch (IOException e) {
      failed(NetworkErrors.codeOf(e), String.valueOf(e.getMessage()));
    }
  }

  private void onConnected(SelectionKey key) throws IOException {
    SocketChannel connected = (SocketChannel) key.channel();
    if (connected.getLocalAddress().equals(connected.getRemoteAddress())) {
      failed(ErrorCode.ECONNREFUSED, "the connection led back to its own port");
      return;
    }
    SocksHandshake proxy = target.socksHandshake();
    if (proxy == null) {
      onTunnelled(key);
      return;
    }
    if (timer == null) { // a proxy gets as long as any peer, unless the attempt is limited anyway
      limit(settings.handshakeNanos(), "the proxy took too long");
    }
    new ProxyTunnel(reactor, key, proxy, this).start();
  }

  /** The channel leads to the peer, directly or through a proxy. */
  @Override
  public void onTunnelled(SelectionKey key) {
    reactor.timers().cancel(timer);
    timer = null;
    channel = null;
    enter(State.CONNECTED);
    WireLink current = settings.immediate() ? new WireLink(reactor) : link;
    Connection started =
        new Connection(key, transport, settings, current, localEndpoint(key), endpoint, this);
    connection = started;
    host.report(
        new Report(
            MonitorEvent.Type.CONNECTED,
            started.local(),
            endpoint,
            Report.NO_DESCRIPTOR,
            null,
            Frame.EMPTY,
            "connected"));
    started.start();
  }

  @Override
  public void onTunnelFailed(ErrorCode error, String reason) {
    failed(error, reason);
  }

  private void failed(ErrorCode error, String reason) {
    reactor.timers().cancel(timer);
    timer = null;
    closeChannel();
    if (state != State.CONNECTING) {
      return;
    }
    boolean stops =
        addresses.isEmpty()
            && error == ErrorCode.ECONNREFUSED
            && stops(SessionSettings.STOP_WHEN_REFUSED);
    if (stops) {
      forgotten = true;
      ended = true; // before it is reported: who hears of it may connect anew
    }
    report(MonitorEvent.Type.CLOSED, Report.NO_DESCRIPTOR, error, reason);
    if (!addresses.isEmpty()) {
      tryNextAddress();
    } else if (stops) {
      this.reason = reason;
      end();
    } else {
      retry(error, reason);
    }
  }

  private void closeChannel() {
    SocketChannel pending = channel;
    channel = null;
    if (pending != null) {
      try {
        pending.close();
      } catch (IOException e) {
        // It never connected; there is nothing to lose.
      }
    }
  }

  private boolean stops(int reconnectStop) {
    return (settings.reconnectStop() & reconnectStop) != 0;
  }

  private void retry(ErrorCode error, String reason) {
    this.reason = reason;
    if (!backoff.mayRetry() || (disconnected && stops(SessionSettings.STOP_AFTER_DISCONNECT))) {
      enter(State.RESTING);
      if (closing) {
        end();
      }
      return;
    }
    enter(State.WAITING);
    long waitNanos = backoff.nextNanos();
    report(MonitorEvent.Type.CONNECT_RETRIED, waitNanos / 1_000_000, error, reason);
    timer = reactor.timers().set(System.nanoTime() + waitNanos, this::attempt);
  }

  // ---- ConnectionOwner -------------------------------------------------------------------------

  @Override
  public void onEstablished(Connection established, Peer peer) {
    backoff.reset();
    handshakes++;
    reason = "";
    Pipe pipe = established.link().pipe();
    int events = Pipe.CONNECTED;
    if (pipe == null) { // immediate
      pipe = newPipe();
      established.link().pipe(pipe, () -> closeWithin(host.lingerNanos()));
      events |= Pipe.ATTACHED;
    } else if (settings.forgetsWhenLost()) {
      established.link().discardQueued();
    }
    pipe.introduce(Frame.wrap(peer.routingId()), peer.metadata(), endpoint);
    pipe.raise(events);
    HandshakeReports.succeeded(host, established, peer);
    if (closing) {
      established.drain();
    }
  }

  @Override
  public void onLost(Connection lost, Loss loss) {
    connection = null;
    reason = loss.reason();
    boolean isFinal = loss.kind() == Loss.Kind.LOST && !backoff.mayRetry();
    boolean stops =
        state == State.ENDED
            || loss.kind() != Loss.Kind.LOST
            || (!lost.isEstablished() && stops(SessionSettings.STOP_WHEN_HANDSHAKE_FAILS))
            || isFinal
            || (closing && !hasQueued());
    forgotten = isFinal;
    ended = stops; // before it is reported: who hears of it may connect anew
    host.connectionEnded(lost.traffic());
    tellSocket(lost, loss);
    HandshakeReports.lost(host, lost, loss);
    if (stops) {
      end();
    } else {
      retry(loss.error(), loss.reason());
    }
  }

  private void tellSocket(Connection lost, Loss loss) {
    Pipe pipe = settings.immediate() ? lost.pipe() : link.pipe();
    if (pipe == null) {
      return;
    }
    if (lost.isEstablished() && loss.kind() != Loss.Kind.CLOSED) {
      note(pipe, settings.notes().hiccup());
    }
    if (ended || settings.immediate()) {
      pipe.raise(Pipe.CLOSED);
    } else if (lost.isEstablished()) {
      pipe.raise(Pipe.DISCONNECTED);
    }
  }

  /** Has the socket receive a message that tells of the connection, behind what came over it. */
  static void note(Pipe pipe, byte[] note) {
    if (note.length > 0) {
      pipe.in().add(Message.wrap(note));
      pipe.raiseReadable();
    }
  }

  private String localEndpoint(SelectionKey key) {
    try {
      return transport.endpointOf(((SocketChannel) key.channel()).getLocalAddress());
    } catch (IOException e) {
      return ""; // it is gone already, as the first read will tell
    }
  }

  // ---- Closing ---------------------------------------------------------------------------------

  /** Ends the endpoint: what was sent may still go out for a while. Thread-safe. */
  public void close() {
    reactor.post(() -> closeWithin(host.lingerNanos()));
  }

  /** Ends the endpoint at the application's wish, while the socket goes on. Thread-safe. */
  public void disconnect() {
    reactor.post(
        () -> {
          disconnected = true;
          closeWithin(host.lingerNanos());
        });
  }

  /** Driver only. */
  private void closeWithin(long lingerNanos) {
    if (closing || state == State.ENDED) {
      return;
    }
    closing = true;
    Connection current = connection;
    if (current != null && current.isEstablished()) {
      current.closeWithin(lingerNanos, "the socket closed");
    } else if (lingerNanos == 0 || hasGivenUp() || !hasQueued()) {
      end();
    }
    if (lingerNanos > 0 && !ended) { // however many connections it takes
      linger = reactor.timers().set(System.nanoTime() + lingerNanos, this::end);
    }
  }

  /** Whether no attempt will follow, so that waiting for a connection were in vain. */
  private boolean hasGivenUp() {
    return state == State.RESTING
        || (state == State.WAITING && disconnected && stops(SessionSettings.STOP_AFTER_DISCONNECT));
  }

  /** Whether messages wait for a connection. A gauge is enough: the socket writes no more. */
  private boolean hasQueued() {
    Pipe pipe = link.pipe();
    return pipe != null && pipe.out().depth() > 0;
  }

  private void end() {
    ended = true;
    if (hostKnows) {
      return;
    }
    hostKnows = true;
    enter(State.ENDED);
    reactor.timers().cancel(timer);
    reactor.timers().cancel(linger);
    closeChannel();
    Connection current = connection;
    if (current != null) {
      current.close(Loss.closed("the endpoint is disconnected"));
    }
    Pipe pipe = link.pipe();
    if (pipe != null) {
      pipe.raise(Pipe.CLOSED);
    }
    host.sessionEnded(this);
  }

  @Override
  public void onBroken(Throwable cause) {
    failed(ErrorCode.EIO, "internal error: " + cause);
  }

  private void report(
      MonitorEvent.Type type, long value, @Nullable ErrorCode error, String reason) {
    host.report(new Report(type, "", endpoint, value, error, Frame.EMPTY, reason));
  }

  // ---- Session ---------------------------------------------------------------------------------

  @Override
  public void describe(
      Consumer<EndpointSnapshot> endpoints, Consumer<ConnectionSnapshot> connections) {
    Connection current = connection;
    Pipe pipe = link.pipe();
    endpoints.accept(
        new EndpointSnapshot(
            endpoint,
            EndpointSnapshot.Kind.CONNECTED,
            switch (ended ? State.ENDED : state) {
              case WAITING -> EndpointSnapshot.State.WAITING;
              case RESOLVING -> EndpointSnapshot.State.RESOLVING;
              case CONNECTING -> EndpointSnapshot.State.CONNECTING;
              case CONNECTED -> EndpointSnapshot.State.CONNECTED;
              case RESTING, ENDED -> EndpointSnapshot.State.ENDED;
            },
            reason,
            Instant.ofEpochMilli(sinceMillis),
            current == null ? 0 : 1,
            attempts,
            handshakes,
            pipe == null || (current != null && current.isEstablished()) ? 0 : pipe.out().depth()));
    if (current != null) {
      connections.accept(current.snapshot());
    }
  }
}
