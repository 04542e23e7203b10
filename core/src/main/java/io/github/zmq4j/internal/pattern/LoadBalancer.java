package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.Message;
import io.github.zmq4j.internal.pipe.Pipe;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Deals messages to the pipes that have room, one whole message each in turn.
 *
 * <p>Only writable pipes stand in the round. A pipe found at its high-water mark leaves it, and
 * {@link Pattern#onWritable} brings it back, to the end of the round. The balance is one of message
 * counts, not of work done: a slow peer gets its share until its queue is full.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @see <a href="https://rfc.zeromq.org/spec/30/">30/PIPELINE, round-robin</a>
 */
final class LoadBalancer {
  private final Outbox outbox;
  private final ArrayDeque<Pipe> writable = new ArrayDeque<>();
  private int removed; // pipes that closed while they may stand in the round

  LoadBalancer(Outbox outbox) {
    this.outbox = outbox;
  }

  /** Puts a pipe at the end of the round, unless it stands in it or is closed. */
  void activate(Pipe pipe) {
    if (!pipe.inLoadBalancer() && !pipe.isClosed()) {
      pipe.inLoadBalancer(true);
      writable.addLast(pipe);
    }
  }

  /**
   * Forgets a closed pipe. Closed pipes are swept out when they may be half of the round, so that
   * each costs the same however many there are.
   */
  void remove(Pipe pipe) {
    if (pipe.inLoadBalancer() && ++removed * 2 >= writable.size()) {
      writable.removeIf(Pipe::isClosed);
      removed = 0;
    }
  }

  /** Gives a message to the next pipe, or answers false when none has room. */
  boolean trySend(Message message) {
    return send(message) != null;
  }

  /** Gives a message to the next pipe and answers which it was, or null when none has room. */
  @Nullable Pipe send(Message message) {
    Pipe pipe;
    while ((pipe = writable.peekFirst()) != null) {
      if (outbox.offer(pipe, message)) {
        if (writable.size() > 1) {
          writable.addLast(writable.removeFirst());
        }
        return pipe;
      }
      dropFirst(pipe);
    }
    return null;
  }

  /** The pipe that will take the next message, or null when none has room. */
  @Nullable Pipe next() {
    Pipe pipe;
    while ((pipe = writable.peekFirst()) != null && !pipe.canWrite()) {
      dropFirst(pipe);
    }
    return pipe;
  }

  /** How many pipes stand in the round, closed ones included that were not swept out yet. */
  int size() {
    return writable.size();
  }

  private void dropFirst(Pipe pipe) {
    pipe.inLoadBalancer(false);
    writable.removeFirst();
  }
}
