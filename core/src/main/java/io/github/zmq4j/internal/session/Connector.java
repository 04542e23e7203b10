package io.github.zmq4j.internal.session;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.MonitorEvent;
import io.github.zmq4j.internal.engine.Reactor;
import io.github.zmq4j.internal.engine.Selectable;
import io.github.zmq4j.internal.engine.Timers.Timer;
import io.github.zmq4j.internal.pipe.Pipe;
import io.github.zmq4j.internal.session.SessionHost.Report;
import io.github.zmq4j.internal.transport.NetworkErrors;
import io.github.zmq4j.internal.transport.Transport;
import io.github.zmq4j.internal.transport.Transport.Target;
import io.github.zmq4j.internal.zmtp.Peer;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
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
public final class Connector implements Selectable, ConnectionOwner {
  private final SessionHost host;
  private final SessionSettings settings;
  private final Transport transport;
  private final Target target;
  private final String endpoint;
  private final Reactor reactor;
  private final WireLink link; // of the lasting pipe; unused with immediate
  private final Backoff backoff;

  private State state = State.WAITING;
  private @Nullable Timer timer; // the next attempt, or the end of this one
  private @Nullable SocketChannel channel; // while CONNECTING
  private @Nullable SelectionKey key; // likewise
  private List<SocketAddress> addresses = List.of(); // those left to try in this round
  private @Nullable Connection connection; // while CONNECTED
  private boolean closing; // the socket is done; what is queued may still go out
  private volatile boolean ended; // written by the driver
  private boolean hostKnows; // that it ended

  private enum State {
    /** Until the next attempt. Next: RESOLVING. */
    WAITING,
    /** A name is being looked up. Next: CONNECTING, or WAITING when that failed. */
    RESOLVING,
    /** The network connects. Next: CONNECTED, or WAITING when that failed. */
    CONNECTING,
    /** There is a connection, perhaps still shaking hands. Next: WAITING. */
    CONNECTED,
    /** Given up or closed. From everywhere. */
    ENDED
  }

  /** Makes a connector; nothing happens before {@link #start}. */
  public Connector(
      SessionHost host,
      SessionSettings settings,
      Transport transport,
      Target target,
      String endpoint,
      Reactor reactor,
      long seed) {
    this.host = host;
    this.settings = settings;
    this.transport = transport;
    this.target = target;
    this.endpoint = endpoint;
    this.reactor = reactor;
    this.link = new WireLink(reactor);
    this.backoff =
        new Backoff(
            settings.reconnectNanos(), settings.reconnectMaxNanos(), new SplittableRandom(seed));
    host.sessionStarted();
  }

  /** The endpoint as given to connect. Thread-safe. */
  public String endpoint() {
    return endpoint;
  }

  /** Whether no connection will come of it any more. Thread-safe. */
  public boolean isEnded() {
    return ended;
  }

  /** The lasting pipe, once started; null with {@code immediate}. Thread-safe. */
  public @Nullable Pipe pipe() {
    return link.pipe();
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
    state = State.RESOLVING;
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
    state = State.CONNECTING;
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
      if (settings.connectTimeoutNanos() > 0) {
        timer =
            reactor
                .timers()
                .set(
                    System.nanoTime() + settings.connectTimeoutNanos(),
                    () -> failed(ErrorCode.ETIMEDOUT, "the connect timeout passed"));
      }
    } catch (IOException e) {
      failed(NetworkErrors.codeOf(e), String.valueOf(e.getMessage()));
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
    reactor.timers().cancel(timer);
    timer = null;
    channel = null;
    state = State.CONNECTED;
    report(MonitorEvent.Type.CONNECTED, 0, null, "connected");
    WireLink current = settings.immediate() ? new WireLink(reactor) : link;
    Connection started = new Connection(key, transport, settings, current, this);
    connection = started;
    started.start();
  }

