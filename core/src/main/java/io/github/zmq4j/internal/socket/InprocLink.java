package io.github.zmq4j.internal.socket;

import io.github.zmq4j.internal.pipe.Link;
import io.github.zmq4j.internal.pipe.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * Joins two sockets of one context: the far end of a pipe is the other socket's pipe, over the same
 * two queues. This is the shortcut by which inproc skips the wire.
 *
 * <p>The high-water marks of both sides add up: what one may send and the other receive. No limit
 * on one side is no limit.
 *
 * <p><b>Threading.</b> Immutable.
 *
 * @param peer the other socket's pipe
 * @param options the other socket's options
 */
record InprocLink(Pipe peer, SocketOptions options) implements Link {
  /** Makes each pipe the far end of the other. */
  static void join(Pipe left, SocketOptions ofLeft, Pipe right, SocketOptions ofRight) {
    left.link(new InprocLink(right, ofRight));
    right.link(new InprocLink(left, ofLeft));
    applySendHwm(left, ofLeft);
    applyReceiveHwm(left, ofLeft);
  }

  /** Has a pipe take as many messages as its socket's options say, and over inproc the peer's. */
  static void applySendHwm(Pipe pipe, SocketOptions own) {
    SocketOptions far = optionsAcross(pipe);
    pipe.out().setHwm(far == null ? own.sendHwm() : sum(own.sendHwm(), far.receiveHwm()));
  }

  /** Likewise for the messages that come in. */
  static void applyReceiveHwm(Pipe pipe, SocketOptions own) {
    SocketOptions far = optionsAcross(pipe);
    pipe.in().setHwm(far == null ? own.receiveHwm() : sum(far.sendHwm(), own.receiveHwm()));
  }

  private static @Nullable SocketOptions optionsAcross(Pipe pipe) {
    return pipe.link() instanceof InprocLink inproc ? inproc.options : null;
  }

  private static int sum(int sending, int receiving) {
    return sending == 0 || receiving == 0 ? 0 : sending + receiving;
  }

  @Override
  public void onWritten(int bytes, Urgency urgency) {
    peer.raiseReadable();
  }

  @Override
  public void onCredit() {
    peer.raise(Pipe.WRITABLE);
  }

  @Override
  public void onClosed() {
    peer.raise(Pipe.CLOSED);
  }
}
