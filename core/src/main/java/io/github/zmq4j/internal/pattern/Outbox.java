package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.Message;
import io.github.zmq4j.internal.pipe.Pipe;

/** Where patterns write: it notes which pipes were written to, for the socket to flush. */
public interface Outbox {
  /** Writes to a pipe unless it is full or closed. */
  boolean offer(Pipe pipe, Message message);

  /** Writes to a pipe whatever its high-water mark says. */
  void add(Pipe pipe, Message message);
}
