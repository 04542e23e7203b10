package io.github.zmq4j.internal.pattern;

import static io.github.zmq4j.SocketType.PUSH;

import io.github.zmq4j.Message;
import io.github.zmq4j.internal.pipe.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * PUSH: deals messages to its peers in turn. A peer that is at its high-water mark is passed over
 * until it has room; when none has, a send waits.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @see <a href="https://rfc.zeromq.org/spec/30/">30/PIPELINE, the PUSH socket type</a>
 */
final class PushPattern implements Pattern {
  private final LoadBalancer pipes;

  PushPattern(Outbox outbox) {
    this.pipes = new LoadBalancer(outbox);
  }

  @Override
  public void attach(Pipe pipe) {
    pipes.activate(pipe);
  }

  @Override
  public void detach(Pipe pipe) {
    pipes.remove(pipe);
  }

  @Override
  public void onReadable(Pipe pipe) {} // what a PULL should never send stays where it is

  @Override
  public void onWritable(Pipe pipe) {
    pipes.activate(pipe);
  }

  @Override
  public boolean trySend(Message message) {
    return pipes.trySend(message);
  }

  @Override
  public boolean canSend() {
    return pipes.next() != null;
  }

  @Override
  public @Nullable Message tryReceive() {
    throw Refusal.cannotReceive(PUSH);
  }

  @Override
  public boolean canReceive() {
    return false;
  }
}
