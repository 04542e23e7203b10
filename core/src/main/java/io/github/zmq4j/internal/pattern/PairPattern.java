package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.Message;
import io.github.zmq4j.internal.pipe.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * PAIR: one peer, both ways. Whoever comes while there is a peer is turned away. A peer that went
 * counts as there until what it sent has been received.
 *
 * <p>A send waits while there is no peer or it has no room.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @see <a href="https://rfc.zeromq.org/spec/31/">31/EXPAIR</a>
 */
final class PairPattern implements Pattern {
  private final Outbox outbox;
  private @Nullable Pipe peer;

  PairPattern(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void attach(Pipe pipe) {
    if (peer == null) {
      peer = pipe;
    } else {
      pipe.close();
    }
  }

  @Override
  public void detach(Pipe pipe) {
    if (pipe == peer) {
      forgetIfDone(pipe);
    }
  }

  private void forgetIfDone(Pipe pipe) {
    if (pipe.isClosed() && !pipe.hasMessages()) {
      peer = null;
    }
  }

  @Override
  public void onReadable(Pipe pipe) {}

  @Override
  public void onWritable(Pipe pipe) {}

  @Override
  public boolean trySend(Message message) {
    return peer != null && outbox.offer(peer, message);
  }

  @Override
  public boolean canSend() {
    return peer != null && peer.canWrite();
  }

  @Override
  public @Nullable Message tryReceive() {
    Pipe pipe = peer;
    if (pipe == null) {
      return null;
    }
    Message message = pipe.poll();
    forgetIfDone(pipe);
    return message;
  }

  @Override
  public boolean canReceive() {
    return peer != null && peer.canRead();
  }
}
