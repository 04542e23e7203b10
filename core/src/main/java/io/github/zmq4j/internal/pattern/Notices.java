package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.internal.pipe.Pipe;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Messages {@code [id, empty]} that tell the application of peers that came or went. They are
 * received before what waits in the pipes; so that a farewell still comes last, it takes along what
 * the peer had sent.
 *
 * <p><b>Bounds.</b> A notice is small, and there are two a connection; none is dropped, for the
 * application keeps its list of peers by them. What a farewell takes along is bounded by the pipe.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 */
final class Notices {
  private final ArrayDeque<Message> queue = new ArrayDeque<>();

  /** The peer has come. Before its first message is read. */
  void greet(Frame id) {
    queue.add(Message.of(id, Frame.EMPTY));
  }

  /** The peer has gone, or is away. */
  void farewell(Frame id, Pipe pipe) {
    Message message;
    while ((message = pipe.poll()) != null) {
      queue.add(message.prepend(id));
    }
    queue.add(Message.of(id, Frame.EMPTY));
  }

  @Nullable Message poll() {
    return queue.poll();
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }
}
