package io.github.zmq4j.internal.session;

import io.github.zmq4j.ConnectionSnapshot;
import io.github.zmq4j.EndpointSnapshot;
import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.MonitorEvent;
import io.github.zmq4j.internal.engine.Reactor;
import io.github.zmq4j.internal.engine.Timers.Timer;
import io.github.zmq4j.internal.pipe.Pipe;
import io.github.zmq4j.internal.session.SessionHost.Report;
import io.github.zmq4j.internal.transport.Transport;
import io.github.zmq4j.internal.transport.Transport.Target;
import io.github.zmq4j.internal.zmtp.Peer;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.Random;
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
public final class Connector implements Session, Attempt.Owner, ConnectionOwner, WireLink.Owner {
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
  private @Nullable Timer retry; // while WAITING, but for the first time
  private @Nullable Timer linger; // while closing, when that has a limit
  private @Nullable Attempt attempt; // while RESOLVING and CONNECTING
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
    this.link = new WireLink(reactor, host.pace());
    this.backoff =
        new Backoff(settings.reconnectNanos(), settings.reconnectMaxNanos(), new Random(seed));
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
      link.pipe(pipe, this);
    }
    reactor.post(this::attempt);
  }

  // ---- Connecting ------------------------------------------------------------------------------

  private void attempt() {
    retry = null;
    if (state != State.WAITING) {
      return;
    }
    enter(State.RESOLVING);
    attempts++;
    Attempt next = new Attempt(reactor, transport, target, settings, this);
    attempt = next;
    next.start(host);
  }

  @Override
  public void onResolved() {
    enter(State.CONNECTING);
  }

  @Override
  public void onDelayed() {
    ErrorCode code = ErrorCode.EINPROGRESS;
    report(MonitorEvent.Type.CONNECT_DELAYED, code.number(), code, "connecting");
  }

  @Override
  public void onConnected(SelectionKey key) {
    attempt = null;
    enter(State.CONNECTED);
    WireLink current = settings.immediate() ? new WireLink(reactor, host.pace()) : link;
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
  public void onAddressFailed(ErrorCode error, String reason) {
    report(MonitorEvent.Type.CLOSED, Report.NO_DESCRIPTOR, error, reason);
  }

  @Override
  public void onFailed(ErrorCode error, String reason, boolean hadAddress) {
    attempt = null;
    boolean stops =
        error == ErrorCode.ECONNREFUSED && hadAddress && stops(SessionSettings.STOP_WHEN_REFUSED);
    if (stops) {
      forgotten = true;
      ended = true; // before it is reported: who hears of it may connect anew
    }
    if (hadAddress) {
      onAddressFailed(error, reason);
    }
    if (stops) {
      this.reason = reason;
      end();
    } else {
      retry(error, reason);
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
    retry = reactor.timers().set(System.nanoTime() + waitNanos, this::attempt);
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
      established.link().pipe(pipe, established);
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
  public void onPipeClosed() {
    closeWithin(host.lingerNanos());
  }

  @Override
  public void onPipeClosed(Connection connection) {
    onPipeClosed(); // whether the pipe lasts or not, the socket is done with the endpoint
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
    reactor.timers().cancel(retry);
    reactor.timers().cancel(linger);
    if (attempt != null) {
      attempt.cancel();
      attempt = null;
    }
    Connection current = connection;
    if (current != null) {
      current.close(Loss.closed("the endpoint is disconnected"));
    }
    Pipe pipe = link.pipe();
    if (pipe != null) {
      pipe.raise(Pipe.CLOSED);
      link.end();
    }
    host.sessionEnded(this);
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
