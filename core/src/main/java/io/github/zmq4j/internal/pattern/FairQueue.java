package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.Message;
import io.github.zmq4j.internal.pipe.Pipe;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages from the pipes that have some, one whole message each in turn, so that a busy peer
 * cannot starve a quiet one.
 *
 * <p>Only readable pipes stand in the round. A pipe leaves it when it is found empty, at which
 * moment its reader counts as asleep and {@link Pattern#onReadable} brings it back, to the end of
 * the round. So a message costs the same among ten thousand pipes as among one. A closed pipe stays
 * until it is read empty: what a peer sent before it went away still counts.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 *
 * @see <a href="https://rfc.zeromq.org/spec/28/">28/REQREP, fair-queuing</a>
 */
final class FairQueue {
  private final ArrayDeque<Pipe> readable = new ArrayDeque<>();
  private @Nullable Pipe source;

  /** Puts a pipe at the end of the round, unless it stands in it. It need not have messages. */
  void activate(Pipe pipe) {
    if (!pipe.inFairQueue()) {
      pipe.inFairQueue(true);
      readable.addLast(pipe);
    }
  }

  /** Takes the next message, or answers null when no pipe has one. */
  @Nullable Message poll() {
    Pipe pipe;
    while ((pipe = readable.peekFirst()) != null) {
      Message message = pipe.poll();
      if (message != null) {
        if (source != pipe) { // spares the collector's barrier, a fence
          source = pipe;
        }
        if (readable.size() > 1) {
          readable.addLast(readable.removeFirst());
        }
        return message;
      }
      dropFirst(pipe);
    }
    return null;
  }

  /** The pipe that gave the last message. */
  Pipe source() {
    if (source == null) {
      throw new IllegalStateException("nothing was taken yet");
    }
    return source;
  }

  /** Whether {@link #poll} would answer a message. */
  boolean hasMessages() {
    Pipe pipe;
    while ((pipe = readable.peekFirst()) != null) {
      if (pipe.canRead()) {
        return true;
      }
      dropFirst(pipe);
    }
    return false;
  }

  private void dropFirst(Pipe pipe) {
    pipe.inFairQueue(false);
    readable.removeFirst();
  }
}
