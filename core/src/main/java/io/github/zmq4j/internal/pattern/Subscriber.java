package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.internal.pipe.Pipe;

/**
 * A peer of a publisher, and what the publisher keeps of it. The attachment of its pipe.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 */
final class Subscriber {
  final Pipe pipe;

  /** The number of the last message that matched; see {@link Fanout}. */
  long matchedBy;

  /** How many messages the application has yet to receive that this peer sent upstream. */
  int unreceived;

  Subscriber(Pipe pipe) {
    this.pipe = pipe;
    pipe.attachment(this);
  }
}