  private void failed(ErrorCode error, String reason) {
    reactor.timers().cancel(timer);
    timer = null;
    closeChannel();
    if (state != State.CONNECTING) {
      return;
    }
    report(MonitorEvent.Type.CLOSED, error.number(), error, reason);
    if (!addresses.isEmpty()) {
      tryNextAddress();
    } else if (error == ErrorCode.ECONNREFUSED
        && (settings.reconnectStop() & SessionSettings.STOP_WHEN_REFUSED) != 0) {
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

  private void retry(ErrorCode error, String reason) {
    state = State.WAITING;
    if (!backoff.mayRetry()) {
      if (closing) {
        end();
      }
      return; // the endpoint stays, but nothing more happens
    }
    long waitNanos = backoff.nextNanos();
    report(MonitorEvent.Type.CONNECT_RETRIED, waitNanos / 1_000_000, error, reason);
    timer = reactor.timers().set(System.nanoTime() + waitNanos, this::attempt);
  }

  // ---- ConnectionOwner -------------------------------------------------------------------------

  @Override
  public void onEstablished(Connection established, Peer peer) {
    backoff.reset();
    Pipe pipe = established.link().pipe();
    int events = Pipe.CONNECTED;
    if (pipe == null) { // immediate
      pipe = host.newPipe();
      established.link().pipe(pipe, () -> closeWithin(host.lingerNanos()));
      events |= Pipe.ATTACHED;
    } else if (settings.forgetsWhenLost()) {
      established.link().discardQueued();
    }
    pipe.introduce(Frame.wrap(peer.routingId()), peer.metadata(), endpoint);
    HandshakeReports.succeeded(host, localEndpoint(established), endpoint, peer);
    pipe.raise(events);
    if (closing) {
      established.drain();
    }
  }

  @Override
  public void onLost(Connection lost, Loss loss) {
    connection = null;
    boolean stops =
        state == State.ENDED
            || loss.kind() != Loss.Kind.LOST
            || (!lost.isEstablished()
                && (settings.reconnectStop() & SessionSettings.STOP_WHEN_HANDSHAKE_FAILS) != 0)
            || !backoff.mayRetry()
            || (closing && !hasQueued());
    ended = stops; // before it is reported: who hears of it may connect anew
    HandshakeReports.lost(host, lost, "", endpoint, loss);
    Pipe pipe = lost.pipe();
    if (settings.immediate() && pipe != null) {
      pipe.raise(Pipe.CLOSED);
    } else if (pipe != null) {
      pipe.raise(Pipe.DISCONNECTED);
    }
    if (stops) {
      end();
    } else {
      retry(loss.error(), loss.reason());
    }
  }

  private String localEndpoint(Connection of) {
    try {
      return transport.endpointOf(of.channel().getLocalAddress());
    } catch (IOException e) {
      return "";
    }
  }

  // ---- Closing ---------------------------------------------------------------------------------

  /** Ends the endpoint: what was sent may still go out for a while. Thread-safe. */
  public void close() {
    reactor.post(() -> closeWithin(host.lingerNanos()));
  }

  /** Driver only. */
  private void closeWithin(long lingerNanos) {
    if (closing || state == State.ENDED) {
      return;
    }
    closing = true;
    if (connection != null && connection.isEstablished()) {
      connection.closeWithin(lingerNanos, "the socket closed");
    } else if (lingerNanos == 0 || !hasQueued()) {
      end();
    } else if (lingerNanos > 0) {
      reactor.timers().set(System.nanoTime() + lingerNanos, this::end);
    }
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
    state = State.ENDED;
    reactor.timers().cancel(timer);
    closeChannel();
    if (connection != null) {
      connection.close(Loss.closed("the endpoint is disconnected"));
    }
    Pipe pipe = link.pipe();
    if (pipe != null) {
      pipe.raise(Pipe.CLOSED);
    }
    host.sessionEnded();
  }

  @Override
  public void onBroken(Throwable cause) {
    failed(ErrorCode.EIO, "internal error: " + cause);
  }

  private void report(
      MonitorEvent.Type type, long value, @Nullable ErrorCode error, String reason) {
    host.report(new Report(type, "", endpoint, value, error, Frame.EMPTY, reason));
  }
}
