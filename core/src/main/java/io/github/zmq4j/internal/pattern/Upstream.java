package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.Message;
import io.github.zmq4j.internal.pipe.Pipe;

/**
 * The way from a subscriber to all its publishers. What is asked of them is written whatever their
 * high-water marks say, so that no burst of subscriptions loses one; and to those who are there
 * only, since each one that comes, or comes back, is told everything afresh.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 */
final class Upstream {
  private final Outbox outbox;
  private final IdentitySet<Pipe> pipes = new IdentitySet<>();
  private long drops;

  Upstream(Outbox outbox) {
    this.outbox = outbox;
  }

  void add(Pipe pipe) {
    pipes.add(pipe);
  }

  void remove(Pipe pipe) {
    pipes.remove(pipe);
  }

  /** Takes a subscription or cancellation and tells it to every publisher that is there. */
  void tell(Message request) {
    for (int i = 0; i < pipes.slots(); i++) {
      Pipe pipe = pipes.slot(i);
      if (pipe != null && pipe.isConnected()) {
        request.retain();
        outbox.add(pipe, request);
      }
    }
    request.release(); // our own hold
  }

  /** Tells one publisher a subscription. */
  void tell(Pipe pipe, Message request) {
    outbox.add(pipe, request);
  }

  /** Takes a message and sends it to every publisher that is there and has room. */
  void send(Message message) {
    for (int i = 0; i < pipes.slots(); i++) {
      Pipe pipe = pipes.slot(i);
      if (pipe != null && pipe.isConnected()) {
        message.retain();
        if (!outbox.offer(pipe, message)) {
          message.release();
          pipe.countDrop();
          drops++;
        }
      }
    }
    message.release(); // our own hold
  }

  /** How many times a publisher missed a message for want of room. */
  long drops() {
    return drops;
  }
}
