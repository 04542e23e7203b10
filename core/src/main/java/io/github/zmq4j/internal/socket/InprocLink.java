package io.github.zmq4j.internal.socket;

import io.github.zmq4j.internal.pipe.Link;
import io.github.zmq4j.internal.pipe.Pipe;

/**
 * Joins two sockets of one context: the far end of a pipe is the other socket's pipe, over the same
 * two queues. This is the shortcut by which inproc skips the wire.
 *
 * <p><b>Threading.</b> Immutable.
 */
record InprocLink(Pipe peer) implements Link {
  /** Makes each pipe the far end of the other. */
  static void join(Pipe left, Pipe right) {
    left.link(new InprocLink(right));
    right.link(new InprocLink(left));
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
