package io.github.zmq4j.internal.pattern;

import static io.github.zmq4j.SocketType.PULL;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.internal.pipe.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * PULL: takes messages from its peers in turn. What is not received waits up to the high-water
 * mark, and then at the peer.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @see <a href="https://rfc.zeromq.org/spec/30/">30/PIPELINE, the PULL socket type</a>
 */
final class PullPattern implements Pattern {
  private final FairQueue pipes = new FairQueue();

  @Override
  public void attach(Pipe pipe) {}

  @Override
  public void detach(Pipe pipe) {
    if (pipe.hasMessages()) {
      pipes.activate(pipe);
    }
  }

  @Override
  public void onReadable(Pipe pipe) {
    pipes.activate(pipe);
  }

  @Override
  public void onWritable(Pipe pipe) {}

  @Override
  public @Nullable Message tryReceive() {
    return pipes.poll();
  }

  @Override
  public boolean canReceive() {
    return pipes.hasMessages();
  }

  @Override
  public boolean trySend(Message message) {
    throw Refusal.cannotSend(PULL);
  }

  @Override
  public boolean tryBegin(Frame first) {
    throw Refusal.cannotSend(PULL);
  }

  @Override
  public boolean canSend() {
    return false;
  }
}
