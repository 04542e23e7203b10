package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Options;
import io.github.zmq4j.SocketOption;
import io.github.zmq4j.internal.pipe.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * DEALER: deals what it sends to its peers in turn, and takes what they send in turn. It has no
 * state and adds nothing: a DEALER that talks to a REP puts the empty delimiter frame before the
 * request itself, and finds it before the reply.
 *
 * <p>A send waits while no peer has room. With {@code PROBE_ROUTER} each new peer first gets an
 * empty message, from which a ROUTER learns of this socket before it has anything to say.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @see <a href="https://rfc.zeromq.org/spec/28/">28/REQREP, the DEALER socket type</a>
 */
final class DealerPattern implements Pattern {
  private final Outbox outbox;
  private final LoadBalancer out;
  private final FairQueue in = new FairQueue();
  private boolean probesRouter;

  DealerPattern(Outbox outbox) {
    this.outbox = outbox;
    this.out = new LoadBalancer(outbox);
  }

  @Override
  public void attach(Pipe pipe) {
    if (probesRouter) {
      outbox.offer(pipe, Message.of(Frame.EMPTY));
    }
    out.activate(pipe);
  }

  @Override
  public void detach(Pipe pipe) {
    out.remove(pipe);
    if (pipe.hasMessages()) {
      in.activate(pipe);
    }
  }

  @Override
  public void onReadable(Pipe pipe) {
    in.activate(pipe);
  }

  @Override
  public void onWritable(Pipe pipe) {
    out.activate(pipe);
  }

  @Override
  public boolean trySend(Message message) {
    return out.trySend(message);
  }

  @Override
  public @Nullable Message tryReceive() {
    return in.poll();
  }

  @Override
  public boolean canSend() {
    return out.next() != null;
  }

  @Override
  public boolean canReceive() {
    return in.hasMessages();
  }

  @Override
  public void onOption(SocketOption<?> option, Object value) {
    if (option == Options.PROBE_ROUTER) {
      probesRouter = (Boolean) value;
    }
  }
}
