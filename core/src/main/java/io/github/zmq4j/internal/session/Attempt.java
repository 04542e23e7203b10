package io.github.zmq4j.internal.session;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.internal.engine.Reactor;
import io.github.zmq4j.internal.engine.Selectable;
import io.github.zmq4j.internal.engine.Timers.Timer;
import io.github.zmq4j.internal.transport.NetworkErrors;
import io.github.zmq4j.internal.transport.SocksHandshake;
import io.github.zmq4j.internal.transport.Transport;
import io.github.zmq4j.internal.transport.Transport.Target;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to connect: looks the host up, then tries its addresses one after the other, and has
 * a proxy lead on where there is one.
 *
 * <p><b>Threading.</b> Confined to the reactor's driver.
 */
final class Attempt implements Selectable, ProxyTunnel.Owner {
  private final Reactor reactor;
  private final Transport transport;
  private final Target target;
  private final SessionSettings settings;
  private final Owner owner;

  private State state = State.RESOLVING;
  private List<SocketAddress> addresses = List.of(); // those left to try
  private @Nullable Timer limit; // for the present address
  private @Nullable SocketChannel channel; // to the present address
  private @Nullable SelectionKey key; // likewise

  private enum State {
    /** The host is being looked up. Next: CONNECTING, OVER. */
    RESOLVING,
    /** The network connects, or the proxy. Next: OVER. */
    CONNECTING,
    /** The owner knows how it ended, or has cancelled it. */
    OVER
  }

  /** Hears of the attempt, in this order; the last two end it. */
  interface Owner {
    /** The host was found. */
    void onResolved();

    /** The network takes its time over an address. */
    void onDelayed();

    /** An address failed and the next one is tried. */
    void onAddressFailed(ErrorCode error, String reason);

    /** There was no address, or the last one failed. */
    void onFailed(ErrorCode error, String reason, boolean hadAddress);

    /** The channel leads to the peer; its key is the owner's now. */
    void onConnected(SelectionKey key);
  }

  Attempt(
      Reactor reactor, Transport transport, Target target, SessionSettings settings, Owner owner) {
    this.reactor = reactor;
    this.transport = transport;
    this.target = target;
    this.settings = settings;
    this.owner = owner;
  }

  // ---- Looking up ------------------------------------------------------------------------------

  /** Begins; a look-up that may take long is the blocking work of the host. */
  void start(SessionHost host) {
    try {
      if (target.isResolved()) {
        onResolved(resolve());
      } else {
        host.blockingWork().execute(this::lookUp);
      }
    } catch (RejectedExecutionException e) {
      onUnresolved(new IOException("the context is closed"));
    } catch (IOException e) {
      onUnresolved(e);
    }
  }

  /** Looks up on a thread that may block, and goes on with the driver. */
  private void lookUp() {
    try {
      List<SocketAddress> found = resolve();
      reactor.post(() -> onResolved(found));
    } catch (IOException e) {
      reactor.post(() -> onUnresolved(e));
    }
  }

  private List<SocketAddress> resolve() throws IOException {
    try {
      return target.resolve();
    } catch (RuntimeException e) { // such as a name that no resolver takes
      throw new IOException(e);
    }
  }

  private void onUnresolved(IOException e) {
    if (state == State.RESOLVING) {
      state = State.OVER;
      String reason = "cannot find the host: " + e.getMessage();
      owner.onFailed(NetworkErrors.codeOf(e), reason, false);
    }
  }

  private void onResolved(List<SocketAddress> found) {
    if (state == State.RESOLVING) {
      state = State.CONNECTING;
      addresses = found;
      owner.onResolved();
      tryNextAddress();
    }
  }

  // ---- Connecting ------------------------------------------------------------------------------

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
        onReached(reactor.register(opened, 0, this));
        return;
      }
      key = reactor.register(opened, SelectionKey.OP_CONNECT, this);
      owner.onDelayed();
    } catch (IOException e) {
      fail(NetworkErrors.codeOf(e), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) { // such as an option that the system does not take
      fail(ErrorCode.EIO, e.toString());
    }
  }

  /** Gives the address up after a while; 0: never. */
  private void limit(long nanos, String reason) {
    if (nanos > 0) {
      limit =
          reactor.timers().set(System.nanoTime() + nanos, () -> fail(ErrorCode.ETIMEDOUT, reason));
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
        onReached(ready);
      }
    } catch (IOException e) {
      fail(NetworkErrors.codeOf(e), String.valueOf(e.getMessage()));
    }
  }

  private void onReached(SelectionKey ready) throws IOException {
    SocketChannel reached = (SocketChannel) ready.channel();
    if (reached.getLocalAddress().equals(reached.getRemoteAddress())) {
      fail(ErrorCode.ECONNREFUSED, "the connection led back to its own port");
      return;
    }
    SocksHandshake proxy = target.socksHandshake();
    if (proxy == null) {
      onTunnelled(ready);
      return;
    }
    if (limit == null) { // a proxy gets as long as any peer, unless the attempt is limited anyway
      limit(settings.handshakeNanos(), "the proxy took too long");
    }
    new ProxyTunnel(reactor, ready, proxy, this).start();
  }

  @Override
  public void onTunnelled(SelectionKey ready) {
    stopClock();
    channel = null;
    state = State.OVER;
    owner.onConnected(ready);
  }

  @Override
  public void onTunnelFailed(ErrorCode error, String reason) {
    fail(error, reason);
  }

  // ---- Failing ---------------------------------------------------------------------------------

  private void fail(ErrorCode error, String reason) {
    if (state != State.CONNECTING) {
      return;
    }
    stopClock();
    closeChannel();
    if (addresses.isEmpty()) {
      state = State.OVER;
      owner.onFailed(error, reason, true);
    } else {
      owner.onAddressFailed(error, reason);
      tryNextAddress();
    }
  }

  /** Gives up; the owner hears no more. */
  void cancel() {
    state = State.OVER;
    stopClock();
    closeChannel();
  }

  private void stopClock() {
    reactor.timers().cancel(limit);
    limit = null;
  }

  private void closeChannel() {
    SocketChannel pending = channel;
    channel = null;
    key = null;
    if (pending != null) {
      try {
        pending.close();
      } catch (IOException e) {
        // It never connected; there is nothing to lose.
      }
    }
  }

  @Override
  public void onBroken(Throwable cause) {
    fail(ErrorCode.EIO, "internal error: " + cause);
  }
}
