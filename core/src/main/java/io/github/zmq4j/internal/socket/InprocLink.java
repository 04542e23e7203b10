package io.github.zmq4j.internal.socket;

import io.github.zmq4j.ConnectionSnapshot;
import io.github.zmq4j.Message;
import io.github.zmq4j.Options;
import io.github.zmq4j.internal.pipe.Link;
import io.github.zmq4j.internal.pipe.Pipe;
import io.github.zmq4j.internal.session.SessionHost.Traffic;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Joins two sockets of one context: the far end of a pipe is the other socket's pipe, over the same
 * two queues. This is the shortcut by which inproc skips the wire.
 *
 * <p>The high-water marks of both sides add up: what one may send and the other receive. No limit
 * on one side is no limit.
 *
 * <p><b>Threading.</b> Thread-safe.
 */
final class InprocLink implements Link {
  private final End own;
  private final End far;
  private final String endpoint;
  private final byte[] farewell; // what the far end is to receive when this one closes
  private final Instant since = Instant.now();
  private final AtomicBoolean closed = new AtomicBoolean(); // by this end, which tells the far one

  /**
   * One end.
   *
   * @param pipe its pipe
   * @param socket whose pipe it is; {@code null} when it is the library's own
   */
  record End(Pipe pipe, @Nullable SocketBase socket) {
    int sendHwm() {
      return socket == null ? 0 : socket.options().sendHwm();
    }

    boolean spins() {
      return socket != null && socket.spins();
    }

    int receiveHwm() {
      return socket == null ? 0 : socket.options().receiveHwm();
    }
  }

  private InprocLink(End own, End far, String endpoint) {
    this.own = own;
    this.far = far;
    this.endpoint = endpoint;
    this.farewell =
        far.socket == null ? new byte[0] : far.socket.options().note(Options.DISCONNECT_MESSAGE);
  }

  /** Makes each pipe the far end of the other. */
  static void join(End left, End right, String endpoint) {
    InprocLink forth = new InprocLink(left, right, endpoint);
    InprocLink back = new InprocLink(right, left, endpoint);
    left.pipe.linkInproc(forth, left.spins());
    right.pipe.linkInproc(back, right.spins());
    forth.applySendHwm(); // after linking: a later change of an option finds the link
    forth.applyReceiveHwm();
    forth.enlist();
    back.enlist();
  }

  private void enlist() {
    if (own.socket != null) {
      own.socket.sessions().linked(this);
    }
  }

  private void delist() {
    if (own.socket != null) {
      own.socket.sessions().unlinked(this);
    }
  }

  // ---- High-water marks ------------------------------------------------------------------------

  /** Has a pipe take as many messages as its socket's options say, and over inproc the peer's. */
  static void applySendHwm(Pipe pipe, SocketOptions own) {
    if (pipe.link() instanceof InprocLink inproc) {
      inproc.applySendHwm();
    } else {
      pipe.out().setHwm(own.sendHwm());
    }
  }

  /** Likewise for the messages that come in. */
  static void applyReceiveHwm(Pipe pipe, SocketOptions own) {
    if (pipe.link() instanceof InprocLink inproc) {
      inproc.applyReceiveHwm();
    } else {
      pipe.in().setHwm(own.receiveHwm());
    }
  }

  private void applySendHwm() {
    int hwm;
    do {
      hwm = sum(own.sendHwm(), far.receiveHwm());
      own.pipe.out().setHwm(hwm);
    } while (hwm != sum(own.sendHwm(), far.receiveHwm())); // the other side may change its own
  }

  private void applyReceiveHwm() {
    int hwm;
    do {
      hwm = sum(far.sendHwm(), own.receiveHwm());
      own.pipe.in().setHwm(hwm);
    } while (hwm != sum(far.sendHwm(), own.receiveHwm()));
  }

  private static int sum(int sending, int receiving) {
    return sending == 0 || receiving == 0 ? 0 : sending + receiving;
  }

  // ---- Link ------------------------------------------------------------------------------------

  @Override
  public void onWritten(int bytes, Urgency urgency) {
    far.pipe.raiseReadable();
  }

  @Override
  public void onCredit() {
    far.pipe.raise(Pipe.WRITABLE);
  }

  @Override
  public void onClosed() {
    if (closed.getAndSet(true)) {
      return;
    }
    if (farewell.length > 0) {
      own.pipe.out().add(Message.wrap(farewell)); // the pipe itself takes nothing any more
      far.pipe.raise(Pipe.READABLE);
    }
    far.pipe.raise(Pipe.CLOSED);
    delist();
    if (far.pipe.link() instanceof InprocLink back) {
      back.delist();
    }
  }

  // ---- Seeing in -------------------------------------------------------------------------------

  Traffic traffic() {
    return new Traffic(own.pipe.out().written(), 0, own.pipe.in().written(), 0);
  }

  ConnectionSnapshot snapshot() {
    return new ConnectionSnapshot(
        endpoint,
        endpoint,
        ConnectionSnapshot.State.OPEN,
        own.pipe.routingId(),
        far.socket == null ? null : far.socket.type(),
        since,
        own.pipe.out().written(),
        0,
        own.pipe.in().written(),
        0,
        own.pipe.drops(),
        own.pipe.out().depth(),
        own.pipe.out().hwm(),
        own.pipe.in().depth(),
        own.pipe.in().hwm(),
        false,
        false);
  }
}
