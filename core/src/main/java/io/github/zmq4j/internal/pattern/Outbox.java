package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.Message;
import io.github.zmq4j.internal.pipe.Pipe;

/**
 * Where patterns write: it notes which pipes were written to, for the socket to flush. And where
 * those patterns that take turns say that it is the other turn now.
 */
public interface Outbox {
  /** Writes to a pipe unless it is full or closed. */
  boolean offer(Pipe pipe, Message message);

  /** Writes to a pipe whatever its high-water mark says. */
  void add(Pipe pipe, Message message);

  /**
   * What the pattern's state forbade before is allowed now: whoever waits for it looks again. No
   * pipe has news then that would wake them.
   */
  default void onTurn() {}
}
